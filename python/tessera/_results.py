# SPDX-License-Identifier: Apache-2.0
"""What the functions return: reports with tables, pictures and files."""

from __future__ import annotations

import dataclasses
import json
import os
from typing import TYPE_CHECKING, Any, ClassVar, Dict, Iterable, List, Mapping, Optional, Sequence, Tuple, Type, TypeVar, Union

from . import _reports as reports
from . import _views as views
from ._calls import Call
from ._decoding import Report
from ._errors import CannotWriteError, UsageError
from ._inputs import Inputs
from ._types import Path

if TYPE_CHECKING:
    import pandas  # type: ignore[import-not-found, import-untyped, unused-ignore]

R = TypeVar("R", bound="Result")


class Result(Report):
    """What a function returns: the report of the program, and its views."""

    _TABLES: ClassVar[Mapping[str, str]] = {}
    _FORMATS: ClassVar[Tuple[str, ...]] = ()

    @classmethod
    def _of(cls: Type[R], call: Call, inputs: Optional[Inputs] = None) -> R:
        """Runs a call."""
        report = cls.from_dict(call.json(inputs))
        report.__dict__["_call"] = call
        return report

    def __getstate__(self) -> Dict[str, Any]:
        # The call holds a process, which does not travel.
        return {"_raw": self.__dict__["_raw"]}

    def __setstate__(self, state: Dict[str, Any]) -> None:
        self.__dict__.update(state)

    def __repr__(self) -> str:
        return f"<{type(self).__name__}: {', '.join(f'{name} {text}' for name, text in self._figures())}>"

    def __str__(self) -> str:
        return views.lines(type(self).__name__, self._figures())

    def _repr_html_(self) -> str:
        return views.page(type(self).__name__, views.pairs_table(self._figures()), *self._pictures())

    def _figures(self) -> views.Pairs:
        """The few figures that a reader looks for first."""
        return ()

    def _pictures(self) -> Sequence[str]:
        """What stands below the figures in a notebook."""
        return (views.table(self._rows(next(iter(self._TABLES)))),) if self._TABLES else ()

    def _rows(self, table: str) -> List[Dict[str, Any]]:
        return [flat(row) for row in getattr(self, self._TABLES[table])]

    def to_frame(self, table: Optional[str] = None) -> pandas.DataFrame:
        """A table of the report as a frame of pandas; columns are the attributes of a row, as in ``costs.forward.energy``.

        Args:
            table: the table; by default the first one of `tables`.

        Raises:
            UsageError: there is no such table.
            ImportError: pandas is not installed.
        """
        name = next(iter(self._TABLES)) if table is None else table
        if name not in self._TABLES:
            raise UsageError(f"table is {table!r} (known: {', '.join(self._TABLES)})")
        try:
            import pandas
        except ImportError:
            raise ImportError("to_frame() needs pandas: pip install pandas") from None
        frame: pandas.DataFrame = pandas.DataFrame(self._rows(name))
        return frame

    @property
    def tables(self) -> Tuple[str, ...]:
        """The tables that `to_frame` can make."""
        return tuple(self._TABLES)

    def save(self, path: Path, *, force: bool = False) -> str:
        """Writes the JSON report, which `load` reads. Returns the path.

        Args:
            path: the file.
            force: replaces a file that exists.

        Raises:
            CannotWriteError: the file exists, or cannot be written.
        """
        name = os.fspath(path)
        try:
            with open(name, "w" if force else "x", encoding="utf-8") as file:
                json.dump(self.__dict__["_raw"], file, indent=2, ensure_ascii=False)
                file.write("\n")
        except FileExistsError:
            raise CannotWriteError(f"{name} exists already; force=True replaces it", file=name) from None
        except OSError as error:
            raise CannotWriteError(f"{name} cannot be written: {error.strerror}", file=name) from None
        return name

    def text(self) -> str:
        """The text report of the command line. The program computes it again with the same keywords."""
        return self._again("text")

    def html(self) -> str:
        """The report as a page for the browser. The program computes it again with the same keywords.

        Raises:
            UsageError: the command has no such report.
        """
        return self._again("html")

    def svg(self) -> str:
        """The report as a picture. The program computes it again with the same keywords.

        Raises:
            UsageError: the command has no such report.
        """
        return self._again("svg")

    def picture(
        self, path: Path, width: Union[str, float] = "column", font_size: float = 8,
        force: bool = False) -> str:
        """Writes the report as a picture for a paper, and what it shows as CSV beside it: `fig.csv` beside `fig.pdf`.

        The program computes the report again with the same keywords.

        Args:
            path: the file; SVG and PDF are told apart by its ending.
            width: "column" (88.9 mm), "page" (181 mm), or millimetres from 60 to 500.
            font_size: size of the letters, 5 to 16 pt.
            force: replaces files that exist.

        Returns:
            The path of the picture.

        Raises:
            UsageError: the command has no picture, or the path another ending.
            CannotWriteError: one of the files exists, or cannot be written.
            MissingInputError: cairo, which writes PDF, is not installed.
        """
        name = os.fspath(path)
        format = name[name.rfind(".") + 1:]
        if format not in ("svg", "pdf"):
            raise UsageError(f"path is {name!r} (needed: a file that ends in .svg or .pdf)")
        self._repeated("svg", "picture").picture(name, format, width, font_size, force)
        return name

    def _again(self, format: str) -> str:
        return self._repeated(format, format).text(format)

    def _repeated(self, format: str, method: str) -> Call:
        """The call that made the report, for one of its formats."""
        if format not in self._FORMATS:
            known = ", ".join(f"{one}()" for one in self._FORMATS) or "none"
            raise UsageError(f"{type(self).__name__} has no {method}() (it has: {known})")
        call = self.__dict__.get("_call")
        if not isinstance(call, Call):
            raise UsageError(f"{method}() computes the report again, and this one was loaded: its keywords are not known")
        return call


