#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# The best array of 64 elements for one convolution: seven shapes, three dataflows, buffers of 36 x 1024 words, DRAM of 10 words
# a cycle for each of them.
set -eu
cd "$(dirname "$0")"
search() {
    tessera systolic search --quiet --rows 1,2,4,8,16,32,64 --columns 1,2,4,8,16,32,64 --min-elements 64 --max-elements 64 \
        --ifmap-sram 36 --filter-sram 36 --ofmap-sram 36 --bandwidth 10 --objectives cycles "$@"
}
echo "== the convolution, best array"
search --topology layer.csv
echo "== the convolution, all arrays: rows, columns, dataflow, cycles, stalls"
search --topology layer.csv --format csv | cut -d, -f1-3,7,8 | tail -n +2
echo "== read as a product of matrices, 7 x 3 by 3 x 7, by mistake"
search --topology misread.csv --gemm
