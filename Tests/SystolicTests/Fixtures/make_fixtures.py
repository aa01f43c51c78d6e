#!/usr/bin/env python3
"""Runs SCALE-Sim 3.0.0 on random small layers and writes its figures to rows.csv.

usage: make_fixtures.py COUNT      (needs: pip install scalesim==3.0.0 'numpy<2.4')

A row: dataflow, mode, array height and width, the three SRAM sizes, bandwidth, bank bandwidths of ifmap and filter, the
form of the layer (conv or gemm), its seven or three numbers (empty where there are none), then the columns of the three
reports in SCALE-Sim's order.
"""
import contextlib
import csv
import io
import os
import random
import sys
import tempfile

from scalesim.scale_sim import scalesim

REPORTS = ["COMPUTE_REPORT.csv", "BANDWIDTH_REPORT.csv", "DETAILED_ACCESS_REPORT.csv"]
CONFIGURATION = """[general]
run_name = check
[architecture_presets]
ArrayHeight: {height}
ArrayWidth: {width}
IfmapSramSzkB: {ifmap}
FilterSramSzkB: {filter}
OfmapSramSzkB: {ofmap}
IfmapOffset: 0
FilterOffset: 10000000
OfmapOffset: 20000000
Bandwidth: {bandwidth}
Dataflow: {dataflow}
MemoryBanks: 1
ReadRequestBuffer: 32
WriteRequestBuffer: 32
[layout]
IfmapCustomLayout: False
IfmapSRAMBankBandwidth: {ifmap_bandwidth}
IfmapSRAMBankNum: 1
IfmapSRAMBankPort: 2
FilterCustomLayout: False
FilterSRAMBankBandwidth: {filter_bandwidth}
FilterSRAMBankNum: 1
FilterSRAMBankPort: 2
[sparsity]
SparsitySupport: false
SparseRep: ellpack_block
OptimizedMapping: false
BlockSize: 8
RandomNumberGeneratorSeed: 40
[run_presets]
InterfaceBandwidth: {mode}
UseRamulatorTrace: False
"""


def random_case(rng):
    sides = [1, 2, 3, 4, 5, 7, 8, 12, 16, 24]
    case = {
        "dataflow": rng.choice(["os", "ws", "is"]), "mode": rng.choice(["CALC", "USER", "USER"]),
        "height": rng.choice(sides), "width": rng.choice(sides), "ifmap": rng.choice([1, 1, 2, 3]),
        "filter": rng.choice([1, 1, 2, 3]), "ofmap": rng.choice([1, 1, 2, 3]),
        "bandwidth": rng.choice([1, 2, 3, 5, 8, 10, 16, 30]), "ifmap_bandwidth": rng.choice([1, 2, 3, 5, 10, 16]),
        "filter_bandwidth": rng.choice([1, 2, 3, 5, 10, 16]),
    }
    if rng.random() < 0.15:
        return case, "gemm", [rng.randint(1, 60) for _ in range(3)]
    kernel = [rng.randint(1, 4) for _ in range(2)]
    size = [side + rng.randint(0, 14) for side in kernel]
    channels = rng.choice([1, 2, 3, 4, 5, 8, 12, 16, 20])
    return case, "conv", size + kernel + [channels, rng.choice([1, 2, 3, 5, 8, 13, 16, 20, 31]), rng.randint(1, 3)]


def run(case, form, layer, folder):
    header = "Layer, M, N, K," if form == "gemm" else "Layer, H, W, FH, FW, C, N, S,"
    files = {
        "run.cfg": CONFIGURATION.format(**case), "run.csv": f"{header}\nL,{','.join(map(str, layer))},\n",
        "layout.csv": f"Layer,\nL,{','.join(['1'] * 30)},\n",
    }
    for name, text in files.items():
        with open(os.path.join(folder, name), "w") as file:
            file.write(text)
    paths = {key: os.path.join(folder, name) for key, name in
             [("config", "run.cfg"), ("topology", "run.csv"), ("layout", "layout.csv")]}
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        simulator = scalesim(save_disk_space=True, verbose=False, input_type_gemm=form == "gemm", **paths)
        simulator.run_scale(top_path=os.path.join(folder, "out"))
    figures = []
    for report in REPORTS:
        with open(os.path.join(folder, "out", "check", report), newline="") as file:
            figures += [field.strip() for field in list(csv.reader(file))[1][1:] if field.strip()]
    return figures


def main():
    rng = random.Random(2026)
    with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "rows.csv"), "w") as out:
        for _ in range(int(sys.argv[1])):
            case, form, layer = random_case(rng)
            with tempfile.TemporaryDirectory() as folder:
                figures = run(case, form, layer, folder)
            numbers = [str(number) for number in layer] + [""] * (7 - len(layer))
            out.write(",".join([str(value) for value in case.values()] + [form] + numbers + figures) + "\n")


main()
