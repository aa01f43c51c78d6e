#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Sixteen chips with eight devices, each trained with three seeds. Database and trainings go away with the folder.
set -eu
cd "$(dirname "$0")"
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
tessera sweep plan.yaml --database "$folder/plan.db" --quiet
