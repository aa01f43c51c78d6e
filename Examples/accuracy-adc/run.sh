#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# What accuracy is left of a small network with converters of 3 to 8 bits and noise on the bitlines.
set -eu
cd "$(dirname "$0")"
tessera accuracy --model model.npz --network network.csv --data digits.npz --limit 1000 --hardware hardware.json \
    --trials 5 --vary adcBits=3,4,5,6,7,8
