#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Runs the program of `make dist` in a bare Debian without Swift. Needs root, debootstrap, and the archive.
#
#   sudo Scripts/check-dist.sh [ARCHIVE]
set -eu
cd "$(dirname "$0")/.."
archive=${1:-$(ls dist/tessera-*-linux-*.tar.gz | tail -n 1)}
folder=$(mktemp -d)
trap 'umount "$folder/proc" 2>/dev/null || true; rm -rf "$folder"' EXIT
debootstrap --variant=minbase --include=libprotobuf-c1,libsqlite3-0,zlib1g,libstdc++6,libopenblas0,liblapacke bookworm "$folder" \
    http://deb.debian.org/debian > "$folder.log" 2>&1 || { tail "$folder.log"; exit 1; }
rm -f "$folder.log"
tar xzf "$archive" -C "$folder/opt"
cp Network.csv "$folder/root"
mount -t proc proc "$folder/proc"
chroot "$folder" /bin/sh -eu -c '
    cd /root
    export PATH="/opt/tessera/bin:$PATH"
    ! command -v swift > /dev/null
    grep -q "SH SYNOPSIS" /opt/tessera/share/man/man1/tessera-sweep-run.1
    tessera doctor | grep "all is well"
    tessera estimate --quiet | grep "ChipArea : "
    tessera estimate --format html --quiet | grep -q "</html>"
    printf "parameters: {technode: [22, 32]}\n" > plan.yaml
    tessera sweep plan.yaml --quiet | grep "Points : 2"
'
echo "$archive runs in a bare Debian"
