// SPDX-License-Identifier: Apache-2.0

// Rows are worked on by eights: a byte holds the bits of eight rows for a vector, and a byte of the weights those of the same rows for a
// column. The order of additions does not matter, because everything is a whole number.
#include "tk_imc_block.h"

#include "tk_processor.h"
#include "tk_target.h"

#include <string.h>

#if defined(__x86_64__) && !defined(TK_PORTABLE)
#include <immintrin.h>
#define HAS_WIDE_FORMS 1
#endif

// Digits and lanes that are worked on together, at most.
enum { most_digits = 8, some_digits = 4, some_lanes = 4, most_row_bytes = 32 };

typedef uint8_t block_bytes __attribute__((vector_size(TK_BLOCK)));

// MARK: Any processor

// Adds what the codes of one lane count to sums in block order.
TK_INLINE void add_codes(const uint8_t *codes, int32_t factor, int32_t *sums) {
    for (size_t l = 0; l < 4; l++) {
        for (size_t k = 0; k < 4; k++) {
            for (size_t t = 0; t < 4; t++) sums[16 * k + 4 * l + t] += factor * codes[16 * l + 4 * k + t];
        }
    }
}

// Adds the numbers of ones in the bytes of x.
TK_INLINE void add_ones(block_bytes *counts, const block_bytes *bytes) {
#if defined(__aarch64__)
    *counts += __builtin_elementwise_popcount(*bytes);
#else
    block_bytes x = *bytes - (*bytes >> 1 & 0x55);
    x = (x & 0x33) + (x >> 2 & 0x33);
    *counts += (x + (x >> 4)) & 0x0F;
#endif
}

static uint64_t plain_products(
    const tk_imc_block_group *g, const uint8_t *const *digits, const int32_t *scales, size_t digit_count, int32_t *sums) {
    uint64_t clipped = 0;
    const uint8_t *w = g->weights;
    for (size_t n = 0; n < g->columns; n++, sums += TK_BLOCK) {
        for (size_t q = 0; q < g->lanes; q++, w += g->row_bytes) {
            const int32_t factor = g->factors[q] * (1 << g->shifts[q / 4]);
            for (size_t d = 0; d < digit_count; d++) {
                block_bytes counts = {0};
                for (size_t j = 0; j < g->row_bytes; j++) {
                    block_bytes x;
                    memcpy(&x, digits[d] + j * TK_BLOCK, TK_BLOCK);
                    x = g->is_bipolar ? x ^ w[j] : x & w[j];
                    add_ones(&counts, &x);
                }
                uint8_t codes[TK_BLOCK];
                memcpy(codes, &counts, TK_BLOCK);
                for (size_t v = 0; g->first_clipped && v < TK_BLOCK; v++) clipped += codes[v] >= g->first_clipped;
                for (size_t v = 0; v < TK_BLOCK; v++) codes[v] = g->codes[codes[v]];
                add_codes(codes, factor * scales[d], sums);
            }
        }
    }
    return clipped;
}

#ifdef HAS_WIDE_FORMS
// MARK: 512 bits

// The codes of counts.
TK_FOR_AVX512 TK_INLINE __m512i codes_512(const tk_imc_block_group *g, const __m512i table[4], __m512i counts) {
    if (g->is_clamped) return _mm512_min_epu8(counts, _mm512_set1_epi8((char)g->top));
    const __m512i low = _mm512_permutex2var_epi8(table[0], counts, table[1]);
    const __m512i high = _mm512_permutex2var_epi8(table[2], counts, table[3]);
    return _mm512_mask_blend_epi8(_mm512_movepi8_mask(counts), low, high);
}

