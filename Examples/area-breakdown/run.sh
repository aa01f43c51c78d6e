#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# An area breakdown for a paper: a table, the same as CSV, and two pictures.
#   run.sh FOLDER    keeps parts.csv, area.svg and floorplan.svg in FOLDER, where they must not be yet, and the data of the
#                    pictures as area.csv and floorplan.csv
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir "$work/made"
folder=$(cd "${1:-$work/made}" && pwd)
set -C # like tessera, the shell does not replace files
cd "$(dirname "$0")"
chip="--quiet --network ../../Network.csv --param chip.param"

# The figures: `area` in the JSON report has the parts in square metres, a part a line.
tessera estimate $chip --format json --output "$work/report.json"
awk -F '[:,]' '
    /^  "area": \{/ { inside = 1; next }
    inside && /^  \}/ { exit }
    inside { gsub(/[ "]/, "", $1); part[++count] = $1; area[$1] = $2 * 1e6 }
    END {
        print "part,area_mm2,share_percent"
        for (i = 1; i <= count; i++)
            if (area[part[i]] > 0)
                printf "%s,%.4f,%.1f\n", part[i], area[part[i]], 100 * area[part[i]] / area["total"]
    }' "$work/report.json" > "$folder/parts.csv"
echo "== the chip"
awk -F, '{ printf "%-15s %10s %14s\n", $1, $2, $3 }' "$folder/parts.csv"

# The pictures: bars of parts, here of three designs side by side, and the floorplan to scale.
designs="--vary numColMuxed=4,8,16 --workload statistics"
tessera compare $chip $designs --format svg --figure-width page --output "$folder/area.svg"
tessera floorplan --network ../../Network.csv --param chip.param --format svg --output "$folder/floorplan.svg"

echo
echo "== with an ADC for 4, 8 and 16 columns"
tessera compare $chip $designs | sed -n '/unit/p; /^area by part/,/^$/p'
