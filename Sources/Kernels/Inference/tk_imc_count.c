// SPDX-License-Identifier: Apache-2.0

// Partial sums of 32 vectors at a time. The rows are cut into groups of four; a shuffle looks up how many of the four rows that
// are switched on have a cell that conducts, for all vectors at once. Everything is a whole number, so that the order of
// additions does not matter and the products are those of the loops over single sums.
#include "tk_imc_count.h"

#if defined(__x86_64__) && !defined(TK_PORTABLE)
#include <immintrin.h>
#include <stdlib.h>
#include <string.h>

#define AVX2 __attribute__((target("avx2,popcnt")))
#define INLINE AVX2 static inline __attribute__((always_inline))

// Vectors that are worked on at a time; rows of a nibble and the values that it has; digits that share look-ups.
enum { block = 32, nibble_rows = 4, nibble_values = 16, word_nibbles = 16, digit_block = 4, most_digits = 16 };

typedef struct {
    const tk_imc_table_group *group;
    const tk_imc_counting *counting;
    const uint8_t *weights;  // places in `tables` of the nibbles of a lane [columns][lanes][nibbles]
    const uint8_t *rows;     // nibbles of the vectors [digits][nibbles][block]
    uint8_t tables[nibble_values * nibble_values];  // by the weights' nibble and the rows' nibble: how many conduct
    uint8_t codes[256];      // by count, padded
    size_t nibbles;
    size_t chunks;           // of 16 codes that counts can reach
    int is_clamped;          // whether a code is the count, or the top where that is larger
} counter;

static void fill_tables(counter *c, int is_bipolar) {
    for (unsigned w = 0; w < nibble_values; w++) {
        for (unsigned x = 0; x < nibble_values; x++) {
            c->tables[w * nibble_values + x] = (uint8_t)__builtin_popcount(is_bipolar ? w ^ x : w & x);
        }
    }
    memcpy(c->codes, c->counting->codes, c->counting->size);
    memset(c->codes + c->counting->size, 0, sizeof c->codes - c->counting->size);
    c->chunks = (c->counting->size + 15) / 16;
    c->is_clamped = 1;
    for (size_t i = 0; i < c->counting->size; i++) {
        uint8_t top = c->counting->top;
        c->is_clamped &= c->codes[i] == (i < top ? i : top);
    }
}

static void fill_weights(const counter *c, uint8_t *places) {
    const tk_imc_table_group *g = c->group;
    for (size_t lane = 0; lane < g->columns * g->lanes; lane++) {
        for (size_t j = 0; j < c->nibbles; j++) {
            uint64_t word = g->weights[lane * g->words + j / word_nibbles];
            *places++ = (uint8_t)((word >> nibble_rows * (j % word_nibbles) & 15) * nibble_values);
        }
    }
}

// The bytes of eight words: byte i of word k goes to rows[i][k].
INLINE void transpose_words(const uint64_t *words, size_t stride, uint8_t rows[8][block]) {
    __m128i a[4], b[4];
    for (int i = 0; i < 4; i++) {
        a[i] = _mm_set_epi64x((long long)words[(2 * i + 1) * stride], (long long)words[2 * i * stride]);
        // Bytes of the two words by turns.
        a[i] = _mm_unpacklo_epi8(a[i], _mm_unpackhi_epi64(a[i], a[i]));
    }
    b[0] = _mm_unpacklo_epi16(a[0], a[1]);
    b[1] = _mm_unpackhi_epi16(a[0], a[1]);
    b[2] = _mm_unpacklo_epi16(a[2], a[3]);
    b[3] = _mm_unpackhi_epi16(a[2], a[3]);
    for (int i = 0; i < 2; i++) {
        __m128i low = _mm_unpacklo_epi32(b[i], b[i + 2]), high = _mm_unpackhi_epi32(b[i], b[i + 2]);
        _mm_storel_epi64((__m128i *)rows[4 * i], low);
        _mm_storel_epi64((__m128i *)rows[4 * i + 1], _mm_unpackhi_epi64(low, low));
        _mm_storel_epi64((__m128i *)rows[4 * i + 2], high);
        _mm_storel_epi64((__m128i *)rows[4 * i + 3], _mm_unpackhi_epi64(high, high));
    }
}

