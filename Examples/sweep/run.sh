#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# All points of the plan, then those that are best towards something else. The database goes away with the folder.
set -eu
cd "$(dirname "$0")"
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
tessera sweep plan.yaml --database "$folder/plan.db" --quiet
echo "== the smallest leakage, and the most operations a joule"
tessera sweep show "$folder/plan.db" --objectives leakage,topsPerWatt
