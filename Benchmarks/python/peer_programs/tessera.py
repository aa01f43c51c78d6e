# SPDX-License-Identifier: Apache-2.0
"""Runs of `tessera`, whole programs from start to end."""

from __future__ import annotations

import json
import os
import pathlib
import subprocess
import time
from typing import Any

#: Hardware of `tessera accuracy`, beside that of the peer with the same name.
SLICED = {"weight_bits": 8, "act_bits": 8, "cell_bits": 1, "dac_bits": 1, "mapping": "offset", "rows_per_array": 128,
          "rows_active": 128, "adc_bits": 6, "adc_scheme": "unitclip"}
HARDWARE: dict[str, dict[str, Any]] = {
    "tessera": SLICED,
    "tessera-exact": SLICED | {"adc_bits": 8},
    "tessera-noise": SLICED | {"rbl_sigma": 0.3},
    "tessera-spread": SLICED | {"g_sigma": 0.05},
    "tessera-unsliced": SLICED | {"cell_bits": 8, "dac_bits": 8, "adc_bits": 8, "adc_scheme": "linear",
                                    "full_scale": "layer"},
}


class Failure(Exception):
    """A program ended with an error; the message is what it printed."""


def timed_process(command: list[str], environment: dict[str, str] | None = None) -> tuple[str, float, float]:
    """Runs a program; returns what it prints, and its elapsed and processor seconds."""
    start = time.perf_counter()
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env={**os.environ, **(environment or {})})
    output, errors = _drained(process)
    _, status, usage = os.wait4(process.pid, 0)
    elapsed = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        raise Failure(f"{pathlib.Path(command[0]).name} ended with {process.returncode}: {errors.strip()[-400:]}")
    return output, elapsed, usage.ru_utime + usage.ru_stime


def _drained(process: subprocess.Popen[str]) -> tuple[str, str]:
    """What a program prints on both streams, without waiting for its end, which `wait4` does."""
    import threading

    parts: dict[str, str] = {}
    streams = {"output": process.stdout, "errors": process.stderr}
    readers = [threading.Thread(target=lambda key=key, stream=stream: parts.update({key: stream.read()}))
               for key, stream in streams.items()]
    for reader in readers:
        reader.start()
    for reader in readers:
        reader.join()
    return parts["output"], parts["errors"]


def accuracy(program: str, job: dict[str, Any], folder: pathlib.Path) -> dict[str, Any]:
    """One run of `tessera accuracy`; time is that of the whole program."""
    hardware = dict(HARDWARE[job["peer"]])
    file = folder / f"{job['peer']}.json"
    file.write_text(json.dumps(hardware), encoding="utf-8")
    command = [program, "accuracy", "--model", job["model"], "--images", job["images"], "--labels", job["labels"],
               "--hardware", str(file), "--limit", str(job["count"]), "--calibration-limit", str(job["calibration"]),
               "--threads", str(job["threads"]), "--format", "json", "--quiet"]
    if job.get("normalization"):
        command += ["--normalization", job["normalization"]]
    if hardware["dac_bits"] > 1 and b"QuantizeLinear" not in pathlib.Path(job["model"]).read_bytes():
        command += ["--asymmetric"]  # Whole inputs have no sign.
    output, elapsed, spent = timed_process(command)
    report = json.loads(output)
    return {"seconds": elapsed, "processorSeconds": spent, "items": report["images"], "accuracy": report["accuracy"]["mean"]}


def follow(program: str, folder: pathlib.Path) -> dict[str, Any]:
    """One run of `tessera systolic` on SCALE-Sim's files."""
    command = [program, "systolic", "run", "--config", str(folder / "array.cfg"), "--topology", str(folder / "layers.csv"),
               "--threads", "1", "--format", "json", "--quiet"]
    output, elapsed, spent = timed_process(command)
    layers = json.loads(output)["layers"]
    return {"seconds": elapsed, "processorSeconds": spent, "items": 1, "cycles": sum(layer["totalCycles"] for layer in layers)}


def estimate(program: str, trace_command: str, parameters: str | None) -> dict[str, Any]:
    """One run of `tessera estimate` on the files of a trace command of NeuroSim."""
    command = [program, "estimate", "--trace-command", trace_command, "--threads", "1", "--quiet"]
    if parameters is not None:
        command += ["--param", parameters]
    _, elapsed, spent = timed_process(command)
    return {"seconds": elapsed, "processorSeconds": spent, "items": 1}


def neurosim(executable: str, trace_command: str) -> dict[str, Any]:
    """One run of NeuroSim's executable with the words of a trace command."""
    import shlex

    words = shlex.split(pathlib.Path(trace_command).read_text(encoding="utf-8"))
    _, elapsed, spent = timed_process([executable, *words[1:]], {"OMP_NUM_THREADS": "1"})
    return {"seconds": elapsed, "processorSeconds": spent, "items": 1}
