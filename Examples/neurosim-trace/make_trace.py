#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Writes the trace of this folder: weights and activations of a two-layer network, as NeuroSim's scripts write them.

Real traces come from a framework; here random numbers stand in. Needs numpy.
"""
import numpy as np

BITS = 8
LAYERS = [  # input height and width, input channels, kernel, outputs, pooling
    (8, 8, 1, 3, 8, 1),
    (1, 1, 128, 1, 10, 0),
]
random = np.random.default_rng(1)
words = ["./NeuroSIM/main", "0", "network.csv", str(BITS), str(BITS)]
for index, (height, width, channels, kernel, outputs, _) in enumerate(LAYERS):
    rows = channels * kernel * kernel
    vectors = height * width
    weights = np.clip(np.round(random.normal(0, 0.25, (rows, outputs)) * 128), -128, 127) / 128
    change = random.choice([-1, 0, 0, 0, 1], weights.shape) / 128
    activations = np.clip(np.round(np.abs(random.normal(0, 40, (rows, vectors)))), 0, 127).astype(int)
    # An activation becomes its bits, the sign first; the bits of a vector stand side by side.
    bits = (activations[:, :, None] >> np.arange(BITS - 1, -1, -1)) & 1
    np.savetxt(f"weight{index}.csv", weights, delimiter=",", fmt="%.5f")
    np.savetxt(f"weightOld{index}.csv", np.clip(weights - change, -1, 127 / 128), delimiter=",", fmt="%.5f")
    np.savetxt(f"input{index}.csv", bits.reshape(rows, -1), delimiter=",", fmt="%d")
    words += [f"weight{index}.csv", f"weightOld{index}.csv", f"input{index}.csv", "0.2"]
with open("network.csv", "w") as file:
    for height, width, channels, kernel, outputs, pooling in LAYERS:
        file.write(f"{height},{width},{channels},{kernel},{kernel},{outputs},{pooling},1\n")
with open("trace_command.sh", "w") as file:
    file.write(" ".join(words) + "\n")