// The nibbles of a digit of `count` vectors, zeros beyond. Returns whether any bit is set.
INLINE int fill_rows(
    const counter *c, const uint64_t *planes, size_t vector_stride, size_t count, uint8_t *nibbles) {
    uint64_t any = 0;
    for (size_t w = 0; w < c->group->words; w++) {
        uint64_t words[block] = {0};
        for (size_t v = 0; v < count; v++) any |= words[v] = planes[v * vector_stride + w];
        uint8_t bytes[8][block];
        for (size_t v = 0; v < block; v += 8) transpose_words(words + v, 1, (uint8_t(*)[block])(bytes[0] + v));
        const __m256i mask = _mm256_set1_epi8(15);
        for (size_t i = 0; i < 8; i++) {
            const size_t j = w * word_nibbles + 2 * i;
            const __m256i both = _mm256_loadu_si256((const __m256i *)bytes[i]);
            if (j < c->nibbles) {
                _mm256_storeu_si256((__m256i *)(nibbles + j * block), _mm256_and_si256(both, mask));
            }
            if (j + 1 < c->nibbles) {
                const __m256i upper = _mm256_and_si256(_mm256_srli_epi16(both, 4), mask);
                _mm256_storeu_si256((__m256i *)(nibbles + (j + 1) * block), upper);
            }
        }
    }
    return any != 0;
}

// The codes of counts.
INLINE __m256i converted(const counter *c, __m256i counts) {
    if (c->is_clamped) return _mm256_min_epu8(counts, _mm256_set1_epi8((char)c->counting->top));
    __m256i codes = _mm256_setzero_si256();
    for (size_t chunk = 0; chunk < c->chunks; chunk++) {
        const __m256i table = _mm256_broadcastsi128_si256(_mm_loadu_si128((const __m128i *)(c->codes + 16 * chunk)));
        const __m256i place = _mm256_sub_epi8(counts, _mm256_set1_epi8((char)(16 * chunk)));
        // Places from 0 to 15 stay below 128, others do not, and a shuffle makes zero of those.
        codes = _mm256_or_si256(codes, _mm256_shuffle_epi8(table, _mm256_adds_epu8(place, _mm256_set1_epi8(0x70))));
    }
    return codes;
}

// Adds what a column makes of up to four digits, times what those count, to `sums`: four vectors of eight, in the order in which
// unpacking leaves them. Returns how many partial sums are beyond the range.
INLINE uint64_t add_column(
    const counter *c, size_t column, const uint8_t *const *rows, const int32_t *scales, size_t digits, int is_counting,
    __m256i sums[4]) {
    const size_t lanes = c->group->lanes, nibbles = c->nibbles;
    const uint8_t *places = c->weights + column * lanes * nibbles;
    const __m256i zero = _mm256_setzero_si256();
    const __m256i first_clipped = _mm256_set1_epi8((char)c->counting->first_clipped);
    __m256i low[digit_block], high[digit_block];
    uint64_t clipped = 0;
    for (size_t d = 0; d < digits; d++) low[d] = high[d] = zero;
    for (size_t q = 0; q < lanes; q++, places += nibbles) {
        __m256i counts[digit_block];
        for (size_t d = 0; d < digits; d++) counts[d] = zero;
        for (size_t j = 0; j < nibbles; j++) {
            const __m256i table = _mm256_broadcastsi128_si256(_mm_loadu_si128((const __m128i *)(c->tables + places[j])));
            for (size_t d = 0; d < digits; d++) {
                const __m256i x = _mm256_loadu_si256((const __m256i *)(rows[d] + j * block));
                counts[d] = _mm256_add_epi8(counts[d], _mm256_shuffle_epi8(table, x));
            }
        }
        const __m256i factor = _mm256_set1_epi16((short)c->counting->factors[q]);
        const __m256i complement = _mm256_set1_epi8((char)c->counting->complements[q]);
        for (size_t d = 0; d < digits; d++) {
            if (is_counting) {
                const __m256i beyond = _mm256_cmpeq_epi8(_mm256_max_epu8(counts[d], first_clipped), counts[d]);
                clipped += (uint64_t)__builtin_popcount((uint32_t)_mm256_movemask_epi8(beyond));
            }
            // The top less the code is the code with all bits turned, less what is missing to 255.
            __m256i codes = converted(c, counts[d]);
            codes = _mm256_sub_epi8(_mm256_xor_si256(codes, complement), _mm256_and_si256(
                complement, _mm256_set1_epi8((char)(255 - c->counting->top))));
            low[d] = _mm256_add_epi16(low[d], _mm256_mullo_epi16(_mm256_unpacklo_epi8(codes, zero), factor));
            high[d] = _mm256_add_epi16(high[d], _mm256_mullo_epi16(_mm256_unpackhi_epi8(codes, zero), factor));
        }
    }
    for (size_t d = 0; d < digits; d++) {
        const __m256i scale = _mm256_set1_epi32(scales[d]);
        const __m256i parts[4] = {
            _mm256_unpacklo_epi16(low[d], zero), _mm256_unpackhi_epi16(low[d], zero),
            _mm256_unpacklo_epi16(high[d], zero), _mm256_unpackhi_epi16(high[d], zero)};
        for (int i = 0; i < 4; i++) sums[i] = _mm256_add_epi32(sums[i], _mm256_mullo_epi32(parts[i], scale));
    }
    return clipped;
}

