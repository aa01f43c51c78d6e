#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# The kernels in C under AddressSanitizer and UndefinedBehaviorSanitizer, on random shapes beside plain loops: with the forms for the
# widest vectors of this processor, with those for AVX2 where it has wider ones, and compiled without any. Arguments: rounds of each
# check, and the seed.
set -euo pipefail
cd "$(dirname "$0")/.."
rounds=${1:-300} seed=${2:-1}
folder=.build/sanitize
# The clang of Swift's toolchain, which compiles the program as well, and the linker beside it.
source Scripts/checks-in-c.sh
flags+=(-O1 -g -fno-omit-frame-pointer -ICBLASShim/include -ICTurboJPEGShim/include)
sources+=(CBLASShim/*.c CTurboJPEGShim/*.c)
sanitizers=(-fsanitize=address,undefined -fno-sanitize-recover=all)
build_check "$folder/wide" "${sanitizers[@]}"
build_check "$folder/portable" "${sanitizers[@]}" -DTK_PORTABLE
check() { # FORM NAME
  echo "$2 forms, seed $seed:"
  # Libraries that are loaded keep memory to the end.
  ASAN_OPTIONS=detect_leaks=0 UBSAN_OPTIONS=print_stacktrace=1 "$folder/$1/check" "$rounds" "$seed" \
    Tests/ModelsTests/Fixtures/jpeg/a/*.jpg
}
check wide wide
if grep -q avx512_vpopcntdq /proc/cpuinfo 2>/dev/null; then TESSERA_VECTORS=avx2 check wide avx2; fi
check portable portable
