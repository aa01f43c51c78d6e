#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Writes the list of the process nodes whose files are given into a Swift file. The build calls this (Plugins/ListNodes).
#
#   Scripts/list-nodes.sh FILE.swift Node7.swift Node10.swift ...
set -eu
output=$1
shift
text=$(
    printf '%s\n' 'import Technology' '' '/// The records in the folder Nodes.' 'let listedNodes: [ProcessNode] = ['
    for file; do
        # Node7.swift holds ProcessNode.node7.
        name=${file%.swift}
        printf '    .node%s,\n' "${name#Node}"
    done
    printf ']\n'
)
# A file that stays as it is need not be compiled again.
if [ "$(cat "$output" 2> /dev/null || true)" != "$text" ]; then
    mkdir -p "$(dirname "$output")"
    printf '%s\n' "$text" > "$output.new"
    mv "$output.new" "$output"
fi
