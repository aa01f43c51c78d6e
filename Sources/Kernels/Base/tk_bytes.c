// SPDX-License-Identifier: Apache-2.0

#include "tk_bytes.h"

#include "tk_processor.h"
#include "tk_target.h"

#include <string.h>

#if defined(__x86_64__) && !defined(TK_PORTABLE)
#include <immintrin.h>
#define HAS_WIDE_FORMS 1
#endif

typedef uint8_t block_bytes __attribute__((vector_size(64)));
typedef uint16_t block_words __attribute__((vector_size(64)));

// Elements 0 to 7, or 8 to 15, of each 16 bytes of a and b by turns.
#define BYTE_PAIRS(first, lane) \
    16 * lane + first, 64 + 16 * lane + first, 16 * lane + first + 1, 64 + 16 * lane + first + 1, 16 * lane + first + 2, \
        64 + 16 * lane + first + 2, 16 * lane + first + 3, 64 + 16 * lane + first + 3, 16 * lane + first + 4, \
        64 + 16 * lane + first + 4, 16 * lane + first + 5, 64 + 16 * lane + first + 5, 16 * lane + first + 6, \
        64 + 16 * lane + first + 6, 16 * lane + first + 7, 64 + 16 * lane + first + 7
#define INTERLEAVED_BYTES(a, b, first) \
    (block_words)__builtin_shufflevector( \
        a, b, BYTE_PAIRS(first, 0), BYTE_PAIRS(first, 1), BYTE_PAIRS(first, 2), BYTE_PAIRS(first, 3))
#define WORD_PAIRS(first, lane) \
    8 * lane + first, 32 + 8 * lane + first, 8 * lane + first + 1, 32 + 8 * lane + first + 1, 8 * lane + first + 2, \
        32 + 8 * lane + first + 2, 8 * lane + first + 3, 32 + 8 * lane + first + 3
#define INTERLEAVED_WORDS(a, b, first) \
    __builtin_shufflevector( \
        a, b, WORD_PAIRS(first, 0), WORD_PAIRS(first, 1), WORD_PAIRS(first, 2), WORD_PAIRS(first, 3))

TK_WIDE void tk_byte_quads(const uint8_t *rows, size_t count, uint8_t mask, uint8_t turned, uint8_t *quads) {
    for (size_t r = 0; r < count; r += 4, quads += 4 * TK_BLOCK) {
        block_bytes row[4];
        for (size_t i = 0; i < 4; i++) {
            if (r + i < count) {
                memcpy(&row[i], rows + (r + i) * TK_BLOCK, TK_BLOCK);
            } else {
                memset(&row[i], 0, TK_BLOCK);
            }
            row[i] = (row[i] & mask) ^ turned;
        }
        const block_words a = INTERLEAVED_BYTES(row[0], row[1], 0), b = INTERLEAVED_BYTES(row[2], row[3], 0);
        const block_words c = INTERLEAVED_BYTES(row[0], row[1], 8), d = INTERLEAVED_BYTES(row[2], row[3], 8);
        const block_words four[4] = {
            INTERLEAVED_WORDS(a, b, 0), INTERLEAVED_WORDS(a, b, 4), INTERLEAVED_WORDS(c, d, 0),
            INTERLEAVED_WORDS(c, d, 4)};
        memcpy(quads, four, sizeof four);
    }
}

// Without instructions for bytes, weights are pairs of 16-bit numbers: rows 0 and 2 of a quad, then rows 1 and 3.
static int packs_words(void) { return tk_vector_width() != TK_AVX512; }

size_t tk_byte_weights_size(size_t rows, size_t columns) {
    return columns * ((rows + 3) / 4) * (packs_words() ? 4 * sizeof(int16_t) : 4);
}

void tk_byte_weights_pack(const int8_t *weights, size_t rows, size_t columns, uint8_t *packed) {
    const int words = packs_words();
    for (size_t n = 0; n < columns; n++) {
        for (size_t r = 0; r < rows; r += 4) {
            int8_t quad[4] = {0};
            for (size_t i = 0; i < 4 && r + i < rows; i++) quad[i] = weights[(r + i) * columns + n];
            if (words) {
                const int16_t pairs[4] = {quad[0], quad[2], quad[1], quad[3]};
                memcpy(packed, pairs, sizeof pairs);
                packed += sizeof pairs;
            } else {
                memcpy(packed, quad, sizeof quad);
                packed += sizeof quad;
            }
        }
    }
}

