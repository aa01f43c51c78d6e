# SPDX-License-Identifier: Apache-2.0
"""SCALE-Sim's files of an array and of a network's layers, and its run."""

from __future__ import annotations

import contextlib
import io
import pathlib

import numpy as np

from .network import Network, NumPyOperators, exact_layer, padded

#: An array of 32 x 32, output stationary, with buffers of 64 kB, and the bandwidth that it needs.
CONFIGURATION = """\
[general]
run_name = peer

[architecture_presets]
ArrayHeight: 32
ArrayWidth: 32
IfmapSramSzkB: 64
FilterSramSzkB: 64
OfmapSramSzkB: 64
IfmapOffset: 0
FilterOffset: 10000000
OfmapOffset: 20000000
Dataflow: os
Bandwidth: 10
ReadRequestBuffer: 64
WriteRequestBuffer: 64

[layout]
IfmapCustomLayout: False
FilterCustomLayout: False
IfmapSRAMBankBandwidth: 10
IfmapSRAMBankNum: 10
IfmapSRAMBankPort: 2
FilterSRAMBankBandwidth: 10
FilterSRAMBankNum: 10
FilterSRAMBankPort: 2

[sparsity]
SparsitySupport: false
SparseRep: ellpack_block
OptimizedMapping: false
BlockSize: 8
RandomNumberGeneratorSeed: 40

[run_presets]
InterfaceBandwidth: CALC
UseRamulatorTrace: False
"""
_HEADER = "Layer,IFMAP Height,IFMAP Width,Filter Height,Filter Width,Channels,Num Filter,Strides,\n"
_LAYOUT_HEADER = "Layer name," + "x," * 25 + "\n"


def write_files(folder: pathlib.Path, network: Network, image: np.ndarray) -> None:
    """Writes `array.cfg`, `layers.csv` and `layout.csv` into a folder; maps have their padding."""
    lines: list[str] = []

    def observe(step, operand):
        if step.kind == "Gemm":
            shape = (1, 1, 1, 1, operand.shape[1], len(step.weights), 1)
        else:
            strides = step.attributes.get("strides", [1, 1])
            if strides[0] != strides[1]:
                raise ValueError(f"{step.output}: SCALE-Sim has one stride for both directions")
            height, width = padded(step, operand).shape[2:]
            shape = (height, width, *step.weights.shape[2:], step.weights.shape[1], len(step.weights), strides[0])
        lines.append(f"L{len(lines)}," + "".join(f"{extent}," for extent in shape) + "\n")
        return exact_layer(step, operand)

    network.run(image, observe, NumPyOperators)
    (folder / "array.cfg").write_text(CONFIGURATION, encoding="utf-8")
    (folder / "layers.csv").write_text(_HEADER + "".join(lines), encoding="utf-8")
    layouts = [line.split(",")[0] + "," + "1," * 25 + "\n" for line in lines]
    (folder / "layout.csv").write_text(_LAYOUT_HEADER + "".join(layouts), encoding="utf-8")


def run(folder: pathlib.Path) -> int:
    """Runs SCALE-Sim on the files of a folder and returns the cycles of all layers."""
    from scalesim.scale_sim import scalesim

    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        options = {"layout": str(folder / "layout.csv")} if _takes_layouts(scalesim) else {}
        simulation = scalesim(
            save_disk_space=True, verbose=False, config=str(folder / "array.cfg"), topology=str(folder / "layers.csv"), **options)
        simulation.run_scale(top_path=str(folder / "results"))
    rows = (folder / "results" / "peer" / "COMPUTE_REPORT.csv").read_text(encoding="utf-8").splitlines()
    column = [name.strip() for name in rows[0].split(",")].index("Total Cycles")
    return sum(int(float(row.split(",")[column])) for row in rows[1:] if row.strip())


def _takes_layouts(kind: type) -> bool:
    return "layout" in kind.__init__.__code__.co_varnames
