# SPDX-License-Identifier: Apache-2.0
"""What users write, for mypy --strict: this file is checked and not run. `# error` marks lines that must be errors."""

from __future__ import annotations

from pathlib import Path
from typing import Tuple

import numpy as np

import tessera


def designs() -> Tuple[float, ...]:
    estimate = tessera.estimate("vgg8", memcelltype="RRAM", technode=22, trainingEstimation=False, temp=320.5)
    area: float = estimate.area.total
    latency: float = estimate.layers[0].costs.forward.latency
    energy: float = estimate.chip.energy
    layer: tessera.reports.LayerOfAnEstimate = estimate.layers[0]
    print(layer.name)
    name: str = estimate.parameters[0].name
    tessera.estimate(Path("n.csv"), param=["a.param", Path("b.param")], statistics=False, seed=3, progress=print)
    tessera.estimate([[32, 32, 3, 3, 3, 16]], server=tessera.Server())
    tessera.macro(computeDomain="charge", technode=22).parts[0].energy
    tessera.compare("vgg8", vary={"memcelltype": ["SRAM", "RRAM"], "technode": [32, 22]}).columns[0].figures.area
    print(name, estimate.to_frame().shape, estimate.save("e.json"))
    return area, latency, energy


def others() -> None:
    accuracy = tessera.accuracy("m.onnx", images=np.zeros((4, 28, 28)), labels=np.zeros(4), hardware={"adc_bits": 4})
    mean: float = accuracy.settings[0].accuracy.mean
    training = tessera.train({"weight_bits": 5}, data="d.npz", epochs=2, estimate=True, technode=22)
    loss: float = training.epochs[-1].loss
    points = tessera.sweep({"network": "vgg8", "parameters": {"technode": [32, 22]}}).best
    tessera.systolic("vgg8", array=(16, 16), dataflow="ws")
    tessera.systolic_search("vgg8", rows=[8, 16], columns=range(8, 17, 8))
    tessera.stream("lenet5", capacity=[256, 512], objective="time")
    product = tessera.matmul(np.ones((2, 3), np.int32), np.ones((3, 4), np.int32), {"adc_bits": 6}, seed=1)
    print(mean, loss, points, product.shape, tessera.networks().networks[0].weights)


def wrong() -> None:
    tessera.estimate("vgg8", memcelltype="SRA")  # error
    tessera.estimate("vgg8", technodes=22)  # error
    tessera.estimate("vgg8", technode="22")  # error
    tessera.estimate("vgg8", weight_bits=8.5)  # error
    tessera.estimate("vgg8").chip.enery  # error
    tessera.stream("lenet5", objective="area")  # error
    tessera.estimate("vgg8").mode = "training"  # error