static void plain_products(const uint8_t *quads, const uint8_t *packed, size_t rows, size_t columns, int32_t *sums) {
    const size_t quad_rows = (rows + 3) / 4;
    for (size_t n = 0; n < columns; n++, sums += TK_BLOCK) {
        const uint8_t *x = quads;
        for (size_t j = 0; j < quad_rows; j++, x += 4 * TK_BLOCK, packed += 4 * sizeof(int16_t)) {
            int16_t w[4];
            uint32_t numbers[TK_BLOCK];
            memcpy(w, packed, sizeof w);
            memcpy(numbers, x, sizeof numbers);
            for (size_t i = 0; i < TK_BLOCK; i++) {
                const uint32_t q = numbers[i];
                sums[i] += (int32_t)(q & 255) * w[0] + (int32_t)(q >> 16 & 255) * w[1] + (int32_t)(q >> 8 & 255) * w[2]
                    + (int32_t)(q >> 24) * w[3];
            }
        }
    }
}

#ifdef HAS_WIDE_FORMS
// Products of `width` columns with 16 vectors.
TK_FOR_AVX2 TK_INLINE void tile_256(
    const uint8_t *quads, const uint8_t *packed, size_t quad_rows, size_t width, int32_t *sums) {
    const __m256i mask = _mm256_set1_epi16(255);
    __m256i sum[4][2];
    for (size_t c = 0; c < width; c++) {
        for (int h = 0; h < 2; h++) sum[c][h] = _mm256_loadu_si256((const __m256i *)(sums + c * TK_BLOCK + 8 * h));
    }
    for (size_t j = 0; j < quad_rows; j++) {
        __m256i even[2], odd[2];
        for (int h = 0; h < 2; h++) {
            const __m256i x = _mm256_loadu_si256((const __m256i *)(quads + 4 * (j * TK_BLOCK + 8 * h)));
            even[h] = _mm256_and_si256(x, mask);
            odd[h] = _mm256_srli_epi16(x, 8);
        }
        for (size_t c = 0; c < width; c++) {
            int32_t pairs[2];
            memcpy(pairs, packed + 8 * (c * quad_rows + j), sizeof pairs);
            const __m256i w = _mm256_set1_epi32(pairs[0]), v = _mm256_set1_epi32(pairs[1]);
            for (int h = 0; h < 2; h++) {
                const __m256i part = _mm256_add_epi32(_mm256_madd_epi16(even[h], w), _mm256_madd_epi16(odd[h], v));
                sum[c][h] = _mm256_add_epi32(sum[c][h], part);
            }
        }
    }
    for (size_t c = 0; c < width; c++) {
        for (int h = 0; h < 2; h++) _mm256_storeu_si256((__m256i *)(sums + c * TK_BLOCK + 8 * h), sum[c][h]);
    }
}

TK_FOR_AVX2 static void products_256(
    const uint8_t *quads, const uint8_t *packed, size_t rows, size_t columns, int32_t *sums) {
    const size_t quad_rows = (rows + 3) / 4;
    size_t n = 0;
    for (; n + 4 <= columns; n += 4) {
        for (size_t i = 0; i < TK_BLOCK; i += 16) {
            tile_256(quads + 4 * i, packed + 8 * n * quad_rows, quad_rows, 4, sums + n * TK_BLOCK + i);
        }
    }
    for (; n < columns; n++) {
        for (size_t i = 0; i < TK_BLOCK; i += 16) {
            tile_256(quads + 4 * i, packed + 8 * n * quad_rows, quad_rows, 1, sums + n * TK_BLOCK + i);
        }
    }
}

