#!/bin/sh
# The same network on chips of three memory cells: a line each.
set -eu
cd "$(dirname "$0")"
echo "cell   area mm2  latency us  energy uJ  leakage uW  TOPS/W"
for cell in sram rram fefet; do
    tessera estimate --quiet --param common.param --param "$cell.param" --network network.csv |
        awk -v cell="$cell" '
            /^ChipArea/ { area = $NF * 1e-6 }
            /^Chip total Latency/ { latency = $NF * 1e-3 }
            /^Chip total Energy/ { energy = $NF * 1e-6 }
            /^Chip leakage Power/ { leakage = $NF + 0 }
            /^Energy Efficiency/ { efficiency = $NF }
            END { printf "%-6s %8.4g %11.4g %10.4g %11.4g %7.4g\n", cell, area, latency, energy, leakage, efficiency }'
done
