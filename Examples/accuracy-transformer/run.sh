#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# A transformer on arrays with converters of 4 to 7 bits. Queries times keys, and shares times values, run on the same arrays as layers,
# on smaller arrays, and on a digital engine.
set -eu
cd "$(dirname "$0")"
accuracy() {
    tessera accuracy --quiet --model model.onnx --data ../accuracy-adc/digits.npz --limit 1000 "$@"
}
for hardware in hardware.json small-arrays.json digital.json; do
    echo "$hardware"
    accuracy --hardware "$hardware" --vary adcBits=4,5,6,7 | sed -n '/^Hardware/p; /^Products/p; /^Floating/p; /^Integers/p; /^adc_bits/,$p'
    echo
done
accuracy --hardware hardware.json | sed -n '/^layer/,/^$/{/./p;}'
