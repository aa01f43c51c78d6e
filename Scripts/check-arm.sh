#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# The kernels in C for 64-bit ARM, compiled here and run by qemu: the checks of Tests/Sanitize in all forms, whose memory must have the
# same checksums as on this processor. Arguments: rounds of each check, and the seed.
set -euo pipefail
cd "$(dirname "$0")/.."
rounds=${1:-100} seed=${2:-1}
folder=.build/check-arm
root=/usr/aarch64-linux-gnu
missing=
command -v clang >/dev/null || { echo 'clang of the Swift toolchain is not in the PATH.'; exit 1; }
command -v qemu-aarch64 >/dev/null || missing="$missing qemu-user"
[ -e "$root/include/stdio.h" ] || missing="$missing libc6-dev-arm64-cross"
ls /usr/lib/gcc-cross/aarch64-linux-gnu/*/libgcc.a >/dev/null 2>&1 || missing="$missing gcc-aarch64-linux-gnu"
if [ -n "$missing" ]; then
  echo "Packages are missing. Install them as root, then try again:"
  echo "  apt-get update && apt-get install -y$missing"
  exit 1
fi
source Scripts/checks-in-c.sh
flags+=(-O2 -DWITHOUT_LIBRARIES)
for place in "${!sources[@]}"; do
  [ "${sources[$place]}" != Tests/Sanitize/check_libraries.c ] || unset "sources[$place]"
done
build_check "$folder/here"
build_check "$folder/arm" --target=aarch64-linux-gnu
"$folder/here/check" "$rounds" "$seed" > "$folder/here.txt"
for form in neon plain; do
  echo "64-bit ARM, $form forms, seed $seed:"
  TESSERA_VECTORS=$form qemu-aarch64 -L "$root" "$folder/arm/check" "$rounds" "$seed" | tee "$folder/$form.txt"
  # Also that the checksums are the same as here.
  diff "$folder/here.txt" "$folder/$form.txt" || { echo "$form forms differ from those of this processor."; exit 1; }
done
echo "All figures are those of $(uname -m)."
