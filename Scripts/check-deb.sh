#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Installs the package of `make deb` in a bare Debian, runs the program with and without what the package recommends, and
# removes it again. Needs root and debootstrap.
#
#   sudo [SUITE=trixie] Scripts/check-deb.sh [PACKAGE]
set -eu
cd "$(dirname "$0")/.."
package=$(realpath "${1:-$(ls dist/tessera_*.deb | tail -n 1)}")
folder=$(mktemp -d)
trap 'umount "$folder/debian/proc" 2> /dev/null || true; rm -rf --one-file-system "$folder"' EXIT
# Names of packages in a field, the first of each choice, without versions.
field() { dpkg-deb --field "$package" "$1" | tr ',' '\n' | sed 's/|.*//; s/(.*//; s/:any//; s/ //g' | paste -sd, -; }
recommended=$(field Recommends)
debootstrap --variant=minbase --include="$(field Depends),$recommended" "${SUITE:-bookworm}" "$folder/debian" http://deb.debian.org/debian \
    > "$folder/log" 2>&1 || { tail "$folder/log"; exit 1; }
cp "$package" "$folder/debian/root/tessera.deb"
cp Network.csv "$folder/debian/root"
mount -t proc proc "$folder/debian/proc"
chroot "$folder/debian" /usr/bin/env -i HOME=/root PATH=/usr/sbin:/usr/bin:/sbin:/bin RECOMMENDED="$recommended" /bin/sh -eu -c '
    fail() { echo "error: $*"; exit 1; }
    cd /root
    find /etc /usr /var -xdev \( -path /var/lib/dpkg -o -path /var/log -o -path /var/cache \) -prune -o -print | sort > before.txt
    dpkg --install tessera.deb > log.txt 2>&1 || { cat log.txt; exit 1; }
    dpkg --verify tessera
    gzip --test /usr/share/man/man1/tessera.1.gz /usr/share/doc/tessera/changelog.Debian.gz
    test -s /usr/share/doc/tessera/copyright -a -s /usr/share/bash-completion/completions/tessera
    bash -c ". /usr/share/bash-completion/completions/tessera; complete -p tessera" > /dev/null
    ldd /usr/bin/tessera | grep "not found" && fail "libraries are missing"
    tessera doctor > doctor.txt
    grep -q "all is well" doctor.txt || fail "$(cat doctor.txt)"
    tessera estimate --quiet > with.txt
    grep "ChipArea : " with.txt
    tessera estimate --format html --quiet | grep -q "</html>"
    printf "parameters: {technode: [22, 32]}\n" > plan.yaml
    tessera sweep plan.yaml --quiet | grep "Points : 2"
    dpkg --force-depends --remove $(echo "$RECOMMENDED" | tr , " ") libopenblas0-pthread > /dev/null 2>&1
    tessera estimate --quiet > without.txt
    cmp with.txt without.txt
    # The program says what is missing.
    tessera doctor > doctor.txt 2> /dev/null || true
    grep "^Linear algebra : .*libopenblas" doctor.txt || fail "$(cat doctor.txt)"
    dpkg --purge tessera > /dev/null
    rm plan.*
    find /etc /usr /var -xdev \( -path /var/lib/dpkg -o -path /var/log -o -path /var/cache \) -prune -o -print | sort > after.txt
    comm -13 before.txt after.txt > left.txt
    test ! -s left.txt || fail "the package leaves $(cat left.txt)"
'
echo "$(basename "$package") installs and runs in a bare Debian (${SUITE:-bookworm}), and goes away again"
