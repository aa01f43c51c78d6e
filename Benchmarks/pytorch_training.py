#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Times a training on devices in `tessera train` and in PyTorch, by turns, with the same arithmetic and threads.

  python3 Benchmarks/pytorch_training.py --tessera .build/release/tessera [--network lenet|vgg8] [--images 10000] [--runs 3]

Needs torch (the build for processors). Both take the same images, drawn at random, the same numbers of bits, the same rules of
update (docs/models/device-training.md, accounting = neurosim) and single precision for the network. Random numbers differ.
"""
import argparse
import json
import math
import os
import statistics
import subprocess
import tempfile
import time

import numpy as np
import torch
import torch.nn.functional as F

LENET = [("conv", 6, 5, 0), ("pool",), ("conv", 16, 5, 0), ("pool",), ("fc", 84), ("fc", 10)]
VGG8 = [("conv", 128, 3, 1), ("conv", 128, 3, 1), ("pool",), ("conv", 256, 3, 1), ("conv", 256, 3, 1), ("pool",),
        ("conv", 512, 3, 1), ("conv", 512, 3, 1), ("pool",), ("fc", 1024), ("fc", 10)]
NETWORKS = {"lenet": (LENET, (1, 28, 28), 100), "vgg8": (VGG8, (3, 32, 32), 200)}
BITS = {"weight": 5, "gradient": 5, "activation": 8, "error": 8}
LEVELS, RISING, FALLING, NOISE, MOMENTUM, SHARE, RATE, RANGE = 32, 1.75, 1.46, 0.003, 0.9, 0.1, 1.0, 24.0


def steps(bits):
    return 2.0 ** (bits - 1)


def rounded(x, bits):
    limit = 1 - 1 / steps(bits)
    return torch.round(x.clamp(-limit, limit) * steps(bits)) / steps(bits)


def power(x):
    return 2.0 ** torch.round(torch.log2(x.abs().max()))


class Activation(torch.autograd.Function):
    """Cuts and rounds; the gradient passes within the limits."""

    @staticmethod
    def forward(ctx, x):
        ctx.save_for_backward(x.abs() <= 1 - 1 / steps(BITS["activation"]))
        return rounded(x, BITS["activation"])

    @staticmethod
    def backward(ctx, gradient):
        return gradient * ctx.saved_tensors[0]


class Error(torch.autograd.Function):
    """The gradient over its power of two, cut and rounded."""

    @staticmethod
    def forward(ctx, x):
        return x.view_as(x)

    @staticmethod
    def backward(ctx, gradient):
        return rounded(gradient / power(gradient), BITS["error"])


def constant(label):
    low, high = math.log(1e-3), math.log(1e4)
    for _ in range(60):
        a = math.exp((low + high) / 2)
        r = -math.expm1(-1 / a)
        x = -a * math.log(a * r)
        if -math.expm1(-x / a) / r - x > 0.07 * math.sqrt(2) * label:
            low = math.log(a)
        else:
            high = math.log(a)
    return a * LEVELS


def swing(a):
    return 2 / -math.expm1(-LEVELS / a)


class Network:
    def __init__(self, layers, shape):
        self.layers, self.weights, self.scales = layers, [], []
        channels, height, width = shape
        for layer in layers:
            if layer[0] == "pool":
                height, width = height // 2, width // 2
                continue
            if layer[0] == "conv":
                extents = (layer[1], channels, layer[2], layer[2])
                channels, height, width = layer[1], height + 2 * layer[3] - layer[2] + 1, width + 2 * layer[3] - layer[2] + 1
            else:
                extents = (layer[1], channels * height * width)
                channels, height, width = layer[1], 1, 1
            even, wide = math.sqrt(3 / np.prod(extents[1:])), RANGE / steps(BITS["weight"])
            self.scales.append(max(1.0, 2.0 ** round(math.log2(wide / even))))
            reach, limit = max(wide, even), 1 - 1 / steps(BITS["weight"])
            self.weights.append(((2 * torch.rand(extents, dtype=torch.float64) - 1) * reach).clamp(-limit, limit))
        self.state = [torch.zeros_like(w) for w in self.weights]
        self.up, self.down = constant(RISING), constant(FALLING)

    def logits(self, x, weights):
        index, last = 0, len(weights) - 1
        for layer in self.layers:
            if layer[0] == "pool":
                x = F.max_pool2d(x, 2)
                continue
            w = weights[index]
            x = F.conv2d(x, w, padding=layer[3]) if layer[0] == "conv" else F.linear(x.flatten(1), w)
            x = x / self.scales[index]
            if index == last:
                return Error.apply(x)
            x = F.relu(Error.apply(Activation.apply(x)))
            index += 1

    def train(self, x, labels):
        read = [(torch.round(w * steps(BITS["weight"])) / steps(BITS["weight"])).float().requires_grad_()
                for w in self.weights]
        target = F.one_hot(labels, 10).float()
        loss = ((self.logits(x, read) - target) ** 2).sum() / 2
        for index, gradient in reversed(list(enumerate(torch.autograd.grad(loss, read)))):
            self.update(index, gradient.double())

    def update(self, index, gradient):
        w, limit = self.weights[index], 1 - 1 / steps(BITS["weight"])
        velocity = MOMENTUM * self.state[index] + SHARE * gradient
        velocity /= power(velocity)
        self.state[index] = velocity
        n = torch.round(RATE * velocity / 2 * LEVELS)
        a = torch.where(n < 0, self.up, self.down)
        b = torch.where(n < 0, swing(self.up), swing(self.down))
        moved = torch.where(n == 0, w, b * (1 - (1 - (w + 1) / b) * torch.exp(n / a)) - 1)
        delta = w - moved.clamp(-limit, limit)
        applied = torch.floor(delta + torch.rand_like(delta)) / steps(BITS["gradient"])
        noise = 2 * NOISE * torch.randn_like(w) * (applied != 0)
        self.weights[index] = (w - applied + noise).clamp(-limit, limit)


def settings(layers, batch):
    described = []
    for layer in layers:
        if layer[0] == "pool":
            described.append({"type": "max_pool", "size": 2})
        elif layer[0] == "conv":
            described.append({"type": "conv", "outputs": layer[1], "kernel": layer[2],
                              "padding": "same" if layer[3] else "valid"})
        else:
            described.append({"type": "fc", "outputs": layer[1]})
    return {"network": described, "batch_size": batch, "input_range": [0, 1], "clamp_initial_weights": True}


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--tessera", required=True)
    parser.add_argument("--network", choices=NETWORKS, default="lenet")
    parser.add_argument("--images", type=int, default=10000)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--threads", type=int, default=2)
    options = parser.parse_args()
    layers, shape, batch = NETWORKS[options.network]
    torch.set_num_threads(options.threads)
    rng = np.random.default_rng(1)
    images = rng.integers(0, 256, (options.images,) + shape, dtype=np.uint8)
    labels = rng.integers(0, 10, options.images)
    times = {"tessera": [], "torch": []}
    with tempfile.TemporaryDirectory() as folder:
        np.savez(f"{folder}/data.npz", images=images, labels=labels)
        with open(f"{folder}/settings.json", "w") as file:
            json.dump(settings(layers, batch), file)
        network = Network(layers, shape)
        x, y = torch.from_numpy(images).float() / 255, torch.from_numpy(labels)
        for run in range(options.runs):
            log = f"{folder}/log{run}.json"
            subprocess.run(
                [options.tessera, "train", "--quiet", "--config", f"{folder}/settings.json", "--data", f"{folder}/data.npz",
                 "--epochs", "1", "--threads", str(options.threads), "--log", log, "--report", os.devnull], check=True)
            with open(log) as file:
                times["tessera"].append(json.loads(file.readline())["seconds"])
            start = time.perf_counter()
            for part in torch.randperm(options.images).split(batch):
                network.train(x[part], y[part])
            times["torch"].append(time.perf_counter() - start)
    for name, seconds in times.items():
        print(f"{name:8s} {statistics.median(seconds):8.2f} s an epoch of {options.images} images, median of {options.runs}")
    ratios = [a / b for a, b in zip(times["tessera"], times["torch"])]
    print(f"tessera / torch: {statistics.median(ratios):.2f} (runs {', '.join(f'{r:.2f}' for r in ratios)})")


if __name__ == "__main__":
    main()
