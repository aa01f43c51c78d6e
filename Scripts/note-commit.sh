#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Writes the commit of the sources into a Swift file; an empty one where git does not know it. The build calls this when
# another commit is checked out (Plugins/NoteCommit).
#
#   Scripts/note-commit.sh ROOT FILE.swift
set -eu
root=$(cd "$1" && pwd -P)
ask_git() { git -c safe.directory="$root" -C "$root" "$@" 2> /dev/null || true; }
commit=
# A repository around the sources, as of a program that has them in a folder, has other commits.
if [ "$(ask_git rev-parse --show-toplevel)" = "$root" ]; then commit=$(ask_git rev-parse --short=7 --verify HEAD); fi
text="let notedCommit = \"$commit\""
# A file that stays as it is need not be compiled again.
if [ "$(cat "$2" 2> /dev/null || true)" != "$text" ]; then
    mkdir -p "$(dirname "$2")"
    printf '%s\n' "$text" > "$2.new"
    mv "$2.new" "$2"
fi
