#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# A trace in NeuroSim's files, turned into one archive: both give the same report.
set -eu
cd "$(dirname "$0")"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
tessera trace convert --quiet trace_command.sh "$work/trace.npz"
inference=trainingEstimation=false
tessera estimate --quiet --set $inference --trace-command trace_command.sh > "$work/from-files.txt"
tessera estimate --quiet --set $inference --trace "$work/trace.npz" --network network.csv > "$work/from-archive.txt"
cmp "$work/from-files.txt" "$work/from-archive.txt"
echo "the reports are the same"
grep -E '^(ChipArea|Chip total (Latency|Energy)|Chip leakage Energy)' "$work/from-archive.txt"
