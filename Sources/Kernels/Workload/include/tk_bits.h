// SPDX-License-Identifier: Apache-2.0

// A matrix of bits: rows of 64-bit words, column c of a row is bit c % 64 of its word c / 64. The callers keep ranges
// inside the matrix; nothing is checked here.
#pragma once

#include <stddef.h>
#include <stdint.h>

// `count` (1...64) columns of each row of a block, from `column` on, as the lowest bits of a word; the other bits are 0.
void tk_bits_lines(
    const uint64_t *words, size_t words_per_row, size_t first_row, size_t rows, size_t column, size_t count,
    uint64_t *out);

// Counts the ones of each column of a block.
void tk_bits_count_columns(
    const uint64_t *words, size_t words_per_row, size_t first_row, size_t rows, size_t first_column, size_t columns,
    int32_t *counts);

// Counts the ones of each row of a block.
void tk_bits_count_rows(
    const uint64_t *words, size_t words_per_row, size_t first_row, size_t rows, size_t first_column, size_t columns,
    int32_t *counts);

// Packs integers [vectors][rows] so that row r holds, vector after vector, the low `bits` (1...32) bits of values[v][r],
// the most significant first. `words` must be all zero. Only rows in `first_row ..< first_row + row_count` are written.
void tk_bits_pack(
    const int64_t *values, size_t vectors, size_t rows, size_t first_row, size_t row_count, unsigned bits,
    uint64_t *words, size_t words_per_row);

// The inverse of tk_bits_pack for the vectors `first_vector ..< first_vector + vector_count`: two's complement integers,
// or the plain bit when `bits` is 1. `out` is the whole matrix [vectors][rows], of which other vectors stay as they are.
void tk_bits_unpack(
    const uint64_t *words, size_t words_per_row, size_t rows, size_t first_vector, size_t vector_count, unsigned bits,
    int32_t *out);