// Products of `width` columns with a block.
TK_FOR_AVX512 TK_INLINE void tile_512(
    const uint8_t *quads, const uint8_t *packed, size_t quad_rows, size_t width, int32_t *sums) {
    __m512i sum[6][4];
    for (size_t c = 0; c < width; c++) {
        for (int k = 0; k < 4; k++) sum[c][k] = _mm512_loadu_si512(sums + c * TK_BLOCK + 16 * k);
    }
    for (size_t j = 0; j < quad_rows; j++) {
        __m512i x[4];
        for (int k = 0; k < 4; k++) x[k] = _mm512_loadu_si512(quads + 4 * (j * TK_BLOCK + 16 * (size_t)k));
#pragma clang loop unroll(full)
        for (size_t c = 0; c < width; c++) {
            int32_t quad;
            memcpy(&quad, packed + 4 * (c * quad_rows + j), sizeof quad);
            const __m512i w = _mm512_set1_epi32(quad);
            for (int k = 0; k < 4; k++) sum[c][k] = _mm512_dpbusd_epi32(sum[c][k], x[k], w);
        }
    }
    for (size_t c = 0; c < width; c++) {
        for (int k = 0; k < 4; k++) _mm512_storeu_si512(sums + c * TK_BLOCK + 16 * k, sum[c][k]);
    }
}

TK_FOR_AVX512 static void products_512(
    const uint8_t *quads, const uint8_t *packed, size_t rows, size_t columns, int32_t *sums) {
    const size_t quad_rows = (rows + 3) / 4;
    size_t n = 0;
    for (; n + 6 <= columns; n += 6) tile_512(quads, packed + 4 * n * quad_rows, quad_rows, 6, sums + n * TK_BLOCK);
    for (; n + 2 <= columns; n += 2) tile_512(quads, packed + 4 * n * quad_rows, quad_rows, 2, sums + n * TK_BLOCK);
    if (n < columns) tile_512(quads, packed + 4 * n * quad_rows, quad_rows, 1, sums + n * TK_BLOCK);
}
#endif

void tk_byte_products(const uint8_t *quads, const uint8_t *packed, size_t rows, size_t columns, int32_t *sums) {
    switch (tk_vector_width()) {
#ifdef HAS_WIDE_FORMS
        case TK_AVX512: products_512(quads, packed, rows, columns, sums); break;
        case TK_AVX2: products_256(quads, packed, rows, columns, sums); break;
#endif
        default: plain_products(quads, packed, rows, columns, sums);
    }
}

TK_WIDE void tk_byte_row_sums(const uint8_t *rows, size_t count, uint8_t mask, uint8_t turned, int32_t *sums) {
    // As many rows as 16 bits hold.
    enum { some_rows = 256 };
    for (size_t first = 0; first < count; first += some_rows) {
        const size_t last = first + some_rows < count ? first + some_rows : count;
        uint16_t part[TK_BLOCK] = {0};
        for (size_t r = first; r < last; r++) {
            for (size_t v = 0; v < TK_BLOCK; v++) part[v] = (uint16_t)(part[v] + ((rows[r * TK_BLOCK + v] & mask) ^ turned));
        }
        const int32_t excess = (int32_t)(last - first) * turned;
        for (size_t v = 0; v < TK_BLOCK; v++) sums[v] += part[v] - excess;
    }
}

typedef int32_t four_sums __attribute__((vector_size(16)));
typedef double four_doubles __attribute__((vector_size(32)));

TK_WIDE void tk_block_doubles(
    const int32_t *sums, double shift, const double *vector_shifts, size_t vectors, double *result) {
    size_t v = 0;
    for (; v + 4 <= vectors; v += 4) {
        four_sums four;
        memcpy(&four, sums + 16 * (v / 4 % 4) + v / 16 * 4, sizeof four);
        four_doubles numbers = __builtin_convertvector(four, four_doubles) + shift;
        if (vector_shifts) {
            four_doubles shifts;
            memcpy(&shifts, vector_shifts + v, sizeof shifts);
            numbers += shifts;
        }
        memcpy(result + v, &numbers, sizeof numbers);
    }
    const int32_t *four = sums + 16 * (v / 4 % 4) + v / 16 * 4;
    for (size_t t = 0; v + t < vectors; t++) {
        result[v + t] = (double)four[t] + shift + (vector_shifts ? vector_shifts[v + t] : 0);
    }
}
