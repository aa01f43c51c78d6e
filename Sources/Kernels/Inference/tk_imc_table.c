// SPDX-License-Identifier: Apache-2.0

#include "tk_imc.h"
#include "tk_imc_wide.h"
#include "tk_normal_inline.h"
#include "tk_processor.h"
#include "tk_target.h"

#pragma STDC FP_CONTRACT OFF

#define ALWAYS_INLINE static inline __attribute__((always_inline))

#if defined(__aarch64__) && !defined(TK_PORTABLE)
#include <arm_neon.h>

// The bits of two words at a time: their bytes are counted, and added up in the end.
ALWAYS_INLINE int64_t neon_ones(const uint64_t *x, const uint64_t *w, size_t words, int is_bipolar) {
    int64_t count = 0;
    size_t i = 0;
    for (; i + 2 <= words; i += 2) {
        const uint64x2_t a = vld1q_u64(x + i), b = vld1q_u64(w + i);
        const uint64x2_t both = is_bipolar ? veorq_u64(a, b) : vandq_u64(a, b);
        count += vaddlvq_u8(vcntq_u8(vreinterpretq_u8_u64(both)));
    }
    if (i < words) count += __builtin_popcountll(is_bipolar ? x[i] ^ w[i] : x[i] & w[i]);
    return count;
}
#endif

ALWAYS_INLINE int64_t ones(const uint64_t *x, const uint64_t *w, size_t words, int is_bipolar, int is_neon) {
#if defined(__aarch64__) && !defined(TK_PORTABLE)
    if (is_neon) return neon_ones(x, w, words, is_bipolar);
#endif
    int64_t count = 0;
    for (size_t i = 0; i < words; i++) count += __builtin_popcountll(is_bipolar ? x[i] ^ w[i] : x[i] & w[i]);
    return count;
}

// The index of the partial sum of a digit with the cells of a lane.
ALWAYS_INLINE size_t index_of(
    const tk_imc_table_group *g, const uint64_t *x, size_t digit_planes, const uint64_t *w, size_t words, int is_single,
    int is_bipolar, int is_neon) {
    if (is_bipolar) return (size_t)(g->index_offset - 2 * ones(x, w, words, 1, is_neon));
    if (is_single) return (size_t)ones(x, w, words, 0, is_neon);
    int64_t sum = g->index_offset;
    for (size_t c = 0; c < g->cell_planes; c++) {
        int64_t part = 0;
        for (size_t d = 0; d < digit_planes; d++) part += ones(x + d * words, w + c * words, words, 0, is_neon) << d;
        sum += part * g->plane_weights[c];
    }
    return (size_t)sum;
}

// The number of a code drawn for an index.
ALWAYS_INLINE size_t drawn(const tk_imc_table_group *g, size_t index, uint32_t draw) {
    uint64_t entry = g->bins[(index << g->bin_bits) + (size_t)((uint64_t)draw << g->bin_bits >> 32)];
    uint32_t rest = draw << g->bin_bits;
    // A shift instead of a branch that nobody could foresee.
    return entry >> (rest < (uint32_t)(entry >> 32) ? 0 : 16) & 0xFFFF;
}

ALWAYS_INLINE void observe(
    const tk_imc_table_group *g, const tk_imc_record *record, size_t place, size_t index, int32_t code) {
    if (record->clipped) *record->clipped += g->is_clipped[index];
    if (record->histogram) record->histogram[index]++;
    if (record->codes) record->codes[place] = code;
}

ALWAYS_INLINE void products(
    const tk_imc_table_group *g, const tk_imc_coding *coding, const uint64_t *planes, size_t vectors,
    uint64_t first_vector, double *sums, const tk_imc_record *record, int is_counting, size_t words, int is_single,
    int is_bipolar, int is_random, int is_neon) {
    uint64_t clipped = 0;
    const size_t lane_words = g->cell_planes * words, columns = g->columns, lanes = g->lanes;
    for (size_t v = 0; v < vectors; v++) {
        uint64_t key = is_random ? tk_word(tk_word(g->key, first_vector + v), g->group) : 0;
        for (size_t t = 0; t < coding->digits; t++) {
            const size_t first_plane = t * coding->digit_planes;
            const size_t left = coding->planes - first_plane;
            const size_t digit_planes = left < coding->digit_planes ? left : coding->digit_planes;
            const uint64_t *x = planes + (v * coding->planes + first_plane) * words;
            const uint64_t stream = is_random ? tk_word(key, t) : 0;
            const double scale = coding->digit_scales[t];
            const uint64_t *w = g->weights;
            double *out = sums + v * columns;
            uint64_t random = 0;
            for (size_t n = 0; n < columns; n++) {
                double sum = 0;
                const double *values = is_random ? g->code_values : g->values;
#pragma clang loop vectorize(disable) unroll_count(8)
                for (size_t q = 0; q < lanes; q++, w += lane_words) {
                    size_t index = index_of(g, x, digit_planes, w, words, is_single, is_bipolar, is_neon);
                    size_t number = index;
                    if (is_random) {
                        // Two draws to a word; column and lane together number them.
                        size_t place = n * lanes + q;
                        random = place & 1 ? random >> 32 : tk_word(stream, place >> 1);
                        number = drawn(g, index, (uint32_t)random);
                    }
                    sum += values[number];
                    values += is_random ? g->code_count : g->table_size;
                    if (is_counting) {
                        clipped += g->is_clipped[index];
                    } else if (record) {
                        size_t place = ((t * lanes + q) * record->code_vectors + v) * columns + n;
                        int32_t code = is_random ? g->lowest_code + (int32_t)number : g->codes[index];
                        observe(g, record, place, index, code);
                    }
                }
                out[n] += scale * sum;
            }
        }
    }
    if (is_counting) *record->clipped += clipped;
}

