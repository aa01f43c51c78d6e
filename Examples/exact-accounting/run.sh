#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# The same chip counted as DNN+NeuroSim does, and as the hardware works.
set -eu
cd "$(dirname "$0")"
for accounting in neurosim exact; do
    echo "== $accounting"
    tessera estimate --quiet --network network.csv --param chip.param --set accounting=$accounting |
        grep -E '^(Chip total (Latency|Energy)|Chip leakage Energy|Energy Efficiency|Throughput FPS|Operations per image)'
done
