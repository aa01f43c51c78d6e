// SPDX-License-Identifier: Apache-2.0

// Partial sums of 16 vectors at a time, as two registers of eight numbers of 64 bits. What belongs to a vector stays in its lane of a
// register, so that each lane does what the loops over single sums do, in their order.
#include "tk_imc_wide.h"

#include "tk_random_wide.h"

#if defined(TK_FOR_AVX512)
#include <stdlib.h>
#include <string.h>

#pragma STDC FP_CONTRACT OFF

// Numbers in a register, and registers that are worked on together.
enum { width = 8, parts = 2, block = parts * width };

typedef struct {
    const tk_imc_table_group *group;
    size_t words;
    const uint64_t *rows;    // a digit of a block of vectors [planes of the digit][words][block]
    size_t digit_planes;
    __m512i streams[parts];  // of the draws
    double scale;            // what the digit counts
    // Indices are in range from `first_inside` to `first_inside` + `inside`.
    uint64_t first_inside, inside;
} reader;

// How the loops are specialized: constants in each of their copies.
typedef struct {
    size_t words;   // 0 where they are counted
    int is_single;
    int is_bipolar;
    int is_random;
    int is_linear;  // whether the values of codes are equally far apart
    size_t parts;   // registers that are worked on
} shape;

// The bits that are set in a digit's plane and in a plane of a cell, or that differ.
TK_INLINE_512 __m512i ones(const uint64_t *rows, const uint64_t *cell, size_t words, int is_bipolar) {
    __m512i count = _mm512_setzero_si512();
    for (size_t i = 0; i < words; i++) {
        const __m512i x = _mm512_loadu_si512(rows + i * block), w = _mm512_set1_epi64((long long)cell[i]);
        count = _mm512_add_epi64(count, _mm512_popcnt_epi64(is_bipolar ? _mm512_xor_si512(x, w) : _mm512_and_si512(x, w)));
    }
    return count;
}

// The indices of the partial sums of the digit with the cells of a lane.
TK_INLINE_512 __m512i indices(const reader *r, shape s, size_t part, const uint64_t *cells) {
    const size_t words = s.words ? s.words : r->words;
    const uint64_t *rows = r->rows + part * width;
    const __m512i offset = _mm512_set1_epi64(r->group->index_offset);
    if (s.is_bipolar) return _mm512_sub_epi64(offset, _mm512_slli_epi64(ones(rows, cells, words, 1), 1));
    if (s.is_single) return ones(rows, cells, words, 0);
    __m512i sum = offset;
    for (size_t c = 0; c < r->group->cell_planes; c++) {
        __m512i count = _mm512_setzero_si512();
        for (size_t d = r->digit_planes; d-- > 0;) {
            const __m512i plane = ones(rows + d * words * block, cells + c * words, words, 0);
            count = _mm512_add_epi64(_mm512_add_epi64(count, count), plane);
        }
        sum = _mm512_add_epi64(sum, _mm512_mul_epi32(count, _mm512_set1_epi64(r->group->plane_weights[c])));
    }
    return sum;
}

// The numbers of the codes drawn for indices; a draw is the lower half of a lane.
TK_INLINE_512 __m512i drawn(const tk_imc_table_group *g, __m512i index, __m512i draw) {
    const __m128i bits = _mm_cvtsi32_si128((int)g->bin_bits);
    const __m512i lower = _mm512_set1_epi64(0xFFFFFFFF);
    const __m512i moved = _mm512_sll_epi64(_mm512_and_si512(draw, lower), bits);
    const __m512i place = _mm512_add_epi64(_mm512_sll_epi64(index, bits), _mm512_srli_epi64(moved, 32));
    const __m512i entry = _mm512_i64gather_epi64(place, g->bins, 8);
    // The thresholds and the rest of the draws, both in the upper halves.
    const __mmask8 is_other = _mm512_cmpge_epu64_mask(_mm512_slli_epi64(moved, 32), _mm512_andnot_si512(lower, entry));
    return _mm512_and_si512(_mm512_mask_srli_epi64(entry, is_other, entry, 16), _mm512_set1_epi64(0xFFFF));
}

