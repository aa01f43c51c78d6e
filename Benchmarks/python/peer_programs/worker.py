# SPDX-License-Identifier: Apache-2.0
"""Runs one peer once, in a process of its own: `python -m peer_programs.worker` reads a job in JSON and prints its figures."""

from __future__ import annotations

import json
import pathlib
import sys
import time
from typing import Any, Callable

from peer_programs import scale_sim
from peer_programs.data import load_images
from peer_programs.network import Network, NumPyOperators


def _timed(work: Callable[[], Any]) -> tuple[Any, float, float]:
    elapsed, spent = time.perf_counter(), time.process_time()
    result = work()
    return result, time.perf_counter() - elapsed, time.process_time() - spent


def _engine(job: dict[str, Any], network: Network, calibration: Any) -> tuple[Any, Any, Callable[[Any], Any]]:
    """The object that computes layers, the other operators, and what makes its batches."""
    if job["peer"] == "torch":
        from peer_programs.floating_point import FloatingPoint

        return (engine := FloatingPoint(network)), engine.operators, engine.batch
    if job["peer"] == "aihwkit":
        from peer_programs.aihwkit_tiles import AnalogNetwork

        return (engine := AnalogNetwork(network, job["rows"])), engine.operators, engine.batch
    from peer_programs.crosssim_cores import CrossSim

    form = job["peer"].removeprefix("crosssim-")
    engine = CrossSim(network, network.ranges(calibration), form, job["rows"], job["bits"], job["converterBits"])
    return engine, NumPyOperators, lambda images: images


def classify(job: dict[str, Any]) -> dict[str, Any]:
    """Accuracy and time of a network's images. Only forward passes are timed."""
    _limit_threads(job)
    network = Network(job["model"])
    images, labels = load_images(job["images"], job["labels"], job.get("normalization"))
    count, batch = min(job["count"], len(images)), job["batch"]
    calibration = images[count:count + job["calibration"]]
    engine, operators, prepare = _engine(job, network, calibration if len(calibration) else images[:job["calibration"]])

    def forward(first: int) -> Any:
        return network.run(prepare(images[first:min(first + batch, count)]), engine.layer, operators)

    forward(0)  # Libraries start and memory is taken.
    results, elapsed, spent = _timed(lambda: [forward(first) for first in range(0, count, batch)])
    classes = [int(value) for result in results for value in result.argmax(1)]
    correct = sum(found == wanted for found, wanted in zip(classes, labels.tolist()))
    return {"seconds": elapsed, "processorSeconds": spent, "items": count, "accuracy": correct / count}


def _limit_threads(job: dict[str, Any]) -> None:
    if job["peer"] in ("torch", "aihwkit"):
        import torch

        torch.set_num_threads(job["threads"])
        torch.set_grad_enabled(False)


def follow(job: dict[str, Any]) -> dict[str, Any]:
    """Cycles of a network on a systolic array, in SCALE-Sim."""
    cycles, elapsed, spent = _timed(lambda: scale_sim.run(pathlib.Path(job["folder"])))
    return {"seconds": elapsed, "processorSeconds": spent, "items": 1, "cycles": cycles}


def main() -> None:
    job = json.load(sys.stdin)
    try:
        figures = follow(job) if job["peer"] == "scalesim" else classify(job)
    except ImportError as error:
        figures = {"missing": error.name or str(error)}
    except (OSError, ValueError) as error:
        figures = {"failed": str(error)}
    print(json.dumps(figures))


if __name__ == "__main__":
    main()