// The common sizes as constants, so that the innermost loops are unrolled.
ALWAYS_INLINE void specialized(
    const tk_imc_table_group *g, const tk_imc_coding *coding, const uint64_t *planes, size_t vectors,
    uint64_t first_vector, double *sums, const tk_imc_record *record, int is_counting,
    int is_random, int is_neon) {
#define PRODUCTS(words, is_single, is_bipolar) \
    products( \
        g, coding, planes, vectors, first_vector, sums, record, is_counting, words, is_single, is_bipolar, is_random, \
        is_neon)
    const int is_single = g->cell_planes == 1 && coding->digit_planes == 1 && g->index_offset == 0;
    if (coding->is_bipolar) {
        PRODUCTS(g->words, 0, 1);
    } else if (!is_single) {
        PRODUCTS(g->words, 0, 0);
    } else if (g->words == 1) {
        PRODUCTS(1, 1, 0);
    } else if (g->words == 2) {
        PRODUCTS(2, 1, 0);
    } else {
        PRODUCTS(g->words, 1, 0);
    }
#undef PRODUCTS
}

ALWAYS_INLINE void dispatched(
    const tk_imc_table_group *g, const tk_imc_coding *coding, const uint64_t *planes, size_t vectors,
    uint64_t first_vector, double *sums, const tk_imc_record *record, int is_neon) {
    const int is_counting = record && record->clipped && !record->codes && !record->histogram;
#define SPECIALIZED(record, is_counting) \
    if (g->bins) { \
        specialized(g, coding, planes, vectors, first_vector, sums, record, is_counting, 1, is_neon); \
    } else { \
        specialized(g, coding, planes, vectors, first_vector, sums, record, is_counting, 0, is_neon); \
    }
    if (is_counting) {
        SPECIALIZED(record, 1)
    } else if (record) {
        SPECIALIZED(record, 0)
    } else {
        SPECIALIZED(NULL, 0)
    }
#undef SPECIALIZED
}

static void portable_products(
    const tk_imc_table_group *g, const tk_imc_coding *coding, const uint64_t *planes, size_t vectors,
    uint64_t first_vector, double *sums, const tk_imc_record *record) {
    dispatched(g, coding, planes, vectors, first_vector, sums, record, 0);
}

#if defined(__aarch64__) && !defined(TK_PORTABLE)
static void neon_products(
    const tk_imc_table_group *g, const tk_imc_coding *coding, const uint64_t *planes, size_t vectors,
    uint64_t first_vector, double *sums, const tk_imc_record *record) {
    dispatched(g, coding, planes, vectors, first_vector, sums, record, 1);
}
#endif

#if defined(TK_FOR_AVX2)
TK_FOR_AVX2 static void avx2_products(
    const tk_imc_table_group *g, const tk_imc_coding *coding, const uint64_t *planes, size_t vectors,
    uint64_t first_vector, double *sums, const tk_imc_record *record) {
    dispatched(g, coding, planes, vectors, first_vector, sums, record, 0);
}
#endif

void tk_imc_table_products(
    const tk_imc_table_group *g, const tk_imc_coding *coding, const uint64_t *planes, size_t vectors,
    uint64_t first_vector, double *sums, const tk_imc_record *record) {
    const int is_plain = !record || !(record->codes || record->histogram);
    uint64_t *clipped = record ? record->clipped : NULL;
    if (is_plain && tk_vector_width() >= TK_AVX512) {
        const size_t done = tk_imc_wide_products(g, coding, planes, vectors, first_vector, sums, clipped);
        planes += done * coding->planes * g->words;
        vectors -= done;
        first_vector += done;
        sums += done * g->columns;
        if (vectors == 0) return;
    }
#if defined(TK_FOR_AVX2)
    if (tk_vector_width() >= TK_AVX2) {
        avx2_products(g, coding, planes, vectors, first_vector, sums, record);
        return;
    }
#elif defined(__aarch64__) && !defined(TK_PORTABLE)
    if (tk_vector_width() == TK_NEON) {
        neon_products(g, coding, planes, vectors, first_vector, sums, record);
        return;
    }
#endif
    portable_products(g, coding, planes, vectors, first_vector, sums, record);
}