// Adds to the sums of a column what up to four lanes make of up to four digits; returns how many counts are beyond the range.
TK_FOR_AVX512 TK_INLINE uint64_t add_lanes_512(
    const tk_imc_block_group *g, const __m512i table[4], const uint8_t *w, const uint8_t *const *digits,
    const int32_t *scales, size_t quad, size_t digit_count, size_t lanes, int is_bipolar, __m512i sums[4]) {
    __m512i counts[some_digits][some_lanes];
    uint64_t clipped = 0;
    for (size_t d = 0; d < digit_count; d++) {
        for (size_t q = 0; q < some_lanes; q++) counts[d][q] = _mm512_setzero_si512();
    }
    for (size_t j = 0; j < g->row_bytes; j++) {
        __m512i x[some_digits];
        for (size_t d = 0; d < digit_count; d++) x[d] = _mm512_loadu_si512(digits[d] + j * TK_BLOCK);
        for (size_t q = 0; q < lanes; q++) {
            const __m512i bits = _mm512_set1_epi8((char)w[q * g->row_bytes + j]);
            for (size_t d = 0; d < digit_count; d++) {
                const __m512i both = is_bipolar ? _mm512_xor_si512(x[d], bits) : _mm512_and_si512(x[d], bits);
                counts[d][q] = _mm512_add_epi8(counts[d][q], _mm512_popcnt_epi8(both));
            }
        }
    }
    int32_t four;
    memcpy(&four, g->factors + 4 * quad, sizeof four);
    const __m512i factors = _mm512_set1_epi32(four), zero = _mm512_setzero_si512();
    for (size_t d = 0; d < digit_count; d++) {
        for (size_t q = 0; g->first_clipped && q < lanes; q++) {
            const __m512i first = _mm512_set1_epi8((char)g->first_clipped);
            clipped += (uint64_t)__builtin_popcountll(_mm512_cmpge_epu8_mask(counts[d][q], first));
        }
        for (size_t q = 0; q < lanes; q++) counts[d][q] = codes_512(g, table, counts[d][q]);
        const __m512i a = _mm512_unpacklo_epi8(counts[d][0], counts[d][1]), b = _mm512_unpacklo_epi8(counts[d][2], counts[d][3]);
        const __m512i c = _mm512_unpackhi_epi8(counts[d][0], counts[d][1]), e = _mm512_unpackhi_epi8(counts[d][2], counts[d][3]);
        const __m512i fours[4] = {
            _mm512_unpacklo_epi16(a, b), _mm512_unpackhi_epi16(a, b), _mm512_unpacklo_epi16(c, e),
            _mm512_unpackhi_epi16(c, e)};
        const __m512i scale = _mm512_set1_epi32(scales[d] * (1 << g->shifts[quad]));
        for (int k = 0; k < 4; k++) {
            const __m512i part = _mm512_dpbusd_epi32(zero, fours[k], factors);
            sums[k] = _mm512_add_epi32(sums[k], _mm512_mullo_epi32(part, scale));
        }
    }
    return clipped;
}

// As add_lanes_512, with a number of lanes that the compiler knows.
TK_FOR_AVX512 TK_INLINE uint64_t add_digits_512(
    const tk_imc_block_group *g, const __m512i table[4], const uint8_t *w, const uint8_t *const *digits,
    const int32_t *scales, size_t digit_count, int is_bipolar, __m512i sums[4]) {
    uint64_t clipped = 0;
    size_t q = 0;
#define ADD(lanes) \
    clipped += add_lanes_512( \
        g, table, w + q * g->row_bytes, digits, scales, q / 4, digit_count, lanes, is_bipolar, sums)
    for (; q + 4 <= g->lanes; q += 4) ADD(4);
    switch (g->lanes - q) {
        case 1: ADD(1); break;
        case 2: ADD(2); break;
        case 3: ADD(3); break;
        default: break;
    }
#undef ADD
    return clipped;
}

TK_FOR_AVX512 TK_INLINE uint64_t columns_512(
    const tk_imc_block_group *g, const uint8_t *const *digits, const int32_t *scales, size_t digit_count, int is_bipolar,
    int32_t *sums) {
    __m512i table[4];
    for (int i = 0; i < 4; i++) table[i] = _mm512_loadu_si512(g->codes + 64 * i);
    uint64_t clipped = 0;
    const uint8_t *w = g->weights;
    for (size_t n = 0; n < g->columns; n++, w += g->lanes * g->row_bytes, sums += TK_BLOCK) {
        __m512i sum[4];
        for (int k = 0; k < 4; k++) sum[k] = _mm512_loadu_si512(sums + 16 * k);
        size_t d = 0;
        for (; d + 4 <= digit_count; d += 4) {
            clipped += add_digits_512(g, table, w, digits + d, scales + d, 4, is_bipolar, sum);
        }
        for (; d + 2 <= digit_count; d += 2) {
            clipped += add_digits_512(g, table, w, digits + d, scales + d, 2, is_bipolar, sum);
        }
        if (d < digit_count) clipped += add_digits_512(g, table, w, digits + d, scales + d, 1, is_bipolar, sum);
        for (int k = 0; k < 4; k++) _mm512_storeu_si512(sums + 16 * k, sum[k]);
    }
    return clipped;
}

