#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Installs the wheel for one Python and runs it in an empty folder, as somebody does who has neither Swift nor OpenBLAS.
# Scripts/check-wheel.sh calls it, also in a bare Debian. EXAMPLES has a model, images, hardware and a plan.
#
#   Scripts/try-wheel.sh PYTHON WHEEL EXAMPLES
set -eu
python=$1 wheel=$2 examples=$3
limit=30
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
mkdir "$folder/work"
cd "$folder/work"
unset LD_LIBRARY_PATH PYTHONPATH TESSERA_PROGRAM TESSERA_LIBRARY
"$python" -m venv "$folder/venv"
PATH="$folder/venv/bin:/usr/bin:/bin"
if command -v swift > /dev/null; then echo 'error: swift is on the PATH'; exit 1; fi
fail() { echo "error: $*"; exit 1; }
seconds() { date +%s.%N; }

begin=$(seconds)
pip install --quiet --disable-pip-version-check "$wheel"
tessera estimate --quiet --network vgg8 --workload statistics > first.txt
end=$(seconds)
grep -q '^ChipArea : ' first.txt || fail 'the first estimate has no area'
took=$(echo "$begin $end" | awk '{ printf "%.1f", $2 - $1 }')
echo "$took $limit" | awk '{ exit !($1 < $2) }' ||
    fail "$took s from pip install to the first figure; at most $limit s are allowed"

tessera doctor > doctor.txt
grep -q 'all is well' doctor.txt || fail "$(cat doctor.txt)"
tessera accuracy --quiet --model "$examples/model.onnx" --data "$examples/digits.npz" --limit 100 \
    --hardware "$examples/hardware.json" > accuracy.txt
grep -q '^hardware ' accuracy.txt || fail 'no accuracy'
cp "$examples/plan.yaml" "$examples/network.csv" .
tessera sweep plan.yaml --database plan.db --quiet > sweep.txt
grep -q '^Points : ' sweep.txt || fail 'no points of a sweep'
tessera estimate --quiet --network vgg8 --workload statistics --format html > report.html
grep -q '</html>' report.html || fail 'no page'

# All libraries that a run with resistive wires (LAPACKE) and pictures (TurboJPEG) loads: the wheel's, and those of every system.
program=$(python -c 'from tessera._program import program_path; print(program_path())')
own=$(dirname "$program")
LD_DEBUG=libs LD_DEBUG_OUTPUT="$folder/loaded" "$program" accuracy --quiet --model "$examples/model.onnx" \
    --images "$examples/pictures" --resize 9x9 --hardware "$examples/wires.json" > pictures.txt 2> messages.txt ||
    fail "$(cat messages.txt)"
sed -n 's/.*calling init: //p' "$folder"/loaded.* | sort -u > loaded.txt
for name in openblas lapacke turbojpeg gfortran sqlite3 protobuf-c; do
    grep -q "^$own/lib/libtessera-$name\.so" loaded.txt || fail "libtessera-$name was not loaded: $(cat loaded.txt)"
done
of_system='/(ld-linux-x86-64|libc|libm|libdl|librt|libpthread|libstdc\+\+|libgcc_s)\.so\.[0-9]$'
foreign=$(grep -v "^$own/lib/" loaded.txt | grep -Ev "$of_system" || true)
[ -z "$foreign" ] || fail "libraries that the wheel does not have: $foreign"

# The C library, through which arrays are passed without a file: with exact wires it needs the wheel's OpenBLAS and LAPACKE.
python - <<'PYTHON'
import ctypes
from tessera._program import library_path
library = ctypes.CDLL(library_path())
library.tessera_error.restype = ctypes.c_char_p
assert library.tessera_interface_version() == 1
x, w, y = (ctypes.c_int32 * 2)(1, 2), (ctypes.c_int32 * 2)(3, 4), (ctypes.c_double * 1)()
size = ctypes.c_int64
for hardware in (b"{}", b'{"ir_drop": "exact", "wire_resistance": 1e-6}'):
    settings = b'{"hardware": %s, "seed": 0, "trial": 0, "threads": 1}' % hardware
    status = library.tessera_matmul(settings, x, size(1), size(2), w, size(1), None, size(0), y)
    assert status == 0, library.tessera_error()
    assert abs(y[0] - 11) < 1e-6, y[0]
with open("/proc/self/maps", encoding="utf-8") as file:
    loaded = file.read()
for name in ("libtessera.so", "lib/libtessera-openblas.so", "lib/libtessera-lapacke.so"):
    assert "_program/" + name in loaded, name
PYTHON

# The same figures from Python, without a process for each call.
tessera estimate --quiet --network vgg8 --workload statistics --format json > first.json
python - <<'PYTHON'
import json
import warnings
import tessera
warnings.simplefilter("ignore", tessera.TesseraWarning)
estimate = tessera.estimate("vgg8")
with open("first.json", encoding="utf-8") as file:
    assert estimate.to_dict() == json.load(file)
assert estimate.area.total > 0
assert tessera.matmul([[1, 2]], [[3], [4]]).tolist() == [[11.0]]
PYTHON

echo "$(python --version): $took s from pip install to the first figure; $(sed -n 's/^Linear algebra : //p' doctor.txt)"
echo "  loaded from the wheel: $(sed -n "s|^$own/lib/libtessera-||p" loaded.txt | tr '\n' ' ')"
