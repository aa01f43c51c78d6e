// SPDX-License-Identifier: Apache-2.0

// Products of bytes: whole numbers from 0 to 255 with weights from -128 to 127, summed in 32 bits, for blocks of 64 vectors. All forms
// give the same numbers. The callers keep sums below 2^31.
#pragma once

#include <stddef.h>
#include <stdint.h>

// Vectors of a block. Products of a block stand in block order: element 16 k + 4 l + t is that of vector 16 l + 4 k + t, where k, l
// and t go from 0 to 3. It is the order in which interleaving bytes of 128-bit lanes leaves them.
enum { TK_BLOCK = 64 };

// Interleaves rows of bytes [rows][TK_BLOCK] by fours: `quads` [(rows + 3) / 4][TK_BLOCK in block order][4] has the bits of `mask` of
// each byte, those of `turned` turned over. Missing rows are `turned`.
void tk_byte_quads(const uint8_t *rows, size_t count, uint8_t mask, uint8_t turned, uint8_t *quads);

// Bytes that the packed weights of a matrix take.
size_t tk_byte_weights_size(size_t rows, size_t columns);

// Packs weights [rows][columns], from -128 to 127, for tk_byte_products. The form of the result is that of the vectors in use.
void tk_byte_weights_pack(const int8_t *weights, size_t rows, size_t columns, uint8_t *packed);

// Adds the products of a block with a matrix of `rows` rows to `sums` [columns][TK_BLOCK in block order].
void tk_byte_products(const uint8_t *quads, const uint8_t *packed, size_t rows, size_t columns, int32_t *sums);

// Adds up the bytes of each vector: adds to `sums` [TK_BLOCK in the order of vectors] the bits of `mask` of each byte as a number,
// with those of `turned` turned over, less `turned`. With 255 and 128 bytes count as two's complement, with 255 and 0 as they are.
void tk_byte_row_sums(const uint8_t *rows, size_t count, uint8_t mask, uint8_t turned, int32_t *sums);

// Turns sums in block order into doubles in the order of vectors: result[v] = sums[place of v] + shift + vector_shifts[v] for the
// first `vectors`, where every sum is a whole number below 2^53; `vector_shifts` may be NULL.
void tk_block_doubles(
    const int32_t *sums, double shift, const double *vector_shifts, size_t vectors, double *result);
