#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# The same network on chips of three memory cells, side by side.
set -eu
cd "$(dirname "$0")"
tessera compare --quiet --param common.param sram.param rram.param fefet.param --network network.csv