TK_FOR_AVX512 static uint64_t products_512(
    const tk_imc_block_group *g, const uint8_t *const *digits, const int32_t *scales, size_t digit_count, int32_t *sums) {
    return g->is_bipolar ? columns_512(g, digits, scales, digit_count, 1, sums)
                         : columns_512(g, digits, scales, digit_count, 0, sums);
}

// MARK: 256 bits

// A shuffle looks up how many of four rows that are on have a cell that conducts, for 32 vectors at a time: the table is that of the
// weights' four bits.
typedef struct {
    const tk_imc_block_group *group;
    uint8_t counts[16][16];  // by the weights' bits and the rows' bits
    // Four rows of half of the vectors by turns: [digits][2][2 row_bytes][32].
    uint8_t rows[most_digits][2][2 * most_row_bytes][32];
} counter_256;

TK_FOR_AVX2 static void fill_256(
    counter_256 *c, const tk_imc_block_group *g, const uint8_t *const *digits, size_t digit_count) {
    c->group = g;
    for (unsigned w = 0; w < 16; w++) {
        for (unsigned x = 0; x < 16; x++) c->counts[w][x] = (uint8_t)__builtin_popcount(g->is_bipolar ? w ^ x : w & x);
    }
    const __m256i mask = _mm256_set1_epi8(15);
    for (size_t d = 0; d < digit_count; d++) {
        for (size_t j = 0; j < g->row_bytes; j++) {
            for (size_t h = 0; h < 2; h++) {
                const __m256i x = _mm256_loadu_si256((const __m256i *)(digits[d] + j * TK_BLOCK + 32 * h));
                _mm256_storeu_si256((__m256i *)c->rows[d][h][2 * j], _mm256_and_si256(x, mask));
                _mm256_storeu_si256((__m256i *)c->rows[d][h][2 * j + 1], _mm256_and_si256(_mm256_srli_epi16(x, 4), mask));
            }
        }
    }
}

TK_FOR_AVX2 TK_INLINE __m256i codes_256(const tk_imc_block_group *g, size_t chunks, __m256i counts) {
    if (g->is_clamped) return _mm256_min_epu8(counts, _mm256_set1_epi8((char)g->top));
    __m256i codes = _mm256_setzero_si256();
    for (size_t chunk = 0; chunk < chunks; chunk++) {
        const __m256i table = _mm256_broadcastsi128_si256(_mm_loadu_si128((const __m128i *)(g->codes + 16 * chunk)));
        const __m256i place = _mm256_sub_epi8(counts, _mm256_set1_epi8((char)(16 * chunk)));
        // Places from 0 to 15 stay below 128, others do not, and a shuffle makes zero of those.
        codes = _mm256_or_si256(codes, _mm256_shuffle_epi8(table, _mm256_adds_epu8(place, _mm256_set1_epi8(0x70))));
    }
    return codes;
}

// Adds what four lanes make of a digit to sums of 32 vectors.
TK_FOR_AVX2 TK_INLINE void add_codes_256(
    const tk_imc_block_group *g, size_t quad, int32_t scale, const __m256i codes[some_lanes], __m256i sums[4]) {
    int32_t four;
    memcpy(&four, g->factors + 4 * quad, sizeof four);
    const __m256i factors = _mm256_set1_epi32(four), ones = _mm256_set1_epi16(1);
    const __m256i all = _mm256_set1_epi32(scale * (1 << g->shifts[quad]));
    const __m256i a = _mm256_unpacklo_epi8(codes[0], codes[1]), b = _mm256_unpacklo_epi8(codes[2], codes[3]);
    const __m256i c = _mm256_unpackhi_epi8(codes[0], codes[1]), d = _mm256_unpackhi_epi8(codes[2], codes[3]);
    const __m256i fours[4] = {
        _mm256_unpacklo_epi16(a, b), _mm256_unpackhi_epi16(a, b), _mm256_unpacklo_epi16(c, d), _mm256_unpackhi_epi16(c, d)};
    for (int k = 0; k < 4; k++) {
        const __m256i part = _mm256_madd_epi16(_mm256_maddubs_epi16(fours[k], factors), ones);
        sums[k] = _mm256_add_epi32(sums[k], _mm256_mullo_epi32(part, all));
    }
}

