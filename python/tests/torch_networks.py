# SPDX-License-Identifier: Apache-2.0
"""Networks that tests of `tessera.torch` share, and the program's results for them."""

from __future__ import annotations

import json
import pathlib
import subprocess
from typing import Any, Dict, Sequence

import numpy as np
import torch
from torch import nn

IMAGES = 24
CALIBRATION = 16


LENET = (
    "input_height,input_width,input_channels,kernel_height,kernel_width,output_channels,pooling,padding\n"
    "28,28,1,5,5,6,1,2\n14,14,6,5,5,16,1,0\n1,1,400,1,1,120,0,0\n1,1,120,1,1,84,0,0\n1,1,84,1,1,10,0,0\n")
GROUPED = (
    "input_height,input_width,input_channels,kernel_height,kernel_width,output_channels,stride,padding,groups\n"
    "28,28,1,5,5,6,2,2,1\n14,14,6,3,3,6,1,1,6\n14,14,6,3,3,8,2,1,2\n1,1,392,1,1,10,1,0,1\n")


def grouped() -> nn.Sequential:
    """A network whose convolutions have one, six and two groups."""
    torch.manual_seed(9)
    return nn.Sequential(
        nn.Conv2d(1, 6, 5, stride=2, padding=2), nn.ReLU(), nn.Conv2d(6, 6, 3, padding=1, groups=6), nn.ReLU(),
        nn.Conv2d(6, 8, 3, stride=2, padding=1, groups=2), nn.ReLU(), nn.Flatten(), nn.Linear(392, 10)).double()


def lenet() -> nn.Sequential:
    """LeNet-5 for 28 x 28 images, with weights that are drawn."""
    torch.manual_seed(5)
    return nn.Sequential(
        nn.Conv2d(1, 6, 5, padding=2), nn.ReLU(), nn.MaxPool2d(2), nn.Conv2d(6, 16, 5), nn.ReLU(), nn.MaxPool2d(2),
        nn.Flatten(), nn.Linear(400, 120), nn.ReLU(), nn.Linear(120, 84), nn.ReLU(), nn.Linear(84, 10)).double()


class Block(nn.Module):
    """A residual block of ResNet-20."""

    def __init__(self, inputs: int, outputs: int, stride: int) -> None:
        super().__init__()
        self.first = nn.Conv2d(inputs, outputs, 3, stride, 1, bias=False)
        self.second = nn.Conv2d(outputs, outputs, 3, 1, 1, bias=False)
        self.norms = nn.ModuleList([nn.BatchNorm2d(outputs), nn.BatchNorm2d(outputs)])
        self.short = nn.Conv2d(inputs, outputs, 1, stride, bias=False) if stride > 1 or inputs != outputs else nn.Identity()

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        y = torch.relu(self.norms[0](self.first(x)))
        return torch.relu(self.norms[1](self.second(y)) + self.short(x))


def resnet20() -> nn.Sequential:
    """ResNet-20 for 32 x 32 images of three channels, with weights that are drawn."""
    torch.manual_seed(6)
    blocks = [Block(16, 16, 1) for _ in range(3)]
    blocks += [Block(16, 32, 2)] + [Block(32, 32, 1) for _ in range(2)]
    blocks += [Block(32, 64, 2)] + [Block(64, 64, 1) for _ in range(2)]
    return nn.Sequential(
        nn.Conv2d(3, 16, 3, 1, 1, bias=False), nn.BatchNorm2d(16), nn.ReLU(), *blocks, nn.AdaptiveAvgPool2d(1), nn.Flatten(),
        nn.Linear(64, 10))


def digits(count: int) -> "np.ndarray[Any, np.dtype[np.uint8]]":
    """Pixels [count, 28, 28] of blurred strokes, the same in each call."""
    random = np.random.default_rng(3)
    places = np.arange(28)
    images = np.zeros((count, 28, 28))
    for image in images:
        for _ in range(4):
            row, column, height, width = random.uniform([6, 6, 2, 2], [22, 22, 40, 40])
            image += np.exp(-((places[:, None] - row) ** 2) / height - ((places - column) ** 2) / width)
    result: "np.ndarray[Any, np.dtype[np.uint8]]" = np.clip(images * 220, 0, 255).astype(np.uint8)
    return result


def inputs(pixels: "np.ndarray[Any, np.dtype[np.uint8]]") -> torch.Tensor:
    """Pixels as the program gives them to a network: [images, 1, 28, 28]."""
    return torch.as_tensor(pixels, dtype=torch.float64)[:, None] / 255


def program_results(
    program: str, folder: pathlib.Path, model: nn.Sequential, hardware: Dict[str, Any], options: Sequence[str] = (),
    network: str = LENET
) -> Dict[str, "np.ndarray[Any, np.dtype[np.float64]]"]:
    """What `tessera accuracy --results` gives for `digits` and the layers of a network, which `network` lists for the program."""
    pixels = digits(IMAGES + CALIBRATION)
    layers = [module for module in model if isinstance(module, (nn.Conv2d, nn.Linear))]
    arrays = {}
    for index, layer in enumerate(layers):
        arrays[f"weight_{index}"] = layer.weight.detach().flatten(1).T.float().numpy()
        assert layer.bias is not None
        arrays[f"bias_{index}"] = layer.bias.detach().float().numpy()
    np.savez(folder / "model.npz", **arrays)
    np.savez(folder / "data.npz", images=pixels, labels=np.arange(len(pixels), dtype=np.uint8) % 10)
    (folder / "network.csv").write_text(network)
    (folder / "hardware.json").write_text(json.dumps(hardware))
    command = [
        program, "accuracy", "--model", "model.npz", "--network", "network.csv", "--data", "data.npz", "--limit", str(IMAGES),
        "--hardware", "hardware.json", "--quiet", "--results", "results.npz", "--force", "--output", "report.txt", *options]
    done = subprocess.run(command, cwd=folder, stderr=subprocess.PIPE, text=True)
    assert done.returncode == 0, done.stderr
    with np.load(folder / "results.npz") as results:
        return {name: results[name] for name in results.files}
