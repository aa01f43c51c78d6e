#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# An epoch of training: what the four phases take.
set -eu
cd "$(dirname "$0")"
tessera estimate --quiet --network network.csv --param chip.param |
    grep -E '^Chip (read|write|total (Latency|Energy))'