// Adds what a column makes of up to four digits of half of the vectors; returns how many counts are beyond the range.
TK_FOR_AVX2 TK_INLINE uint64_t add_column_256(
    const counter_256 *c, const uint8_t *w, size_t half, size_t first, const int32_t *scales, size_t digit_count,
    __m256i sums[4]) {
    const tk_imc_block_group *g = c->group;
    const __m256i zero = _mm256_setzero_si256(), first_clipped = _mm256_set1_epi8((char)g->first_clipped);
    // Pieces of the table of codes: at most 255 rows are on.
    const size_t chunks = g->row_bytes < most_row_bytes ? g->row_bytes / 2 + 1 : 16;
    uint64_t clipped = 0;
    for (size_t quad = 0; 4 * quad < g->lanes; quad++) {
        __m256i codes[some_digits][some_lanes];
        for (size_t q = 0; q < some_lanes; q++) {
            __m256i counts[some_digits];
            for (size_t d = 0; d < digit_count; d++) counts[d] = zero;
            if (4 * quad + q >= g->lanes) {
                for (size_t d = 0; d < digit_count; d++) codes[d][q] = zero;
                continue;
            }
            for (size_t j = 0; j < g->row_bytes; j++, w++) {
                const __m256i low = _mm256_broadcastsi128_si256(_mm_loadu_si128((const __m128i *)c->counts[*w & 15]));
                const __m256i high = _mm256_broadcastsi128_si256(_mm_loadu_si128((const __m128i *)c->counts[*w >> 4]));
                for (size_t d = 0; d < digit_count; d++) {
                    const uint8_t(*x)[32] = c->rows[first + d][half] + 2 * j;
                    const __m256i a = _mm256_shuffle_epi8(low, _mm256_loadu_si256((const __m256i *)x[0]));
                    const __m256i b = _mm256_shuffle_epi8(high, _mm256_loadu_si256((const __m256i *)x[1]));
                    counts[d] = _mm256_add_epi8(counts[d], _mm256_add_epi8(a, b));
                }
            }
            for (size_t d = 0; d < digit_count; d++) {
                if (g->first_clipped) {
                    const __m256i beyond = _mm256_cmpeq_epi8(_mm256_max_epu8(counts[d], first_clipped), counts[d]);
                    clipped += (uint64_t)__builtin_popcount((uint32_t)_mm256_movemask_epi8(beyond));
                }
                codes[d][q] = codes_256(g, chunks, counts[d]);
            }
        }
        for (size_t d = 0; d < digit_count; d++) add_codes_256(g, quad, scales[d], codes[d], sums);
    }
    return clipped;
}

TK_FOR_AVX2 static uint64_t products_256(
    const tk_imc_block_group *g, const uint8_t *const *digits, const int32_t *scales, size_t digit_count, int32_t *sums) {
    counter_256 c;
    fill_256(&c, g, digits, digit_count);
    uint64_t clipped = 0;
    const uint8_t *w = g->weights;
    for (size_t n = 0; n < g->columns; n++, w += g->lanes * g->row_bytes, sums += TK_BLOCK) {
        for (size_t h = 0; h < 2; h++) {
            __m256i sum[4];
            for (int k = 0; k < 4; k++) sum[k] = _mm256_loadu_si256((const __m256i *)(sums + 16 * k + 8 * h));
            size_t d = 0;
            for (; d + 4 <= digit_count; d += 4) clipped += add_column_256(&c, w, h, d, scales + d, 4, sum);
            for (; d + 2 <= digit_count; d += 2) clipped += add_column_256(&c, w, h, d, scales + d, 2, sum);
            if (d < digit_count) clipped += add_column_256(&c, w, h, d, scales + d, 1, sum);
            for (int k = 0; k < 4; k++) _mm256_storeu_si256((__m256i *)(sums + 16 * k + 8 * h), sum[k]);
        }
    }
    return clipped;
}
#endif

uint64_t tk_imc_block_products(
    const tk_imc_block_group *g, const uint8_t *const *digits, const int32_t *scales, size_t digit_count, int32_t *sums) {
    switch (tk_vector_width()) {
#ifdef HAS_WIDE_FORMS
        case TK_AVX512: return products_512(g, digits, scales, digit_count, sums);
        case TK_AVX2: return products_256(g, digits, scales, digit_count, sums);
#endif
        default: return plain_products(g, digits, scales, digit_count, sums);
    }
}
