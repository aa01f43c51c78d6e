#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Drives the page of `tessera explore` in Chromium without a window: random changes of parameters, figures beside those of the
# command line, keys, undo, links, snapshots, the sweep, what is saved, and what the server refuses. Leaves screenshots in a folder.
#
# usage: Scripts/check-explore.sh [PATH/TO/tessera [CHANGES [SEED [FOLDER]]]]
#
# Needs chromium and python3 (standard library only). Without chromium it says so and does nothing.
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
tessera=$(realpath "${1:-$root/.build/release/tessera}")
changes=${2:-1000}
seed=${3:-1}
folder=${4:-$(mktemp -d)}
browser=$(command -v chromium || command -v chromium-browser || command -v google-chrome || true)
if [ -z "$browser" ]; then
  echo "skipped: there is no chromium"
  exit 0
fi
mkdir -p "$folder"
python3 "$root/Scripts/check_explore.py" "$browser" "$tessera" "$(realpath "$folder")" "$changes" "$seed"
