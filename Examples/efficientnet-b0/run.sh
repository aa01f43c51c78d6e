#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# EfficientNet-B0 through an SRAM of 256 bytes: the closed formula, the schedule, and larger SRAMs.
set -eu
cd "$(dirname "$0")"
run() {
    tessera stream --quiet --param Stream.param --network efficientnet_b0.csv "$@"
}
echo "== the closed formula"
run --set accounting=origin
echo
echo "== the closed formula, with the mean of reading and standby for power"
run --set accounting=origin --set streamPowerMean=simple | tail -n 3
echo
echo "== the schedule: network, first block, totals"
run | sed -n -e '1,17p' -e '/^Latency/,$p'
echo
echo "== larger SRAMs"
run --capacity 128,256,1024,4096,16384,65536,1048576 | sed -n '/^SRAM bytes/,$p'