def flat(value: Any, prefix: str = "") -> Dict[str, Any]:
    """A dataclass with its nested ones as one dictionary, with dots between names. Lists of dataclasses are left out."""
    found: Dict[str, Any] = {}
    for one in dataclasses.fields(value):
        name, member = prefix + one.name, getattr(value, one.name)
        if dataclasses.is_dataclass(member):
            found.update(flat(member, name + "."))
        elif isinstance(member, dict):
            found.update({f"{name}.{key}": part for key, part in member.items()})
        elif not (isinstance(member, tuple) and member and dataclasses.is_dataclass(member[0])):
            found[name] = member
    return found


def _value(text: str) -> Any:
    """A setting of a sweep, which reports have as text: a number where it is one."""
    for kind in (int, float):
        try:
            return kind(text)
        except ValueError:
            continue
    return text


def _parts(value: Any, leave: Sequence[str] = ("total",)) -> Iterable[Tuple[str, Any]]:
    """The members of a breakdown with their names in words."""
    for one in dataclasses.fields(value):
        if one.name not in leave:
            yield one.name.replace("_", " "), getattr(value, one.name)


class Estimate(Result, reports.EstimateReport):
    """Area, latency, energy and leakage of a network on a chip, by layer, by cause and in all."""

    _TABLES = {"layers": "layers", "network": "network.layers", "floorplan": "floorplan.layers", "parameters": "parameters",
               "sensitivities": "sensitivities"}
    _FORMATS = ("text", "html", "svg")

    def _rows(self, table: str) -> List[Dict[str, Any]]:
        holder, _, name = self._TABLES[table].rpartition(".")
        return [flat(row) for row in getattr(getattr(self, holder) if holder else self, name) or ()]

    def _figures(self) -> views.Pairs:
        chip = self.chip
        return (
            ("layers", str(len(self.layers))),
            ("workload", self.workload.source),
            ("area", views.quantity(self.area.total, "m^2")),
            (f"latency of an {self.period}", views.quantity(chip.costs.total.latency, "s")),
            (f"energy of an {self.period}", views.quantity(chip.energy, "J")),
            ("leakage power", views.quantity(chip.leakage.power, "W")),
            ("throughput", views.quantity(chip.efficiency.operations_per_second, "op/s")),
            ("efficiency", views.quantity(chip.efficiency.operations_per_joule, "op/J")),
        )

    def _pictures(self) -> Sequence[str]:
        energy = [(name, cost.energy) for name, cost in _parts(self.chip.breakdown)]
        return (
            views.floorplan(self.floorplan, [layer.name for layer in self.network.layers]),
            views.bars("Area by part", list(_parts(self.area)), "m^2"),
            views.bars("Energy by part", [*energy, ("leakage", self.chip.leakage.energy)], "J"),
        )


