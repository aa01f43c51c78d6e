#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Tries the wheel of `make wheel`: with each Python 3.9 to 3.13 that is found, and, as root, in a bare Debian.
#
#   Scripts/check-wheel.sh [WHEEL]
set -eu
cd "$(dirname "$0")/.."
wheel=$(realpath "${1:-$(ls dist/tessera_imc-*.whl | tail -n 1)}")
scripts=$(realpath Scripts)
folder=$(mktemp -d)
trap 'umount "$folder/debian/proc" 2> /dev/null || true; rm -rf --one-file-system "$folder"' EXIT

# What the trials read.
mkdir -p "$folder/examples/pictures/0" "$folder/examples/pictures/1"
cp Examples/pytorch-model/model.onnx Examples/accuracy-adc/digits.npz Examples/accuracy-adc/hardware.json \
    Examples/sweep/plan.yaml Examples/sweep/network.csv "$folder/examples"
cp Tests/ModelsTests/Fixtures/jpeg/a/grey.jpg "$folder/examples/pictures/0"
cp Tests/ModelsTests/Fixtures/jpeg/a/grey.jpg "$folder/examples/pictures/1"
printf '{"mapping": "offset", "cell_bits": 1, "ir_drop": "exact"}\n' > "$folder/examples/wires.json"

# An interpreter of a version that can make environments: `python3` counts for its own version.
tried=
try() {
    version=$("$1" -c 'import ensurepip, sys, venv; print("3.%d" % sys.version_info[1])' 2> /dev/null) || return 0
    case " 3.9 3.10 3.11 3.12 3.13 " in *" $version "*) ;; *) return 0 ;; esac
    case " $tried " in *" $version "*) return 0 ;; esac
    tried="$tried $version"
    "$scripts/try-wheel.sh" "$("$1" -c 'import sys; print(sys.executable)')" "$wheel" "$folder/examples"
}
for name in python3 python3.9 python3.10 python3.11 python3.12 python3.13; do
    ! command -v "$name" > /dev/null || try "$name"
done
for path in "${PYENV_ROOT:-$HOME/.pyenv}"/versions/3.*/bin/python3; do
    [ ! -x "$path" ] || try "$path"
done
[ -n "$tried" ] || { echo 'error: no Python 3.9 to 3.13 with venv was found'; exit 1; }

# A bare Debian: Python, and nothing that Tessera needs.
if [ "$(id -u)" != 0 ]; then echo 'skipped: a bare Debian needs root'; exit 0; fi
if ! command -v debootstrap > /dev/null; then
    echo 'Installing debootstrap'
    { apt-get update -q && DEBIAN_FRONTEND=noninteractive apt-get install -y -q debootstrap; } > /dev/null 2>&1 || true
    if ! command -v debootstrap > /dev/null; then echo 'skipped: debootstrap could not be installed'; exit 0; fi
fi
debian="$folder/debian"
debootstrap --variant=minbase --include=python3,python3-venv bookworm "$debian" http://deb.debian.org/debian \
    > "$folder/log" 2>&1 || { tail "$folder/log"; exit 1; }
mkdir "$debian/wheels"
python3 -m pip download --quiet --disable-pip-version-check --only-binary=:all: --python-version 3.11 \
    --platform manylinux2014_x86_64 --platform manylinux_2_28_x86_64 --dest "$debian/wheels" numpy
cp "$wheel" "$debian/wheels"
cp -r "$folder/examples" "$debian/examples"
cp "$scripts/try-wheel.sh" "$debian/try-wheel.sh"
mount -t proc proc "$debian/proc"
for name in openblas lapacke turbojpeg sqlite3 protobuf-c; do
    [ -z "$(find "$debian/usr/lib" -name "lib$name.so*")" ] || echo "(this Debian has lib$name)"
done
chroot "$debian" /usr/bin/env -i PIP_NO_INDEX=1 PIP_FIND_LINKS=/wheels HOME=/root PATH=/usr/bin:/bin \
    /bin/sh /try-wheel.sh /usr/bin/python3 "/wheels/$(basename "$wheel")" /examples
echo "$(basename "$wheel") runs in a bare Debian"
