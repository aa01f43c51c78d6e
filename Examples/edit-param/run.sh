#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Edit Param and run: write the file with all parameters, change a line, estimate, and look at how the chip changes.
set -eu
network=$(cd "$(dirname "$0")/../.." && pwd)/Network.csv
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
cp "$network" Network.csv
tessera params --format param --output Param

# What an editor does to a line of Param; one that follows others begins with #.
edit() {
    echo "== $1 = $2"
    sed "s/^\(# \)\{0,1\}$1 = .*/$1 = $2/" Param > edited
    mv edited Param
}

# `tessera` reads Param and Network.csv of the folder that it runs in.
estimate() {
    tessera estimate --quiet | grep -E '^(ChipArea|Chip total (Latency|Energy)|Chip leakage Power|Energy Efficiency)'
}

edit trainingEstimation false
estimate
edit technode 22
estimate
edit levelOutput 32
estimate
edit levelOutput 48
tessera estimate --quiet 2>&1 || echo "exit code $?"
