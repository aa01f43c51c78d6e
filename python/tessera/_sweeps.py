# SPDX-License-Identifier: Apache-2.0
"""Sweeps over designs."""

from __future__ import annotations

import os
from typing import Any, Dict, Literal, Mapping, Optional, Sequence, Union

from . import _inputs
from ._calls import Call, described
from ._errors import ProtocolError, UsageError
from ._process import Progress
from ._results import Sweep
from ._server import Server
from ._types import Path, Settings

# Members of a plan that name files.
_FILES = ("param", "trace", "model", "images", "labels", "config", "testImages", "testLabels", "device_curve")
# Members that name a file or something else.
_NAMES_OR_FILES = ("network", "statistics", "training.network", "training.device_curve")


@described(["sweep", "run"])
def sweep(
    plan: Settings, *, database: Optional[Path] = None, objectives: Optional[Sequence[str]] = None,
    shard: Optional[str] = None, trainings: Optional[Path] = None, renew: bool = False,
    engine: Optional[Literal["local", "slurm"]] = None, shards: Optional[int] = None,
    slurm_options: Union[str, Sequence[str], None] = None, threads: Optional[int] = None,
    progress: Optional[Progress] = None, server: Optional[Server] = None,
) -> Sweep:
    """Evaluates the points of a plan, and gives all of them, with the best ones marked.

    With `database` a later call evaluates only what is new. Files that a dictionary names are relative to the working
    folder; those of a plan in a file are looked up as ``tessera sweep`` does.

    Raises:
        UsageError: keywords are of a wrong type, or contradict each other.
        InputError: the plan has a wrong content. A point that is invalid is no error: its `error` says why.
        MissingInputError: a file that the plan names is not there.
    """
    values = locals()
    if database is None and (engine is not None or shard is not None):
        raise UsageError("database is needed with engine or shard: their points are for later runs")
    shown = values.pop("objectives")
    with _inputs.Inputs() as files:
        if isinstance(plan, Mapping):
            text = _inputs.settings_text("plan", _settled(plan))
            values["plan"] = files.write("plan", ".yaml", text)
        if database is None:
            values["database"] = files.path("database", ".db")
        call = Call.of(sweep.command, values)  # type: ignore[attr-defined]
        call.answer(call.arguments(files), files)
        arguments = ["sweep", "show", "--format", "json"]
        if shown is not None:
            arguments += [f"--objectives={word}" for word in _inputs.words(files, "objectives", shown)]
        name = os.fspath(values["database"])
        report = call.answer([*arguments, os.path.join(".", name) if name.startswith("-") else name], files).report
    if report is None:
        raise ProtocolError("the program answered with text where a JSON report was asked for")
    return Sweep.from_dict(report)


def _settled(plan: Mapping[str, Any]) -> Dict[str, Any]:
    """A plan whose files are named from the root, because the plan itself is in a temporary folder."""
    return {key: _member(key, value) for key, value in plan.items()}


def _member(key: str, value: Any) -> Any:
    if isinstance(value, Mapping):
        return _settled(value)
    if isinstance(value, (list, tuple)):
        return [_member(key, one) for one in value]
    if key in _FILES and isinstance(value, (str, os.PathLike)):
        return os.path.abspath(os.fspath(value))
    # A network is a name or a file; a file of averages is no word of the plan.
    if key in _NAMES_OR_FILES and isinstance(value, (str, os.PathLike)):
        return os.path.abspath(os.fspath(value)) if os.path.exists(value) else os.fspath(value)
    return value
