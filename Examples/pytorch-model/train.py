# SPDX-License-Identifier: Apache-2.0
"""Trains a small network in PyTorch, and records what Tessera needs: a trace, the layers, the network itself.

usage: python train.py FOLDER

Writes trace.npz, network.csv and model.onnx into the folder, where they must not be yet.
Needs PyTorch and Tessera's Python package: pip install torch onnxscript PATH/TO/tessera/python
Seeded: another run on the same machine gives the same network.
"""
import os
import sys

import numpy as np
import torch
from torch import nn

from tessera.torch import TraceRecorder

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "..", "accuracy-adc"))
from make_data import digits  # noisy digits of 9 x 9 pixels: numpy arrays of pixels, 0 to 255, and labels


class SmallNet(nn.Module):
    """Two convolutions, one of which halves the map by its stride, and two fully connected layers."""

    def __init__(self):
        super().__init__()
        self.conv1 = nn.Conv2d(1, 8, 3, padding=1)
        self.conv2 = nn.Conv2d(8, 16, 3, stride=2, padding=1)
        self.fc1 = nn.Linear(16 * 5 * 5, 32)
        self.fc2 = nn.Linear(32, 10)

    def forward(self, x):
        x = torch.relu(self.conv1(x))
        x = torch.relu(self.conv2(x))
        x = torch.relu(self.fc1(torch.flatten(x, 1)))
        return self.fc2(x)


def tensors(images, labels):
    return torch.tensor(images, dtype=torch.float32)[:, None] / 255, torch.tensor(labels, dtype=torch.long)


def train(model, images, labels, epochs=12, batch=50):
    optimizer = torch.optim.Adam(model.parameters(), lr=2e-3)
    for _ in range(epochs):
        for part in torch.randperm(len(images)).split(batch):
            optimizer.zero_grad()
            nn.functional.cross_entropy(model(images[part]), labels[part]).backward()
            optimizer.step()
    model.eval()


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    trace, network, onnx = [os.path.join(sys.argv[1], name) for name in ("trace.npz", "network.csv", "model.onnx")]
    for path in (trace, network, onnx):
        if os.path.exists(path):
            sys.exit(f"{path} exists already")
    torch.manual_seed(1)
    model = SmallNet()
    train(model, *tensors(*digits(4000, np.random.default_rng(7))))

    with np.load(os.path.join(HERE, "..", "accuracy-adc", "digits.npz")) as archive:
        images, labels = tensors(archive["images"], archive["labels"])
    with torch.no_grad():
        correct = (model(images).argmax(1) == labels).sum().item()
        # The layers of one image as the hardware sees them, in integers: all that an estimate needs.
        with TraceRecorder(model, weight_bits=8, activation_bits=8) as recorder:
            model(images[:1])
    recorder.save(trace, network=network)
    # The network itself, for `tessera accuracy`, in one file, and without the stack traces that PyTorch writes into it.
    program = torch.onnx.export(
        model, (images[:2],), input_names=["image"], output_names=["logits"], dynamic_shapes={"x": {0: torch.export.Dim("N")}})
    for node in program.model.graph:
        node.metadata_props.clear()
    program.save(onnx, external_data=False)
    print(f"PyTorch {torch.__version__}: {correct} of {len(images)} test images")


if __name__ == "__main__":
    main()
