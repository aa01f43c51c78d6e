# SPDX-License-Identifier: Apache-2.0
"""Images a second of LeNet-5 with 6-bit converters: `tessera accuracy` beside `tessera.torch.to_hardware`, in pairs.

    python lenet_on_hardware.py [IMAGES] [REPETITIONS]

Needs the wheel (`make wheel`), PyTorch, and TESSERA_PROGRAM or the program of the wheel. Time of the command is that of a run with
many images less that of one with few, so that reading files and calibration do not count.
"""

from __future__ import annotations

import json
import os
import pathlib
import statistics
import subprocess
import sys
import tempfile
import time

import numpy as np
import torch
from torch import nn

from tessera._program import program_path
from tessera.torch import to_hardware

FEW = 128


def network() -> nn.Sequential:
    torch.manual_seed(5)
    return nn.Sequential(
        nn.Conv2d(1, 6, 5, padding=2), nn.ReLU(), nn.MaxPool2d(2), nn.Conv2d(6, 16, 5), nn.ReLU(), nn.MaxPool2d(2),
        nn.Flatten(), nn.Linear(400, 120), nn.ReLU(), nn.Linear(120, 84), nn.ReLU(), nn.Linear(84, 10))


def write(folder: pathlib.Path, model: nn.Sequential, pixels: "np.ndarray[tuple[int, ...], np.dtype[np.uint8]]") -> None:
    arrays = {}
    for index, layer in enumerate(part for part in model if isinstance(part, (nn.Conv2d, nn.Linear))):
        arrays[f"weight_{index}"] = layer.weight.detach().flatten(1).T.numpy()
        arrays[f"bias_{index}"] = layer.bias.detach().numpy()
    np.savez(folder / "model.npz", **arrays)
    np.savez(folder / "data.npz", images=pixels, labels=np.arange(len(pixels), dtype=np.uint8) % 10)
    (folder / "hardware.json").write_text(json.dumps({"adc_bits": 6}))
    (folder / "network.csv").write_text(
        "input_height,input_width,input_channels,kernel_height,kernel_width,output_channels,pooling,padding\n"
        "28,28,1,5,5,6,1,2\n14,14,6,5,5,16,1,0\n1,1,400,1,1,120,0,0\n1,1,120,1,1,84,0,0\n1,1,84,1,1,10,0,0\n")


def command(folder: pathlib.Path, images: int, threads: int) -> float:
    start = time.perf_counter()
    subprocess.run(
        [program_path(), "accuracy", "--model", "model.npz", "--network", "network.csv", "--data", "data.npz", "--hardware",
         "hardware.json", "--limit", str(images), "--calibration-limit", "64", "--threads", str(threads), "--quiet",
         "--output", os.devnull, "--force"], cwd=folder, check=True)
    return time.perf_counter() - start


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 4000
    repetitions = int(sys.argv[2]) if len(sys.argv) > 2 else 5
    pixels = np.random.default_rng(1).integers(0, 256, (count, 28, 28), dtype=np.uint8)
    model = network()
    images = torch.as_tensor(pixels[:, None].astype(np.float32) / 255)
    for threads in (1, 2):
        torch.set_num_threads(threads)
        chip = to_hardware(model, {"adc_bits": 6}, calibration=images[:64], threads=threads, backend="library").eval()
        rates: "list[tuple[float, float]]" = []
        with tempfile.TemporaryDirectory() as name, torch.no_grad():
            folder = pathlib.Path(name)
            write(folder, model, pixels)
            chip(images[:FEW])
            for _ in range(repetitions):
                whole = command(folder, count, threads) - command(folder, FEW, threads)
                start = time.perf_counter()
                for batch in images.split(256):
                    chip(batch)
                rates.append(((count - FEW) / whole, count / (time.perf_counter() - start)))
        program, module = (statistics.median(rate[place] for rate in rates) for place in (0, 1))
        print(f"{threads} threads: tessera accuracy {program:.0f} images/s, to_hardware {module:.0f} images/s, "
              f"ratio {statistics.median(b / a for a, b in rates):.2f}")


if __name__ == "__main__":
    main()