// Adds what a digit contributes to the products of a block, [columns][block]. Returns how many partial sums are beyond the range.
TK_INLINE_512 uint64_t add_digit(const reader *r, shape s, const __mmask8 *used, double *products) {
    const tk_imc_table_group *g = r->group;
    const size_t lane_words = g->cell_planes * r->words, size = s.is_random ? g->code_count : g->table_size;
    const uint64_t *cells = g->weights;
    const __m512d scale = _mm512_set1_pd(r->scale);
    const __m512i first_inside = _mm512_set1_epi64((long long)r->first_inside);
    const __m512i inside = _mm512_set1_epi64((long long)r->inside);
    __m512i random[parts];
    size_t place = 0;
    uint64_t clipped = 0;
    for (size_t i = 0; i < s.parts; i++) random[i] = _mm512_setzero_si512();
    for (size_t n = 0; n < g->columns; n++, products += block) {
        const double *values = s.is_random ? g->code_values : g->values;
        __m512d sum[parts];
        for (size_t i = 0; i < s.parts; i++) sum[i] = _mm512_setzero_pd();
        for (size_t q = 0; q < g->lanes; q++, place++, cells += lane_words, values += size) {
            // Two draws to a word.
            const __m512i word = _mm512_set1_epi64((long long)(place >> 1));
            for (size_t i = 0; i < s.parts && s.is_random; i++) {
                random[i] = place & 1 ? _mm512_srli_epi64(random[i], 32) : tk_words(r->streams[i], word);
            }
            for (size_t i = 0; i < s.parts; i++) {
                const __m512i index = indices(r, s, i, cells);
                const __m512i number = s.is_random ? drawn(g, index, random[i]) : index;
                __m512d value;
                if (s.is_linear) {
                    const __m512d step = _mm512_set1_pd(values[1] - values[0]);
                    value = _mm512_add_pd(_mm512_set1_pd(values[0]), _mm512_mul_pd(step, _mm512_cvtepi64_pd(number)));
                } else {
                    value = _mm512_i64gather_pd(number, values, 8);
                }
                sum[i] = _mm512_add_pd(sum[i], value);
                const __m512i place_inside = _mm512_sub_epi64(index, first_inside);
                clipped += (uint64_t)__builtin_popcount(_mm512_mask_cmpgt_epu64_mask(used[i], place_inside, inside));
            }
        }
        for (size_t i = 0; i < s.parts; i++) {
            double *out = products + i * width;
            _mm512_storeu_pd(out, _mm512_add_pd(_mm512_loadu_pd(out), _mm512_mul_pd(scale, sum[i])));
        }
    }
    return clipped;
}

// The common shapes as constants, so that the innermost loops are unrolled.
#define SHAPES(NAME, IS_RANDOM, IS_LINEAR, PARTS) \
    TK_FOR_AVX512 static uint64_t NAME(const reader *r, int is_single, int is_bipolar, const __mmask8 *used, double *products) { \
        if (is_bipolar) return add_digit(r, (shape){0, 0, 1, IS_RANDOM, IS_LINEAR, PARTS}, used, products); \
        if (!is_single) return add_digit(r, (shape){0, 0, 0, IS_RANDOM, IS_LINEAR, PARTS}, used, products); \
        if (r->words == 1) return add_digit(r, (shape){1, 1, 0, IS_RANDOM, IS_LINEAR, PARTS}, used, products); \
        if (r->words == 2) return add_digit(r, (shape){2, 1, 0, IS_RANDOM, IS_LINEAR, PARTS}, used, products); \
        return add_digit(r, (shape){0, 1, 0, IS_RANDOM, IS_LINEAR, PARTS}, used, products); \
    }
SHAPES(certain_1, 0, 0, 1)
SHAPES(certain_2, 0, 0, 2)
SHAPES(drawn_1, 1, 0, 1)
SHAPES(drawn_2, 1, 0, 2)
SHAPES(drawn_linear_1, 1, 1, 1)
SHAPES(drawn_linear_2, 1, 1, 2)
#undef SHAPES

typedef uint64_t (*digit_adder)(const reader *, int, int, const __mmask8 *, double *);

static digit_adder adder(const tk_imc_table_group *g, int is_linear, size_t count) {
    if (!g->bins) return count > width ? certain_2 : certain_1;
    if (is_linear) return count > width ? drawn_linear_2 : drawn_linear_1;
    return count > width ? drawn_2 : drawn_1;
}

// Whether the values of codes are first + step * number, rounded as the loops do it.
static int has_linear_values(const tk_imc_table_group *g) {
    if (!g->bins || g->code_count < 2) return 0;
    for (size_t q = 0; q < g->lanes; q++) {
        const double *values = g->code_values + q * g->code_count;
        const double first = values[0], step = values[1] - values[0];
        int is_linear = 1;
        for (size_t i = 0; i < g->code_count; i++) is_linear &= first + step * (double)i == values[i];
        if (!is_linear) return 0;
    }
    return 1;
}

