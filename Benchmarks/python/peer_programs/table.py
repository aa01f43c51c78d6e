# SPDX-License-Identifier: Apache-2.0
"""The figures of all rounds as rows, for the screen, Markdown and JSON."""

from __future__ import annotations

import dataclasses
import statistics
from typing import Any

#: What tables call a peer, what it computes, and how it is installed.
PEERS: dict[str, tuple[str, str, str]] = {
    "tessera": ("Tessera", "8 one-bit slices, bit-serial inputs, 6-bit ADC of unit steps", ""),
    "tessera-exact": ("Tessera", "the same with an 8-bit ADC, so that every sum is exact", ""),
    "tessera-noise": ("Tessera", "6-bit ADC, bitline noise of 0.3 cell levels on every conversion", ""),
    "tessera-spread": ("Tessera", "6-bit ADC, cells that differ by 5 %", ""),
    "tessera-unsliced": ("Tessera", "no slicing, 8-bit ADC over the full range", ""),
    "crosssim-shipped": ("CrossSim", "8 one-bit slices, bit-serial inputs, 6-bit ADC of unit steps", "crosssim"),
    "crosssim-fastest": ("CrossSim, fastest form", "the same; converters of this script: integer shifts, one pass", "crosssim"),
    "crosssim-noise": ("CrossSim, fastest form", "the same with noise of 0.3 cell levels on every conversion", "crosssim"),
    "crosssim-spread": ("CrossSim, fastest form", "the same with cells that differ by 5 %", "crosssim"),
    "crosssim-unsliced": ("CrossSim", "no slicing, 8-bit ADC over the full range", "crosssim"),
    "aihwkit": ("aihwkit", "analog inputs and weights, no slicing, 8-bit converters", "aihwkit"),
    "torch": ("PyTorch", "the network in floating point, without hardware", "torch"),
    "tessera-systolic": ("Tessera", "systolic array of 32 x 32, output stationary", ""),
    "scalesim": ("SCALE-Sim", "systolic array of 32 x 32, output stationary", "scalesim"),
    "tessera-estimate": ("Tessera", "chip of a trace command", ""),
    "neurosim": ("NeuroSim", "chip of a trace command", "neurosim"),
}
#: How to install what is missing.
INSTALLATION = {
    "crosssim": "git clone https://github.com/sandialabs/cross-sim && pip install ./cross-sim  (it is not on PyPI)",
    "aihwkit": "pip install aihwkit",
    "torch": "pip install torch",
    "scalesim": "pip install scalesim",
    "onnx": "pip install onnx",
    "numpy": "pip install numpy",
    "neurosim": "build DNN+NeuroSim (make in its folder NeuroSIM), and give --neurosim and --trace-command",
}
#: The row that ratios refer to, where it is not `tessera`.
REFERENCES = {"crosssim-noise": "tessera-noise", "crosssim-spread": "tessera-spread", "crosssim-unsliced": "tessera-unsliced", "aihwkit": "tessera-unsliced", "scalesim": "tessera-systolic",
              "tessera-systolic": "tessera-systolic", "neurosim": "tessera-estimate", "tessera-estimate": "tessera-estimate",
              "tessera-unsliced": "tessera-unsliced"}


@dataclasses.dataclass
class Row:
    """One program on one network: medians of the rounds."""

    network: str
    peer: str
    rounds: list[dict[str, Any]]

    def median(self, key: str) -> float:
        """The median of a figure per image [s]."""
        return statistics.median(figures[key] / figures["items"] for figures in self.rounds)

    @property
    def result(self) -> str:
        """What the run found: the accuracy, or the cycles."""
        last = self.rounds[-1]
        if "accuracy" in last:
            return f"{100 * last['accuracy']:.2f} %"
        return f"{last['cycles']} cycles" if "cycles" in last else ""

    def ratio(self, reference: "Row | None") -> float | None:
        """How often its processor time per image is that of Tessera: the median of the rounds; nil without a reference."""
        if reference is None:
            return None
        pairs = zip(self.rounds, reference.rounds)
        return statistics.median(
            own["processorSeconds"] / own["items"] / (other["processorSeconds"] / other["items"]) for own, other in pairs)


def ratios(rows: list[Row]) -> list[float | None]:
    """The ratio of each row to Tessera on comparable hardware, in the same rounds."""
    known = {(row.network, row.peer): row for row in rows}
    return [row.ratio(known.get((row.network, REFERENCES.get(row.peer, "tessera")))) for row in rows]


HEADER = ["network", "program", "what it computes", "images", "s per image", "processor s per image", "images per processor s",
          "time / Tessera", "result"]


def _number(value: float | None) -> str:
    if value is None:
        return ""
    return f"{value:.0f}" if value >= 100 else f"{value:.3g}"


def cells(rows: list[Row]) -> list[list[str]]:
    """The cells of the table."""
    return [
        [row.network, PEERS[row.peer][0], PEERS[row.peer][1], str(row.rounds[-1]["items"]), _number(row.median("seconds")),
         _number(row.median("processorSeconds")), _number(1 / row.median("processorSeconds")), _number(ratio), row.result]
        for row, ratio in zip(rows, ratios(rows))]


def as_text(rows: list[Row]) -> str:
    """A table for the screen."""
    lines = [HEADER, *cells(rows)]
    widths = [max(len(line[column]) for line in lines) for column in range(len(HEADER))]
    return "".join("  ".join(cell.ljust(width) for cell, width in zip(line, widths)).rstrip() + "\n" for line in lines)


def as_markdown(rows: list[Row]) -> str:
    """A table in Markdown."""
    lines = [HEADER, ["---"] * len(HEADER), *cells(rows)]
    return "".join("| " + " | ".join(line) + " |\n" for line in lines)


def as_json(rows: list[Row], absent: dict[str, str], settings: dict[str, Any]) -> dict[str, Any]:
    """Everything, with the figures of each round."""
    return {
        "schema": "tessera.peers/1", "settings": settings, "missing": absent,
        "rows": [{"network": row.network, "peer": row.peer, "program": PEERS[row.peer][0], "computes": PEERS[row.peer][1],
                  "ratio": ratio, "rounds": row.rounds} for row, ratio in zip(rows, ratios(rows))],
    }
