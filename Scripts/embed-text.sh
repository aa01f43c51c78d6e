#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Writes a Swift file with the text of each of the given files. The build calls this (Plugins/EmbedText).
#
#   Scripts/embed-text.sh FILE.swift page.css floorplan.js ...
set -eu
output=$1
shift
mkdir -p "$(dirname "$output")"
{
    printf '%s\n' '/// The texts in the folder Resources.' 'enum EmbeddedText {'
    for file; do
        # stream-body.html becomes streamBodyHtml.
        name=$(basename "$file" | awk -F '[-.]' '{
            printf "%s", $1
            for (i = 2; i <= NF; i++) printf "%s%s", toupper(substr($i, 1, 1)), substr($i, 2)
        }')
        if grep -q '"""###' "$file"; then
            echo "$file: has the end of a Swift string in it: \"\"\"###" >&2
            exit 1
        fi
        printf '    /// %s\n    static let %s = ###"""\n' "$(basename "$file")" "$name"
        cat "$file"
        printf '\n"""###\n'
    done
    printf '}\n'
} > "$output.new"
# A file that stays as it is need not be compiled again.
if cmp -s "$output.new" "$output"; then
    rm "$output.new"
else
    mv "$output.new" "$output"
fi