class Macro(Result, reports.MacroReport):
    """One in-memory computing macro: area, energy and time of a matrix-vector multiplication by part."""

    _TABLES = {"parts": "parts", "parameters": "parameters"}
    _FORMATS = ("text", "html", "svg")

    def _figures(self) -> views.Pairs:
        return (
            ("kind", self.kind),
            ("node", f"{self.node} nm"),
            ("rows x columns", f"{self.rows} x {self.columns}"),
            ("area", views.quantity(self.area, "m^2")),
            ("latency", views.quantity(self.latency, "s")),
            ("energy", views.quantity(self.energy, "J")),
            ("throughput", views.quantity(self.throughput, "op/s")),
            ("efficiency", views.quantity(self.efficiency, "op/J")),
        )

    def _pictures(self) -> Sequence[str]:
        return (
            views.bars("Area by part", [(part.title, part.area) for part in self.parts], "m^2"),
            views.bars("Energy by part", [(part.title, part.energy) for part in self.parts], "J"),
        )


class Comparison(Result, reports.ComparisonReport):
    """One network on several designs side by side."""

    _TABLES = {"designs": "columns"}
    _FORMATS = ("text", "svg")

    def _rows(self, table: str) -> List[Dict[str, Any]]:
        return [
            {"label": one.label, **one.setting, "architecture": one.architecture, **flat(one.figures)}
            for one in self.columns]

    def _figures(self) -> views.Pairs:
        return tuple(
            (one.label, f"{views.quantity(one.figures.area, 'm^2')}, {views.quantity(one.figures.latency, 's')}, "
             f"{views.quantity(one.figures.energy, 'J')}") for one in self.columns)


class Accuracy(Result, reports.AccuracyReport):
    """Classification accuracy of a trained network on in-memory-computing hardware."""

    _TABLES = {"settings": "settings"}
    _FORMATS = ("text", "html", "svg")

    def _rows(self, table: str) -> List[Dict[str, Any]]:
        key = self.varied_key or "setting"
        return [
            {key: one.value, **flat(one.accuracy), "integer": one.integer.accuracy, "correct": one.correct}
            for one in self.settings]

    def _figures(self) -> views.Pairs:
        found = [("images", str(self.images)), ("trials", str(self.trials))]
        if self.floating_point is not None:
            found.append(("floating point", f"{100 * self.floating_point.accuracy:.2f} %"))
        for one in self.settings:
            name = f"{self.varied_key}={one.value}" if self.varied_key else "hardware"
            found.append((name, f"{100 * one.accuracy.mean:.2f} %"))
        return found


class Training(Result, reports.TrainingReport):
    """A network trained on modelled devices: accuracy and figures of every epoch."""

    _TABLES = {"epochs": "epochs", "network": "network"}
    _FORMATS = ("text", "html", "svg")

    def _figures(self) -> views.Pairs:
        found = [("epochs", str(self.totals.epochs))]
        if self.epochs:
            found.append(("loss", f"{self.epochs[-1].loss:.4g}"))
            found.append(("training accuracy", f"{100 * self.epochs[-1].training_accuracy:.2f} %"))
        if self.best is not None:
            found.append(("best test accuracy", f"{100 * self.best.accuracy:.2f} % (epoch {self.best.epoch})"))
        found.append(("writes of a cell", f"{self.totals.writes_per_cell:.4g}, at most {self.totals.most_writes}"))
        return found


