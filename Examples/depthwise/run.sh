#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Depthwise convolutions: the groups lie diagonally in shared subarrays. The floorplan, and time and energy of each layer.
set -eu
cd "$(dirname "$0")"
tessera floorplan --network network.csv --param chip.param
echo
tessera estimate --quiet --network network.csv --param chip.param --format csv |
    awk -F, '{ printf "%-10s %12.6g %12.6g\n", $2, $8, $9 }' |
    sed '1s/.*/layer         forward s    forward J/'
