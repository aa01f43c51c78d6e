# SPDX-License-Identifier: Apache-2.0
# For scripts that compile the kernels in C with the checks of Tests/Sanitize: what both need, to be read with `source`.

flags=(-std=gnu17 -Wall -Wextra -Werror -Wno-unused-parameter -Wno-missing-field-initializers -ITests/Sanitize)
for headers in Sources/Kernels/*/include; do flags+=("-I$headers"); done
sources=(Sources/Kernels/*/*.c Tests/Sanitize/*.c)

# Compiles `sources` with `flags` and more of them into FOLDER/check, two files at a time. Kernels must not need an option that keeps
# multiplications and additions apart; the loops that they are compared with do.
build_check() { # FOLDER [FLAG...]
  local folder=$1 source objects=()
  shift
  mkdir -p "$folder"
  for source in "${sources[@]}"; do objects+=("$folder/$(basename "$source" .c).o"); done
  printf '%s\n' "${sources[@]}" | xargs -P 2 -I '{}' sh -c \
    'folder=$1; source=$2; shift 2; case $source in Tests/*) set -- "$@" -ffp-contract=off;; esac
     exec "$@" -c "$source" -o "$folder/$(basename "$source" .c).o"' \
    sh "$folder" '{}' clang "${flags[@]}" "$@"
  clang "$@" -fuse-ld=lld "${objects[@]}" -lm -ldl -lpthread -o "$folder/check"
}
