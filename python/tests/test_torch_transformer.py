# SPDX-License-Identifier: Apache-2.0
"""A transformer of `torch.onnx.export` on modelled hardware: equal to the program, image by image."""

from __future__ import annotations

import json
import pathlib
import subprocess
from typing import Any, Dict, Iterator, List, Tuple, Union

import numpy as np
import pytest

torch = pytest.importorskip("torch")
from torch import nn  # noqa: E402

from tessera import _kernels  # noqa: E402
from tessera.torch import ScaledDotProductAttention, exact_integers, reset, to_hardware  # noqa: E402

needs_library = pytest.mark.skipif(not _kernels.is_available(), reason="needs the C library: set TESSERA_LIBRARY")
EXAMPLES = pathlib.Path(__file__).resolve().parents[2] / "Examples"
EXAMPLE = EXAMPLES / "accuracy-transformer"
SIDE, WIDTH, HEADS, BLOCKS = 9, 48, 4, 2
IMAGES, CALIBRATION = 100, 256


class Attention(nn.Module):
    """Queries, keys and values of four heads."""

    def __init__(self) -> None:
        super().__init__()
        self.query, self.key, self.value, self.out = [nn.Linear(WIDTH, WIDTH) for _ in range(4)]
        self.products = ScaledDotProductAttention()

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        heads = [
            layer(x).reshape(-1, SIDE, HEADS, WIDTH // HEADS).transpose(1, 2) for layer in (self.query, self.key, self.value)]
        mixed: torch.Tensor = self.products(*heads)
        y: torch.Tensor = self.out(mixed.transpose(1, 2).reshape(-1, SIDE, WIDTH))
        return y


class Block(nn.Module):
    """Attention and two layers for each token, each beside a path that adds its input."""

    def __init__(self) -> None:
        super().__init__()
        self.norm1, self.norm2 = nn.LayerNorm(WIDTH), nn.LayerNorm(WIDTH)
        self.attention = Attention()
        self.up, self.down = nn.Linear(WIDTH, 2 * WIDTH), nn.Linear(2 * WIDTH, WIDTH)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        x = x + self.attention(self.norm1(x))
        y: torch.Tensor = x + self.down(nn.functional.gelu(self.up(self.norm2(x))))
        return y


class Transformer(nn.Module):
    """The network of the example: rows of an image are tokens."""

    def __init__(self) -> None:
        super().__init__()
        self.embed = nn.Linear(SIDE, WIDTH)
        self.place = nn.Parameter(torch.zeros(SIDE, WIDTH))
        self.blocks = nn.ModuleList(Block() for _ in range(BLOCKS))
        self.norm = nn.LayerNorm(WIDTH)
        self.classes = nn.Linear(WIDTH, 10)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        x = self.embed(x.reshape(-1, SIDE, SIDE)) + self.place
        for block in self.blocks:
            x = block(x)
        y: torch.Tensor = self.classes(self.norm(x).mean(1))
        return y


def fields(message: bytes) -> Iterator[Tuple[int, Union[int, bytes]]]:
    """Numbers and values of the fields of a message of Protocol Buffers."""
    place = 0

    def number() -> int:
        nonlocal place
        value = shift = 0
        while True:
            byte = message[place]
            value, place, shift = value | (byte & 127) << shift, place + 1, shift + 7
            if byte < 128:
                return value

    while place < len(message):
        key = number()
        if key & 7 == 0:
            yield key >> 3, number()
        else:
            size = number() if key & 7 == 2 else {1: 8, 5: 4}[key & 7]
            yield key >> 3, message[place:place + size]
            place += size


def parts(message: bytes, field: int) -> List[Any]:
    return [value for number, value in fields(message) if number == field]


def example() -> Transformer:
    """The network with the weights of `model.onnx`, which are floats (type 1) in the field of raw bytes."""
    graph = parts((EXAMPLE / "model.onnx").read_bytes(), 7)[0]
    values: Dict[str, Any] = {
        parts(tensor, 8)[0].decode(): np.frombuffer(parts(tensor, 9)[0], "<f4").reshape(parts(tensor, 1))
        for tensor in parts(graph, 5) if parts(tensor, 2) == [1]}
    # Layers without a weight of their name have it transposed, as the second operand of a product with that bias.
    nodes = [([name.decode() for name in parts(node, 1)], parts(node, 2)[0].decode()) for node in parts(graph, 1)]
    makers = {output: operands for operands, output in nodes}
    for operands, _ in nodes:
        if len(operands) == 2 and operands[1].endswith(".bias"):
            values[operands[1].replace(".bias", ".weight")] = values[makers[operands[0]][1]].T
    model = Transformer().double()
    own = model.state_dict()
    model.load_state_dict({name: torch.as_tensor(values[name].copy(), dtype=torch.float64) for name in own})
    return model.eval()


def program_results(program: str, folder: pathlib.Path, hardware: Dict[str, Any]) -> Dict[str, Any]:
    """What `tessera accuracy` gives for the first images on two chips."""
    (folder / "hardware.json").write_text(json.dumps(hardware))
    command = [
        program, "accuracy", "--model", str(EXAMPLE / "model.onnx"), "--data", str(EXAMPLES / "accuracy-adc" / "digits.npz"),
        "--limit", str(IMAGES), "--calibration-limit", str(CALIBRATION), "--hardware", "hardware.json", "--trials", "2",
        "--quiet", "--results", "results.npz", "--output", "report.txt"]
    done = subprocess.run(command, cwd=folder, stderr=subprocess.PIPE, text=True)
    assert done.returncode == 0, done.stderr
    with np.load(folder / "results.npz") as results:
        return {name: results[name] for name in results.files}


def require_same_images(found: torch.Tensor, expected: Any) -> None:
    """The program runs its calibration in single precision, so that scales differ by some 1e-8 of themselves.

    Now and then that moves an activation to the next integer, which few images may show.
    """
    errors = np.abs(found.numpy() - expected).max(axis=-1)
    assert (errors < 1e-6).mean() >= 0.95, np.sort(errors)[-10:]
    assert errors.max() < 0.1


@needs_library
@pytest.mark.parametrize("hardware, changes", [
    ("hardware", {}), ("small-arrays", {}), ("digital", {}), ("small-arrays", {"adc_noise_sigma": 0.4, "g_sigma": 0.1}),
    ("hardware", {"adc_scheme": "calibrated"}), ("small-arrays", {"adc_scheme": "lloydmax", "adc_bits": 3})])
def test_each_image_is_as_in_the_program(
    hardware: str, changes: Dict[str, Any], program: str, tmp_path: pathlib.Path
) -> None:
    keys = {**json.loads((EXAMPLE / f"{hardware}.json").read_text()), "adc_bits": 6, **changes}
    expected = program_results(program, tmp_path, keys)
    with np.load(EXAMPLES / "accuracy-adc" / "digits.npz") as archive:
        images = torch.as_tensor(archive["images"], dtype=torch.float64)[:, None] / 255
    chip = to_hardware(
        example(), keys, calibration=images[IMAGES:IMAGES + CALIBRATION], backend="library").eval()
    trials: List[torch.Tensor] = []
    with torch.no_grad():
        with exact_integers(chip):
            require_same_images(chip(images[:IMAGES]), expected["integers"][0])
        for trial in range(2):
            reset(chip, trial)
            trials.append(torch.cat([chip(images[:7]), chip(images[7:IMAGES])]))
            require_same_images(trials[trial], expected["hardware"][0, trial])
    assert torch.equal(trials[0], trials[1]) == ("g_sigma" not in changes)
    # Errors of the arrays are far above the tolerance.
    assert np.abs(expected["hardware"][0] - expected["integers"]).max() > 1e-3
