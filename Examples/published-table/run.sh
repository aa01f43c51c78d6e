#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# VGG-8 as the user manual of DNN+NeuroSim V2.0 and V2.1 shows it: Tessera's figures beside the published ones.
set -eu
cd "$(dirname "$0")"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
tessera estimate --quiet --network ../../Network.csv --param chip.param --weight-bits 5 --activation-bits 8 \
    --output "$work/report.txt"
awk -F, '
    # The first file is the report. Lines of the floorplan stand below a heading; figures have a label
    # in front of them, and those of the chip are the last ones with it.
    FILENAME != "published.csv" {
        if (match($0, /# of tile used for each layer|Speed-up of each layer|Utilization of each layer/))
            heading = substr($0, RSTART, RLENGTH)
        if (match($0, /^layer[0-9]+: /))
            list[heading] = list[heading] (list[heading] == "" ? "" : " ") substr($0, RLENGTH + 1)
        lines[++count] = $0
        next
    }
    FNR == 1 { printf "%-26s %-7s %14s %14s %12s\n", "figure", "unit", "published", "Tessera", "deviation %"; next }
    $4 in list {
        printf "%-26s %s\n", $1, $3 (list[$4] == $3 ? ", the same" : "; Tessera: " list[$4])
        next
    }
    {
        for (i = count; i > 0; i--)
            if (index(lines[i], $4) == 1) {
                value = lines[i]
                sub(/.*: */, "", value)
                printf "%-26s %-7s %14.6g %14.6g %12.1f\n", $1, $2, $3, value + 0, 100 * (value / $3 - 1)
                next
            }
        print "no line `" $4 "` in the report" > "/dev/stderr"
        exit 1
    }' "$work/report.txt" published.csv
