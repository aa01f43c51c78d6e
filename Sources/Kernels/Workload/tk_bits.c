// SPDX-License-Identifier: Apache-2.0

#include "tk_bits.h"

#include <string.h>

// The bits of a byte, lowest first, as numbers.
#define BITS(b) \
    { (b) & 1, (b) >> 1 & 1, (b) >> 2 & 1, (b) >> 3 & 1, (b) >> 4 & 1, (b) >> 5 & 1, (b) >> 6 & 1, (b) >> 7 & 1 }
#define BITS4(b) BITS(b), BITS((b) + 1), BITS((b) + 2), BITS((b) + 3)
#define BITS16(b) BITS4(b), BITS4((b) + 4), BITS4((b) + 8), BITS4((b) + 12)
#define BITS64(b) BITS16(b), BITS16((b) + 16), BITS16((b) + 32), BITS16((b) + 48)
#define ALL_BYTES { BITS64(0), BITS64(64), BITS64(128), BITS64(192) }

static const uint8_t byte_bits[256][8] = ALL_BYTES;

// 1 to 64 bits of a row from any column on; those beyond `count` are zero.
static inline uint64_t fetch(const uint64_t *row, size_t column, size_t count) {
    size_t word = column / 64, shift = column % 64;
    uint64_t x = row[word] >> shift;
    if (shift && shift + count > 64) x |= row[word + 1] << (64 - shift);
    return count < 64 ? x & (((uint64_t)1 << count) - 1) : x;
}

void tk_bits_lines(
    const uint64_t *words, size_t words_per_row, size_t first_row, size_t rows, size_t column, size_t count,
    uint64_t *out) {
    for (size_t r = 0; r < rows; r++) out[r] = fetch(words + (first_row + r) * words_per_row, column, count);
}

// Eight columns are eight byte lanes of one word, emptied into the counters before a lane can overflow.
static void count_eight_words(
    const uint64_t *words, size_t words_per_row, size_t rows, size_t column, size_t columns, int32_t *counts) {
    for (size_t start = 0; start < rows; start += 255) {
        size_t stop = rows - start < 255 ? rows : start + 255;
        uint64_t lanes[8] = {0};
        for (size_t r = start; r < stop; r++) {
            uint64_t x = fetch(words + r * words_per_row, column, columns);
            for (int i = 0; i < 8; i++) {
                uint64_t ones;
                memcpy(&ones, byte_bits[x >> (8 * i) & 255], 8);
                lanes[i] += ones;
            }
        }
        uint8_t totals[64];
        memcpy(totals, lanes, sizeof totals);
        for (size_t c = 0; c < columns; c++) counts[c] += totals[c];
    }
}

void tk_bits_count_columns(
    const uint64_t *words, size_t words_per_row, size_t first_row, size_t rows, size_t first_column, size_t columns,
    int32_t *counts) {
    const uint64_t *first = words + first_row * words_per_row;
    memset(counts, 0, columns * sizeof *counts);
    for (size_t c = 0; c < columns; c += 64) {
        size_t width = columns - c < 64 ? columns - c : 64;
        count_eight_words(first, words_per_row, rows, first_column + c, width, counts + c);
    }
}

void tk_bits_count_rows(
    const uint64_t *words, size_t words_per_row, size_t first_row, size_t rows, size_t first_column, size_t columns,
    int32_t *counts) {
    for (size_t r = 0; r < rows; r++) {
        const uint64_t *row = words + (first_row + r) * words_per_row;
        int32_t total = 0;
        for (size_t c = 0; c < columns; c += 64) {
            size_t width = columns - c < 64 ? columns - c : 64;
            total += __builtin_popcountll(fetch(row, first_column + c, width));
        }
        counts[r] = total;
    }
}

// The low `bits` bits in opposite order.
static inline uint64_t reversed(uint32_t x, unsigned bits) {
    x = (x >> 1 & 0x55555555u) | (x & 0x55555555u) << 1;
    x = (x >> 2 & 0x33333333u) | (x & 0x33333333u) << 2;
    x = (x >> 4 & 0x0F0F0F0Fu) | (x & 0x0F0F0F0Fu) << 4;
    return __builtin_bswap32(x) >> (32 - bits);
}

void tk_bits_pack(
    const int64_t *values, size_t vectors, size_t rows, size_t first_row, size_t row_count, unsigned bits,
    uint64_t *words, size_t words_per_row) {
    for (size_t v = 0; v < vectors; v++) {
        const int64_t *vector = values + v * rows;
        size_t word = v * bits / 64, shift = v * bits % 64;
        for (size_t r = first_row; r < first_row + row_count; r++) {
            uint64_t pattern = reversed((uint32_t)vector[r], bits);
            uint64_t *at = words + r * words_per_row + word;
            at[0] |= pattern << shift;
            if (shift + bits > 64) at[1] |= pattern >> (64 - shift);
        }
    }
}

void tk_bits_unpack(
    const uint64_t *words, size_t words_per_row, size_t rows, size_t first_vector, size_t vector_count, unsigned bits,
    int32_t *out) {
    uint32_t sign = bits > 1 ? (uint32_t)1 << (bits - 1) : 0;
    for (size_t v = first_vector; v < first_vector + vector_count; v++) {
        for (size_t r = 0; r < rows; r++) {
            uint32_t pattern = (uint32_t)reversed((uint32_t)fetch(words + r * words_per_row, v * bits, bits), bits);
            // Two's complement: the sign bit counts negative.
            out[v * rows + r] = (int32_t)((pattern ^ sign) - sign);
        }
    }
}
