#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# A small network trained on an ideal and on a real device: 1000 images to train with, 200 others to test with.
set -eu
cd "$(dirname "$0")"
for device in ideal ag-a-si; do
    echo "== $device"
    tessera train --quiet --config $device.json --data train.npz --test-images test.npz --epochs 8 --seed 1
done