class Sweep(Result, reports.SweepReport):
    """The points of a sweep over designs."""

    _TABLES = {"points": "points"}

    def _rows(self, table: str) -> List[Dict[str, Any]]:
        found = []
        for point in self.points:
            row = {name: _value(text) for name, text in point.settings.items()}
            if point.figures is not None:
                row.update(flat(point.figures))
            found.append({**row, "best": point.best, "error": point.error, "note": point.note})
        return found

    @property
    def best(self) -> Tuple[reports.PointOfASweep, ...]:
        """The points that no other point is better than in all objectives."""
        return tuple(point for point in self.points if point.best)

    def _figures(self) -> views.Pairs:
        invalid = sum(point.error is not None for point in self.points)
        return (
            ("points", str(len(self.points))), ("invalid points", str(invalid)),
            (f"best by {', '.join(self.objectives)}", str(len(self.best))))


class Systolic(Result, reports.SystolicReport):
    """A network on a systolic array: cycles, stalls, traffic, utilization, area and energy."""

    _TABLES = {"layers": "layers"}
    _FORMATS = ("text", "html")

    def _figures(self) -> views.Pairs:
        return (
            ("array", f"{self.design.rows} x {self.design.columns}, {self.design.dataflow}"),
            ("cycles", str(self.total_cycles)), ("utilization", f"{100 * self.utilization:.1f} %"),
            ("latency", views.quantity(self.latency, "s")), ("words of DRAM", str(self.dram_words)))


class SystolicSearch(Result, reports.SystolicSearchReport):
    """The best systolic arrays for a network."""

    _TABLES = {"front": "front"}
    _FORMATS = ("text",)

    def _figures(self) -> views.Pairs:
        return (
            ("arrays tried", str(self.visited)), ("within the budget", str(self.within_budget)),
            (f"best by {', '.join(self.objectives)}", str(len(self.front))))


class Stream(Result, reports.StreamReport):
    """A network that is streamed through one small SRAM."""

    _TABLES = {"results": "results"}
    _FORMATS = ("text", "html")

    def _figures(self) -> views.Pairs:
        return tuple(
            (f"{one.accounting} {index}", f"{views.quantity(one.latency, 's')}, {views.quantity(one.energy, 'J')}")
            for index, one in enumerate(self.results, 1))


class Validation(Result, reports.ValidationReport):
    """The model of macros beside published chips."""

    _TABLES = {"points": "points", "statistics": "statistics", "skipped": "skipped", "fitted": "fitted"}
    _FORMATS = ("text", "html")

    def _figures(self) -> views.Pairs:
        return (("chips", str(self.chips)), ("figures", str(len(self.points))), ("chips left out", str(len(self.skipped))))


class Floorplan(Result, reports.FloorplanReport):
    """How a network is laid out on tiles, processing elements and subarrays."""

    _TABLES = {"layers": "floorplan"}
    _FORMATS = ("text", "svg")

    def _rows(self, table: str) -> List[Dict[str, Any]]:
        return [{"name": shape.name, **flat(layer)} for shape, layer in zip(self.network.layers, self.floorplan.layers)]

    def _figures(self) -> views.Pairs:
        plan = self.floorplan
        return (
            ("tiles", str(plan.tiles)), ("grid", f"{plan.grid_rows} x {plan.grid_columns}"),
            ("cells in use", f"{100 * plan.utilization:.1f} %"))

    def _pictures(self) -> Sequence[str]:
        return (views.floorplan(self.floorplan, [layer.name for layer in self.network.layers]), *super()._pictures())


class Devices(Result, reports.DevicesReport):
    """Measured devices that are known by their names."""

    _TABLES = {"devices": "devices"}
    _FORMATS = ("text",)

    def _figures(self) -> views.Pairs:
        return tuple((one.name, f"{one.cell}: {one.title}") for one in self.devices)


class Networks(Result, reports.NetworksReport):
    """Networks that are known by their names."""

    _TABLES = {"networks": "networks"}
    _FORMATS = ("text",)

    def _figures(self) -> views.Pairs:
        return tuple((one.name, f"{one.layers} layers, {one.weights:.4g} weights") for one in self.networks)
