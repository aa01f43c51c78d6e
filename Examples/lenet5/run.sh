#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# LeNet-5 on a chip of small subarrays: where its layers live, and what an image takes.
set -eu
cd "$(dirname "$0")"
tessera floorplan --network network.csv --param chip.param
echo
tessera estimate --quiet --network network.csv --param chip.param |
    grep -E '^(ChipArea|Chip total (Latency|Energy)|Chip leakage)'