// The digits of a block of vectors that have a row switched on.
typedef struct {
    const uint8_t *rows[most_digits];
    int32_t scales[most_digits];
    size_t digits;
    double constant;  // what is to be added to every product
} block_digits;

INLINE uint64_t add_columns(
    const counter *c, const block_digits *b, size_t count, double *out, int is_counting) {
    const size_t columns = c->group->columns;
    uint64_t clipped = 0;
    for (size_t n = 0; n < columns; n++) {
        __m256i sums[4];
        for (int i = 0; i < 4; i++) sums[i] = _mm256_setzero_si256();
        size_t d = 0;
        for (; d + digit_block <= b->digits; d += digit_block) {
            clipped += add_column(c, n, b->rows + d, b->scales + d, digit_block, is_counting, sums);
        }
        for (; d < b->digits; d++) clipped += add_column(c, n, b->rows + d, b->scales + d, 1, is_counting, sums);
        int32_t ordered[block];
        for (int i = 0; i < 4; i++) {
            _mm_storeu_si128((__m128i *)(ordered + 4 * i), _mm256_castsi256_si128(sums[i]));
            _mm_storeu_si128((__m128i *)(ordered + 16 + 4 * i), _mm256_extracti128_si256(sums[i], 1));
        }
        for (size_t v = 0; v < count; v++) out[v * columns + n] += (double)ordered[v] + b->constant;
    }
    return clipped;
}

INLINE uint64_t count_block(
    const counter *c, const tk_imc_coding *coding, const uint64_t *planes, size_t count, double *out, uint8_t *nibbles,
    int is_counting) {
    block_digits b = {.digits = 0, .constant = 0};
    const size_t stride = coding->planes * c->group->words;
    for (size_t t = 0; t < coding->digits; t++) {
        uint8_t *rows = nibbles + t * c->nibbles * block;
        const double scale = coding->digit_scales[t];
        b.constant += scale * c->counting->constant;
        if (fill_rows(c, planes + t * c->group->words, stride, count, rows) || coding->is_bipolar) {
            b.rows[b.digits] = rows;
            b.scales[b.digits++] = (int32_t)scale;
        } else {
            b.constant += scale * c->counting->silent;
        }
    }
    return is_counting ? add_columns(c, &b, count, out, 1) : add_columns(c, &b, count, out, 0);
}

AVX2 static int count_products(
    const tk_imc_table_group *g, const tk_imc_coding *coding, const uint64_t *planes, size_t vectors, double *sums,
    uint64_t *clipped) {
    counter c = {.group = g, .counting = g->counting, .nibbles = (g->counting->rows + nibble_rows - 1) / nibble_rows};
    const size_t weight_bytes = g->columns * g->lanes * c.nibbles;
    uint8_t *bytes = malloc(weight_bytes + coding->digits * c.nibbles * block);
    if (!bytes) return 0;
    fill_tables(&c, coding->is_bipolar);
    fill_weights(&c, bytes);
    c.weights = bytes;
    for (size_t first = 0; first < vectors; first += block) {
        const size_t count = vectors - first < block ? vectors - first : block;
        const uint64_t beyond = count_block(
            &c, coding, planes + first * coding->planes * g->words, count, sums + first * g->columns, bytes + weight_bytes,
            clipped != 0);
        if (clipped) *clipped += beyond;
    }
    free(bytes);
    return 1;
}

int tk_imc_count_products(
    const tk_imc_table_group *g, const tk_imc_coding *coding, const uint64_t *planes, size_t vectors, double *sums,
    uint64_t *clipped) {
    if (!__builtin_cpu_supports("avx2") || !__builtin_cpu_supports("popcnt")) return 0;
    return count_products(g, coding, planes, vectors, sums, clipped);
}
#else
int tk_imc_count_products(
    const tk_imc_table_group *g, const tk_imc_coding *coding, const uint64_t *planes, size_t vectors, double *sums,
    uint64_t *clipped) {
    return 0;
}
#endif
