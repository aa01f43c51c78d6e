// SPDX-License-Identifier: Apache-2.0

// Products of bytes for blocks of 64 vectors.
#include "check.h"
#include "tk_bytes.h"

// Where the product of a vector stands in block order.
static size_t place_of(size_t vector) { return 16 * (vector / 4 % 4) + 4 * (vector / 16) + vector % 4; }

static uint8_t *random_rows(size_t rows) {
    uint8_t *bytes = ARRAY(uint8_t, rows * TK_BLOCK);
    for (size_t i = 0; i < rows * TK_BLOCK; i++) bytes[i] = (uint8_t)next_word();
    return bytes;
}

static void check_quads(void) {
    const size_t rows = odd_size(60), quads = (rows + 3) / 4;
    const uint8_t *bytes = random_rows(rows), mask = between(0, 1) ? 255 : (uint8_t)next_word(), turned = mask & (uint8_t)next_word();
    uint8_t *result = ARRAY(uint8_t, 4 * quads * TK_BLOCK);
    int32_t *sums = ARRAY(int32_t, TK_BLOCK);
    tk_byte_quads(bytes, rows, mask, turned, result);
    for (size_t v = 0; v < TK_BLOCK; v++) sums[v] = (int32_t)v;
    tk_byte_row_sums(bytes, rows, mask, turned, sums);
    for (size_t v = 0; v < TK_BLOCK; v++) {
        int32_t sum = (int32_t)v;
        for (size_t r = 0; r < 4 * quads; r++) {
            const int value = r < rows ? (bytes[r * TK_BLOCK + v] & mask) ^ turned : turned;
            EXPECT(result[4 * (r / 4 * TK_BLOCK + place_of(v)) + r % 4] == value);
            sum += value - turned;
        }
        EXPECT(sums[v] == sum);
    }
}

static void check_byte_products(void) {
    const size_t rows = odd_size(300), columns = (size_t)between(1, 15);
    const uint8_t *bytes = random_rows(rows);
    uint8_t *quads = ARRAY(uint8_t, (rows + 3) / 4 * 4 * TK_BLOCK);
    int8_t *weights = ARRAY(int8_t, rows * columns);
    for (size_t i = 0; i < rows * columns; i++) weights[i] = (int8_t)(between(0, 3) ? between(-128, 127) : -128);
    int32_t *sums = ARRAY(int32_t, columns * TK_BLOCK);
    for (size_t i = 0; i < columns * TK_BLOCK; i++) sums[i] = (int32_t)i;
    uint8_t *packed = ARRAY(uint8_t, tk_byte_weights_size(rows, columns));
    tk_byte_quads(bytes, rows, 255, 0, quads);
    tk_byte_weights_pack(weights, rows, columns, packed);
    tk_byte_products(quads, packed, rows, columns, sums);
    for (size_t n = 0; n < columns; n++)
        for (size_t v = 0; v < TK_BLOCK; v++) {
            int32_t sum = (int32_t)(n * TK_BLOCK + place_of(v));
            for (size_t r = 0; r < rows; r++) sum += weights[r * columns + n] * bytes[r * TK_BLOCK + v];
            EXPECT(sums[n * TK_BLOCK + place_of(v)] == sum);
        }
}

static void check_doubles(void) {
    const size_t vectors = odd_size(TK_BLOCK);
    int32_t *sums = ARRAY(int32_t, TK_BLOCK);
    double *shifts = between(0, 1) ? ARRAY(double, vectors) : NULL, *result = ARRAY(double, vectors);
    for (size_t i = 0; i < TK_BLOCK; i++) sums[i] = (int32_t)next_word();
    for (size_t v = 0; shifts && v < vectors; v++) shifts[v] = (double)between(-1000000, 1000000);
    const double shift = (double)between(-1000000, 1000000);
    tk_block_doubles(sums, shift, shifts, vectors, result);
    for (size_t v = 0; v < vectors; v++) EXPECT(result[v] == sums[place_of(v)] + shift + (shifts ? shifts[v] : 0));
}

void check_bytes(void) {
    check_quads();
    check_byte_products();
    check_doubles();
}
