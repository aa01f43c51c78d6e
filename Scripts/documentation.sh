#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Pages of the library TesseraKit, from its documentation comments and catalogs, as an archive of DocC: a folder for any web
# server, or for Xcode. `make documentation` builds the program first, because symbols are read from its modules.
#   documentation.sh FOLDER.doccarchive      an archive that is there already is an error
set -euo pipefail
archive=$(realpath -m "${1:?usage: documentation.sh FOLDER.doccarchive}")
cd "$(dirname "$0")/.."
modules=.build/release/Modules
rooms="Architecture Configuration Counting Diagnostics Estimation Inference Models NeuroSim21 Reporting Revisions Runs Spice Streaming"
rooms="$rooms Sweep Systolic Workload"
command -v docc >/dev/null || { echo 'docc is not in the PATH; it comes with Swift toolchains.' >&2; exit 1; }
[ -d "$modules" ] || { echo "$modules is not there: run make build first." >&2; exit 1; }
[ ! -e "$archive" ] || { echo "$archive is there already: remove it first." >&2; exit 1; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# Modules in C are found by their maps: those that the package manager writes, and those of system libraries.
maps=()
while IFS= read -r map; do maps+=(-Xcc "-fmodule-map-file=$map"); done < <(
  find -L "$PWD/.build/release/" -maxdepth 2 -name module.modulemap
  find "$PWD/CSQLiteShim" "$PWD/CZlibShim" "$PWD/.build/checkouts/Yams/Sources/CYaml/include" -name module.modulemap)
target=$(swift -print-target-info | sed -n 's/.*"unversionedTriple": "\(.*\)".*/\1/p')

for room in $rooms; do
  mkdir "$work/$room"
  swift symbolgraph-extract -module-name "$room" -target "$target" -I "$modules" "${maps[@]}" \
    -output-dir "$work/$room" -minimum-access-level public
  catalog=()
  if [ -d "Sources/$room/$room.docc" ]; then catalog=("Sources/$room/$room.docc"); fi
  docc convert "${catalog[@]}" --additional-symbol-graph-dir "$work/$room" --output-path "$work/$room.doccarchive" \
    --fallback-display-name "$room" --fallback-bundle-identifier "tessera.$room" > "$work/$room.log" 2>&1 ||
    { cat "$work/$room.log" >&2; exit 1; }
done
# Links of the pages that are written by hand must lead somewhere.
if grep -A 4 "doesn't exist at" "$work/Estimation.log" "$work/Runs.log" >&2; then exit 1; fi
# The programs of the article see no more of the library than others do, who are outside the package.
awk -v folder="$work" '/^```swift$/ { inside = 1; number++; next } /^```$/ { inside = 0 }
  inside { print > (folder "/program" number ".swift") }' Sources/Runs/Runs.docc/RunFromSwift.md
for program in "$work"/program*.swift; do
  grep -q '^import' "$program" || continue
  swiftc -typecheck -swift-version 6 -I "$modules" "${maps[@]}" "$program"
done
docc merge "$work"/*.doccarchive --output-path "$archive" --synthesized-landing-page-name TesseraKit \
  --synthesized-landing-page-kind Library
echo "$archive"
