#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Times Tessera beside other simulators on this machine: the same network, the same images, comparable hardware.

    python3 peers.py --tessera PROGRAM --network NAME MODEL IMAGES LABELS [--network ...] [--normalization NAME FILE]

It runs what is installed (CrossSim, aihwkit, SCALE-Sim, PyTorch; NeuroSim's executable if it is given), in turn in one run, and
says how to install what is missing. It fetches nothing. Networks are convolutional ONNX models of 8 bits or in floating point;
images and labels are IDX, npy or npz files. docs/accuracy-peers.md explains the table.
"""

from __future__ import annotations

import argparse
import json
import os
import pathlib
import platform
import subprocess
import sys
import tempfile
from typing import Any

from peer_programs import table, tessera

ACCURACY = ["tessera", "tessera-exact", "tessera-noise", "tessera-spread", "tessera-unsliced", "crosssim-shipped", "crosssim-fastest",
            "crosssim-noise", "crosssim-spread", "crosssim-unsliced", "aihwkit", "torch"]
SYSTOLIC = ["tessera-systolic", "scalesim"]
NEUROSIM = ["tessera-estimate", "neurosim"]


def parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--tessera", required=True, metavar="PROGRAM", help="the program of Tessera")
    parser.add_argument("--network", nargs=4, action="append", default=[], metavar=("NAME", "MODEL", "IMAGES", "LABELS"),
                        help="a network for the table, its ONNX model, images and labels; repeatable")
    parser.add_argument("--normalization", nargs=2, action="append", default=[], metavar=("NAME", "FILE"),
                        help="mean and std of a network's pixels, a JSON file as for `tessera accuracy`")
    parser.add_argument("--data", metavar="FOLDER", help="the folder of files whose names are relative (default: this one)")
    parser.add_argument("--images", type=_count, default=100, metavar="N", help="images of each run (default: 100)")
    parser.add_argument("--calibration", type=_count, default=16, metavar="N",
                        help="images after these for the ranges of activations (default: 16)")
    parser.add_argument("--batch", type=_count, default=16, metavar="N", help="images that a peer takes at a time (default: 16)")
    parser.add_argument("--runs", type=_count, default=3, metavar="N", help="rounds, each of which runs all (default: 3)")
    parser.add_argument("--threads", type=_count, default=1, metavar="N", help="threads of every program (default: 1)")
    parser.add_argument("--only", metavar="PEER,...", help="runs only these: " + ", ".join(table.PEERS))
    parser.add_argument("--python", nargs=2, action="append", default=[], metavar=("PEER", "PROGRAM"),
                        help="another Python for a peer: crosssim, aihwkit, torch or scalesim")
    parser.add_argument("--systolic", metavar="NAME", help="the network for systolic arrays (default: the first)")
    parser.add_argument("--neurosim", metavar="PROGRAM", help="NeuroSim's executable; start in the folder in which it runs")
    parser.add_argument("--trace-command", metavar="FILE", help="the trace command whose words NeuroSim takes")
    parser.add_argument("--param", metavar="FILE", help="NeuroSim's parameters as a Param file, for Tessera")
    parser.add_argument("--json", metavar="FILE", help="writes all figures to this file")
    parser.add_argument("--markdown", metavar="FILE", help="writes the table in Markdown to this file")
    return parser


def _count(text: str) -> int:
    if not text.isdigit() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text} (allowed: 1 or more)")
    return int(text)


def checked(options: argparse.Namespace, fail: Any) -> list[dict[str, Any]]:
    """The jobs that the options ask for; `fail` is told what is wrong with them."""
    if not os.access(options.tessera, os.X_OK) or os.path.isdir(options.tessera):
        fail(f"--tessera {options.tessera}: no program that can be run")
    if (options.neurosim is None) != (options.trace_command is None):
        fail("--neurosim and --trace-command go together")
    if not options.network and options.neurosim is None:
        fail("there is no work: give --network, or --neurosim with --trace-command")
    names = [network[0] for network in options.network]
    if len(set(names)) < len(names):
        fail(f"--network: a name is there twice ({', '.join(names)})")
    for name in [entry[0] for entry in options.normalization] + ([options.systolic] if options.systolic else []):
        if name not in names:
            fail(f"{name} is no --network (there are: {', '.join(names) or 'none'})")
    for peer, _ in options.python:
        if peer not in table.INSTALLATION or peer in ("neurosim", "onnx", "numpy"):
            fail(f"--python {peer}: no such peer (allowed: crosssim, aihwkit, torch, scalesim)")
    wanted = options.only.split(",") if options.only else list(table.PEERS)
    for peer in wanted:
        if peer not in table.PEERS:
            fail(f"--only {peer}: no such peer (allowed: {', '.join(table.PEERS)})")
    return [job for job in jobs(options, fail) if job["peer"] in wanted]


def jobs(options: argparse.Namespace, fail: Any) -> list[dict[str, Any]]:
    """All jobs, in the order of the table."""
    folder = pathlib.Path(options.data or ".")

    def path(name: str) -> str:
        if not (folder / name).is_file():
            fail(f"{folder / name}: no such file")
        return str((folder / name).resolve())

    normalizations = {name: path(file) for name, file in options.normalization}
    pythons = dict(options.python)
    found: list[dict[str, Any]] = []
    for index, (name, model, images, labels) in enumerate(options.network):
        job = {"network": name, "model": path(model), "images": path(images), "labels": path(labels),
               "normalization": normalizations.get(name), "count": options.images, "calibration": options.calibration,
               "batch": options.batch, "threads": options.threads, "rows": 128, "bits": 8, "converterBits": 6}
        is_systolic = name == options.systolic or (options.systolic is None and index == 0)
        for peer in ACCURACY + (SYSTOLIC if is_systolic else []):
            found.append(job | {"peer": peer, "python": pythons.get(table.PEERS[peer][2], sys.executable)})
    if options.neurosim is not None:
        job = {"network": pathlib.Path(options.trace_command).parent.name or "trace", "neurosim": options.neurosim,
               "traceCommand": path(options.trace_command), "param": options.param}
        found += [job | {"peer": peer} for peer in NEUROSIM]
    return found


def run(job: dict[str, Any], program: str, folder: pathlib.Path) -> dict[str, Any]:
    """The figures of one job: seconds, items and what was found; or `missing` or `failed`."""
    peer = job["peer"]
    try:
        if peer == "tessera-estimate":
            return tessera.estimate(program, job["traceCommand"], job["param"])
        if peer == "neurosim":
            return tessera.neurosim(job["neurosim"], job["traceCommand"])
        if peer in tessera.HARDWARE:
            return tessera.accuracy(program, job, folder)
        if peer == "tessera-systolic":
            return tessera.follow(program, systolic_files(job, folder))
        if peer == "scalesim":
            job = job | {"folder": str(systolic_files(job, folder))}
    except tessera.Failure as failure:
        return {"failed": str(failure)}
    except ImportError as error:
        return {"missing": error.name or str(error)}
    return worker(job)


def systolic_files(job: dict[str, Any], folder: pathlib.Path) -> pathlib.Path:
    """SCALE-Sim's files of a network, which are written once."""
    from peer_programs import scale_sim
    from peer_programs.data import load_images
    from peer_programs.network import Network

    if not (folder / "array.cfg").exists():
        images, _ = load_images(job["images"], job["labels"], job["normalization"])
        scale_sim.write_files(folder, Network(job["model"]), images[:1])
    return folder


def worker(job: dict[str, Any]) -> dict[str, Any]:
    """Runs a peer in a process of its own, with as many threads as Tessera has."""
    threads = {name: str(job["threads"]) for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")}
    environment = {**os.environ, **threads, "PYTHONPATH": str(pathlib.Path(__file__).resolve().parent)}
    process = subprocess.run(
        [job["python"], "-m", "peer_programs.worker"], input=json.dumps(job), text=True, capture_output=True, env=environment)
    lines = process.stdout.strip().splitlines()
    if process.returncode != 0 or not lines:
        lines_of_error = process.stderr.strip().splitlines() or ["no message"]
        if "ModuleNotFoundError" in lines_of_error[-1]:
            return {"missing": lines_of_error[-1].split("'")[1]}
        return {"failed": lines_of_error[-1]}
    return json.loads(lines[-1])


def measure(found: list[dict[str, Any]], options: argparse.Namespace) -> tuple[list[table.Row], dict[str, str]]:
    """All jobs in turn, several times; a job that cannot run is left out of the next rounds."""
    rows = [table.Row(job["network"], job["peer"], []) for job in found]
    absent: dict[str, str] = {}
    with tempfile.TemporaryDirectory() as name:
        for round_ in range(1, options.runs + 1):
            for job, row in zip(found, rows):
                label = f"{row.peer} on {row.network}"
                if label in absent:
                    continue
                print(f"round {round_} of {options.runs}: {label}", file=sys.stderr)
                figures = run(job, options.tessera, pathlib.Path(name))
                if "missing" in figures:
                    module = "crosssim" if figures["missing"].startswith("simulator") else figures["missing"]
                    absent[label] = f"{module} is missing: " + table.INSTALLATION.get(module, f"pip install {module}")
                elif "failed" in figures:
                    absent[label] = figures["failed"]
                else:
                    row.rounds.append(figures)
    return [row for row in rows if len(row.rounds) == options.runs], absent


def processor() -> str:
    """What this machine calls its processor."""
    try:
        lines = pathlib.Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.processor() or platform.machine()
    return next((line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")), platform.machine())


def main(arguments: list[str] | None = None) -> int:
    command = parser()
    options = command.parse_args(arguments)
    found = checked(options, command.error)
    rows, absent = measure(found, options)
    print(table.as_text(rows), end="")
    for label, reason in absent.items():
        print(f"left out: {label}: {reason}")
    settings = {"images": options.images, "batch": options.batch, "runs": options.runs, "threads": options.threads,
                "machine": processor(), "cores": os.cpu_count(), "python": platform.python_version()}
    if options.json:
        pathlib.Path(options.json).write_text(json.dumps(table.as_json(rows, absent, settings), indent=1) + "\n", encoding="utf-8")
    if options.markdown:
        pathlib.Path(options.markdown).write_text(table.as_markdown(rows), encoding="utf-8")
    return 0 if rows else 1


if __name__ == "__main__":
    sys.exit(main())
