#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Prints the table of docs/models/spice.md: an SRAM column by the analytical model and by ngspice, at each node.
#
# usage: Scripts/spice-table.sh [PATH/TO/tessera [OPTION ...]]      further options go to tessera spice
#
# Needs ngspice and python3 (standard library only).
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
tessera=$(realpath "${1:-$root/.build/release/tessera}")
shift || true
cd "$(mktemp -d)"
for roadmap in LSTP HP; do
  for node in 130 90 65 45 32 22 14 10 7; do
    "$tessera" spice --format json --output column.cir --force --set technode=$node --set deviceroadmap=$roadmap "$@"
  done
done | python3 -c '
import json, sys
text, decoder, place = sys.stdin.read(), json.JSONDecoder(), 0
digits = lambda value: f"{value:.3g}" if value < 100 else f"{value:.0f}"
while place < len(text.rstrip()):
    report, place = decoder.raw_decode(text, place)
    while place < len(text) and text[place].isspace():
        place += 1
    column, circuit, model, deviation = (report[key] for key in ["column", "circuit", "model", "deviation"])
    roadmap = {"lowStandbyPower": "LSTP", "highPerformance": "HP"}[column["deviceRoadmap"]]
    capacitance = report["capacitance"]
    cells = [
        "%d %s" % (column["node"], roadmap),
        digits(capacitance["wire"] * 1e15), digits(capacitance["total"] * 1e15),
        digits(model["dischargeTime"] * 1e12), digits(circuit["dischargeTime"] * 1e12),
        "%+.0f %%" % (100 * deviation["dischargeTime"]), digits(circuit["senseTime"] * 1e12),
        digits(model["prechargeEnergy"] * 1e15), digits(circuit["prechargeEnergy"] * 1e15),
        "%+.0f %%" % (100 * deviation["prechargeEnergy"]),
    ]
    print("| " + " | ".join(cells) + " |")
'