// Finds the interval of indices that are in range. Returns 0 where they are no interval.
static int find_inside(const tk_imc_table_group *g, reader *r) {
    size_t first = 0, last = g->table_size;
    while (first < last && g->is_clipped[first]) first++;
    while (last > first && g->is_clipped[last - 1]) last--;
    if (first == last || memchr(g->is_clipped + first, 1, last - first)) return 0;
    r->first_inside = first;
    r->inside = last - 1 - first;
    return 1;
}

// Turns a digit of `count` vectors around, zeros beyond.
static void turn_rows(const uint64_t *planes, size_t stride, size_t count, size_t size, uint64_t *rows) {
    for (size_t j = 0; j < size; j++) {
        for (size_t v = 0; v < count; v++) rows[j * block + v] = planes[v * stride + j];
        for (size_t v = count; v < block; v++) rows[j * block + v] = 0;
    }
}

TK_FOR_AVX512 static uint64_t add_block(
    reader *r, const tk_imc_coding *coding, const uint64_t *planes, size_t count, uint64_t first_vector, int is_linear,
    uint64_t *rows, double *products) {
    const tk_imc_table_group *g = r->group;
    const int is_single = g->cell_planes == 1 && coding->digit_planes == 1 && g->index_offset == 0;
    const digit_adder add = adder(g, is_linear, count);
    __mmask8 used[parts];
    __m512i keys[parts];
    for (size_t i = 0; i < parts; i++) {
        const size_t left = count > i * width ? count - i * width : 0;
        used[i] = (__mmask8)(left >= width ? 0xFF : (1u << left) - 1);
        const __m512i vector = tk_counted_from(first_vector + i * width);
        keys[i] = tk_words(tk_words(_mm512_set1_epi64((long long)g->key), vector), _mm512_set1_epi64((long long)g->group));
    }
    uint64_t clipped = 0;
    for (size_t t = 0; t < coding->digits; t++) {
        const size_t plane = t * coding->digit_planes, left = coding->planes - plane;
        r->digit_planes = left < coding->digit_planes ? left : coding->digit_planes;
        r->scale = coding->digit_scales[t];
        turn_rows(planes + plane * r->words, coding->planes * r->words, count, r->digit_planes * r->words, rows);
        for (size_t i = 0; i < parts; i++) r->streams[i] = tk_words(keys[i], _mm512_set1_epi64((long long)t));
        clipped += add(r, is_single, coding->is_bipolar, used, products);
    }
    return clipped;
}

size_t tk_imc_wide_products(
    const tk_imc_table_group *g, const tk_imc_coding *coding, const uint64_t *planes, size_t vectors,
    uint64_t first_vector, double *sums, uint64_t *clipped) {
    const size_t row_words = coding->digit_planes * g->words * block, lanes = g->columns * block;
    // Fewer vectors in a register are faster one by one.
    const size_t least = g->bins || g->cell_planes * coding->digit_planes > 1 ? 3 : 6;
    reader r = {.group = g, .words = g->words, .inside = ~(uint64_t)0};
    if (vectors < least || (clipped && !find_inside(g, &r))) return 0;
    uint64_t *rows = malloc((row_words + lanes) * sizeof *rows);
    if (!rows) return 0;
    double *products = (double *)(rows + row_words);
    r.rows = rows;
    const int is_linear = has_linear_values(g);
    size_t first = 0;
    for (; vectors - first >= least; first += vectors - first < block ? vectors - first : block) {
        const size_t count = vectors - first < block ? vectors - first : block;
        double *out = sums + first * g->columns;
        memset(products, 0, lanes * sizeof *products);
        for (size_t v = 0; v < count; v++) {
            for (size_t n = 0; n < g->columns; n++) products[n * block + v] = out[v * g->columns + n];
        }
        const uint64_t beyond = add_block(
            &r, coding, planes + first * coding->planes * g->words, count, first_vector + first, is_linear, rows, products);
        if (clipped) *clipped += beyond;
        for (size_t v = 0; v < count; v++) {
            for (size_t n = 0; n < g->columns; n++) out[v * g->columns + n] = products[n * block + v];
        }
    }
    free(rows);
    return first;
}
#else
size_t tk_imc_wide_products(
    const tk_imc_table_group *g, const tk_imc_coding *coding, const uint64_t *planes, size_t vectors,
    uint64_t first_vector, double *sums, uint64_t *clipped) {
    return 0;
}
#endif
