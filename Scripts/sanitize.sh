#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# The kernels in C under AddressSanitizer and UndefinedBehaviorSanitizer, on random shapes beside plain loops: with the forms for the
# widest vectors of this processor, with those for AVX2 where it has wider ones, and compiled without any. Arguments: rounds of each
# check, and the seed.
set -euo pipefail
cd "$(dirname "$0")/.."
rounds=${1:-300} seed=${2:-1}
folder=.build/sanitize
mkdir -p "$folder"
# The clang of Swift's toolchain, which compiles the program as well, and the linker beside it.
cc=clang
flags=(-std=gnu17 -O1 -g -ffp-contract=off -fno-omit-frame-pointer -Wall -Wextra -Werror -Wno-unused-parameter -Wno-missing-field-initializers
  -fsanitize=address,undefined -fno-sanitize-recover=all
  -ICBLASShim/include -ICTurboJPEGShim/include -ITests/Sanitize)
for headers in Sources/Kernels/*/include; do flags+=("-I$headers"); done
sources=(Sources/Kernels/*/*.c CBLASShim/*.c CTurboJPEGShim/*.c Tests/Sanitize/*.c)
build() { # FORM [FLAG...]
  local form=$1 source objects=()
  shift
  mkdir -p "$folder/$form"
  for source in "${sources[@]}"; do objects+=("$folder/$form/$(basename "$source" .c).o"); done
  printf '%s\n' "${sources[@]}" | xargs -P 2 -I '{}' sh -c \
    'folder=$1; source=$2; shift 2; exec "$@" -c "$source" -o "$folder/$(basename "$source" .c).o"' \
    sh "$folder/$form" '{}' "$cc" "${flags[@]}" "$@"
  "$cc" -fuse-ld=lld -fsanitize=address,undefined "${objects[@]}" -lm -ldl -lpthread -o "$folder/$form/check"
}
build wide
build portable -DTK_PORTABLE
check() { # FORM NAME
  echo "$2 forms, seed $seed:"
  # Libraries that are loaded keep memory to the end.
  ASAN_OPTIONS=detect_leaks=0 UBSAN_OPTIONS=print_stacktrace=1 "$folder/$1/check" "$rounds" "$seed" \
    Tests/ModelsTests/Fixtures/jpeg/a/*.jpg
}
check wide wide
if grep -q avx512_vpopcntdq /proc/cpuinfo 2>/dev/null; then TESSERA_VECTORS=avx2 check wide avx2; fi
check portable portable
