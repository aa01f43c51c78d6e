#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# A network of PyTorch on the chip of chip.param: its layers there, what an image takes, and what is left of its accuracy.
# trace.npz, network.csv and model.onnx are what train.py has recorded; PyTorch is not needed.
set -eu
cd "$(dirname "$0")"
tessera floorplan --network network.csv --param chip.param | tail -n +6
echo
tessera estimate --quiet --trace trace.npz --network network.csv --param chip.param |
    grep -E '^(ChipArea|Chip total (Latency|Energy)|Chip leakage Energy)'
echo
tessera accuracy --quiet --model model.onnx --data ../accuracy-adc/digits.npz --limit 1000 --param chip.param \
    --vary levelOutput=16,32,64,128
