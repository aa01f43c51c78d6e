# SPDX-License-Identifier: Apache-2.0
"""Trains a small transformer in PyTorch on noisy digits, and writes it as model.onnx beside this script.

usage: python train.py FOLDER

Each row of an image is a token. Writes model.onnx into the folder, where it must not be yet. Needs PyTorch and onnxscript.
Seeded: another run on the same machine gives the same network.
"""
import os
import sys

import numpy as np
import torch
from torch import nn

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "..", "accuracy-adc"))
from make_data import digits  # noisy digits of 9 x 9 pixels: numpy arrays of pixels, 0 to 255, and labels

SIDE, WIDTH, HEADS, BLOCKS = 9, 48, 4, 2


class Attention(nn.Module):
    """Each head takes the rows that its queries choose; the products of two activations are written out."""

    def __init__(self):
        super().__init__()
        self.query, self.key, self.value, self.out = [nn.Linear(WIDTH, WIDTH) for _ in range(4)]

    def forward(self, x):
        def heads(y):
            return y.reshape(-1, SIDE, HEADS, WIDTH // HEADS).transpose(1, 2)

        q, k, v = heads(self.query(x)), heads(self.key(x)), heads(self.value(x))
        shares = torch.softmax(torch.matmul(q, k.transpose(2, 3)) * (WIDTH // HEADS) ** -0.5, dim=-1)
        return self.out(torch.matmul(shares, v).transpose(1, 2).reshape(-1, SIDE, WIDTH))


class Block(nn.Module):
    """Attention and two layers for each token, each beside a path that adds its input."""

    def __init__(self):
        super().__init__()
        self.norm1, self.norm2 = nn.LayerNorm(WIDTH), nn.LayerNorm(WIDTH)
        self.attention = Attention()
        self.up, self.down = nn.Linear(WIDTH, 2 * WIDTH), nn.Linear(2 * WIDTH, WIDTH)

    def forward(self, x):
        x = x + self.attention(self.norm1(x))
        return x + self.down(nn.functional.gelu(self.up(self.norm2(x))))


class SmallTransformer(nn.Module):
    """Rows of an image as tokens, blocks, and the mean of the tokens."""

    def __init__(self):
        super().__init__()
        self.embed = nn.Linear(SIDE, WIDTH)
        self.place = nn.Parameter(torch.randn(SIDE, WIDTH) * 0.1)
        self.blocks = nn.ModuleList(Block() for _ in range(BLOCKS))
        self.norm = nn.LayerNorm(WIDTH)
        self.classes = nn.Linear(WIDTH, 10)

    def forward(self, x):
        x = self.embed(x.reshape(-1, SIDE, SIDE)) + self.place
        for block in self.blocks:
            x = block(x)
        return self.classes(self.norm(x).mean(1))


def tensors(images, labels):
    return torch.tensor(images, dtype=torch.float32)[:, None] / 255, torch.tensor(labels, dtype=torch.long)


def train(model, images, labels, epochs=20, batch=50):
    optimizer = torch.optim.AdamW(model.parameters(), lr=1e-3, weight_decay=0.05)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, 3e-3, total_steps=epochs * ((len(images) - 1) // batch + 1))
    for _ in range(epochs):
        for part in torch.randperm(len(images)).split(batch):
            optimizer.zero_grad()
            nn.functional.cross_entropy(model(images[part]), labels[part]).backward()
            optimizer.step()
            schedule.step()
    model.eval()


def export(model, images, path):
    """One file without stack traces, in which nodes have the names of their modules."""
    program = torch.onnx.export(
        model, (images[:2],), input_names=["image"], output_names=["logits"], dynamic_shapes={"x": {0: torch.export.Dim("N")}})
    # Products of attention, and layers, in the order in which they run.
    layers = ["query", "key", "value", "scores", "mix", "out", "up", "down"]
    names = ["embed"] + [f"block{block}.{name}" for block in range(1, BLOCKS + 1) for name in layers] + ["classes"]
    products = [node for node in program.model.graph if node.op_type in ("MatMul", "Gemm")]
    assert len(products) == len(names), [node.name for node in products]
    for node, name in zip(products, names):
        node.name = name
    for node in program.model.graph:
        node.metadata_props.clear()
    program.save(path, external_data=False)


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    path = os.path.join(sys.argv[1], "model.onnx")
    if os.path.exists(path):
        sys.exit(f"{path} exists already")
    torch.manual_seed(1)
    model = SmallTransformer()
    train(model, *tensors(*digits(6000, np.random.default_rng(11))))
    with np.load(os.path.join(HERE, "..", "accuracy-adc", "digits.npz")) as archive:
        images, labels = tensors(archive["images"], archive["labels"])
    with torch.no_grad():
        correct = (model(images[:1000]).argmax(1) == labels[:1000]).sum().item()
    export(model, images, path)
    print(f"PyTorch {torch.__version__}: {correct} of the first 1000 test images")


if __name__ == "__main__":
    main()
