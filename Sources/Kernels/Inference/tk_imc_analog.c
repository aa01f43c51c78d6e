// SPDX-License-Identifier: Apache-2.0

#include "tk_imc.h"
#include "tk_normal_inline.h"
#include "tk_processor.h"
#include "tk_target.h"

#include <math.h>

// Additions and multiplications are rounded one by one, as the portable form does; where a fused operation is meant it is
// written as one.
#pragma STDC FP_CONTRACT OFF

#define ALWAYS_INLINE static inline __attribute__((always_inline))

// Columns that are worked on at a time, as eight vectors of four.
enum { tile = 32, vector_lanes = 4, tile_vectors = tile / vector_lanes };
typedef double four __attribute__((vector_size(32)));
typedef double four_unaligned __attribute__((vector_size(32), aligned(8)));

typedef struct {
    const uint64_t *planes;  // of a digit [digit_planes][words]
    size_t digit_planes;
    size_t words;
    size_t rows;
    int is_bipolar;
} digit_source;

// Rows of a word that contribute: those whose digit is not zero.
ALWAYS_INLINE uint64_t active_rows(const digit_source *source, size_t word) {
    if (source->is_bipolar) {
        size_t left = source->rows - 64 * word;
        return left >= 64 ? ~(uint64_t)0 : ((uint64_t)1 << left) - 1;
    }
    uint64_t any = 0;
    for (size_t d = 0; d < source->digit_planes; d++) any |= source->planes[d * source->words + word];
    return any;
}

ALWAYS_INLINE double digit_of(const digit_source *source, size_t word, size_t bit) {
    unsigned value = 0;
    for (size_t d = 0; d < source->digit_planes; d++) {
        value |= (unsigned)(source->planes[d * source->words + word] >> bit & 1) << d;
    }
    return source->is_bipolar ? 2 * (double)value - 1 : (double)value;
}

// Sums of digit (or its square) times matrix element over a tile of columns, row after row.
ALWAYS_INLINE void accumulate(
    const digit_source *source, const double *matrix, size_t stride, int is_binary, int is_squared, double *out) {
    four sum[tile_vectors];
    for (int i = 0; i < tile_vectors; i++) sum[i] = (four){0, 0, 0, 0};
    for (size_t word = 0; word < source->words; word++) {
        for (uint64_t active = active_rows(source, word); active; active &= active - 1) {
            size_t bit = (size_t)__builtin_ctzll(active);
            const four_unaligned *row = (const four_unaligned *)(matrix + (64 * word + bit) * stride);
            if (is_binary) {
#pragma clang loop unroll(full)
                for (int i = 0; i < tile_vectors; i++) sum[i] += row[i];
            } else {
                double value = digit_of(source, word, bit);
                if (is_squared) value *= value;
                four digits = {value, value, value, value};
#pragma clang loop unroll(full)
                for (int i = 0; i < tile_vectors; i++) {
                    sum[i] = __builtin_elementwise_fma(digits, (four)row[i], sum[i]);
                }
            }
        }
    }
    for (int i = 0; i < tile_vectors; i++) ((four_unaligned *)out)[i] = sum[i];
}

ALWAYS_INLINE void accumulate_digits(const digit_source *source, const double *matrix, size_t stride, double *out) {
    if (source->digit_planes == 1 && !source->is_bipolar) {
        accumulate(source, matrix, stride, 1, 0, out);
    } else {
        accumulate(source, matrix, stride, 0, 0, out);
    }
}

// What the digits of all rows add up to.
ALWAYS_INLINE double digit_sum(const digit_source *source) {
    int64_t sum = 0;
    for (size_t word = 0; word < source->words; word++) {
        for (size_t d = 0; d < source->digit_planes; d++) {
            sum += (int64_t)__builtin_popcountll(source->planes[d * source->words + word]) << d;
        }
    }
    return source->is_bipolar ? 2 * (double)sum - (double)source->rows : (double)sum;
}

ALWAYS_INLINE double rounded(double t, tk_imc_rounding rounding) {
    if (rounding == TK_IMC_HALF_UP) return floor(t + 0.5);
    return rounding == TK_IMC_FLOOR ? floor(t) : rint(t);
}

// t with the deviation of the converter's curve at t, which is straight between neighbouring codes.
ALWAYS_INLINE double bent(const tk_imc_converter *a, double t) {
    double place = t - a->lowest_code;
    double last = a->highest_code - a->lowest_code;
    place = place < 0 ? 0 : (place > last ? last : place);
    size_t below = (size_t)place;
    if ((double)below == last) return t + a->nonlinearity[below];
    double share = place - (double)below;
    return t + (a->nonlinearity[below] * (1 - share) + a->nonlinearity[below + 1] * share);
}

ALWAYS_INLINE double thresholds_below(const tk_imc_converter *a, double t) {
    size_t low = 0, high = a->threshold_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (a->thresholds[middle] < t) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return (double)low;
}

// Turns t into codes.
ALWAYS_INLINE void quantize(const tk_imc_converter *a, double *t, size_t count) {
    if (a->nonlinearity) {
        for (size_t i = 0; i < count; i++) t[i] = bent(a, t[i]);
    }
    if (a->kind == TK_IMC_THRESHOLDS) {
        for (size_t i = 0; i < count; i++) t[i] = thresholds_below(a, t[i]);
        return;
    }
    const double low = a->lowest_code, high = a->highest_code;
#define QUANTIZE(rounding)                              \
    for (size_t i = 0; i < count; i++) {                \
        double code = rounded(t[i], rounding);          \
        code = code < low ? low : code;                 \
        t[i] = code > high ? high : code;               \
    }
    if (a->rounding == TK_IMC_HALF_UP) {
        QUANTIZE(TK_IMC_HALF_UP)
    } else if (a->rounding == TK_IMC_FLOOR) {
        QUANTIZE(TK_IMC_FLOOR)
    } else {
        QUANTIZE(TK_IMC_HALF_EVEN)
    }
#undef QUANTIZE
}

// Points of a line, for sums that have the same digits.
ALWAYS_INLINE void follow(tk_imc_line line, double digits, const double *sums, size_t count, double *out) {
    const double shift = line.digit * digits + line.constant;
    for (size_t i = 0; i < count; i++) out[i] = (line.level * sums[i] + shift) / line.divisor;
}

void tk_imc_convert(const tk_imc_converter *a, const double *partial_sums, size_t count, double *codes) {
    if (a->kind == TK_IMC_NONE) {
        for (size_t i = 0; i < count; i++) codes[i] = partial_sums[i];
        return;
    }
    follow(a->position, 0, partial_sums, count, codes);
    quantize(a, codes, count);
}

// Normal numbers number first ..< first + tile of a stream; `first` is even. A word makes two.
ALWAYS_INLINE void draw_normals(const double *table, uint64_t stream, size_t first, double *out) {
    uint64_t words[tile / 2];
    for (size_t i = 0; i < tile / 2; i++) words[i] = tk_word(stream, first / 2 + i);
#pragma clang loop vectorize(disable) unroll_count(4)
    for (size_t i = 0; i < tile / 2; i++) {
        out[2 * i] = tk_normal_of(table, (uint32_t)words[i]);
        out[2 * i + 1] = tk_normal_of(table, (uint32_t)(words[i] >> 32));
    }
}

// Adds what errors of inputs contribute to the variances of a tile. It only adds, which all forms of the loops do alike, and
// few designs need it, so that it stays out of them.
static __attribute__((noinline)) void add_input_variances(
    const tk_imc_analog_group *g, digit_source source, size_t first, double *variances) {
    double inputs[tile];
    accumulate(&source, g->input_variances + first, g->stride, 1, 0, inputs);
    for (size_t i = 0; i < tile; i++) variances[i] = g->variances ? variances[i] + inputs[i] : inputs[i];
}

// Adds the noise of a read to the partial sums of a tile.
ALWAYS_INLINE void add_noise(
    const tk_imc_analog_group *g, uint64_t stream, size_t first, const double *variances, double *p) {
    double normals[tile];
    draw_normals(g->normal_table, stream, first, normals);
    if (!g->variances && !g->input_variances) {
        const double sigma = sqrt(g->column_variance);
        for (size_t i = 0; i < tile; i++) p[i] += sigma * normals[i];
        return;
    }
    for (size_t i = 0; i < tile; i++) p[i] += sqrt(g->column_variance + variances[i]) * normals[i];
}

ALWAYS_INLINE void add_injected(
    const tk_imc_analog_group *g, size_t digit, uint64_t vector, size_t first, double *p) {
    for (size_t i = 0; i < tile && first + i < g->columns * g->lanes; i++) {
        size_t lane = (first + i) / g->columns, column = (first + i) % g->columns;
        p[i] += g->injected[((digit * g->lanes + lane) * g->injected_vectors + vector) * g->columns + column];
    }
}

ALWAYS_INLINE uint64_t beyond_range(const tk_imc_converter *a, const double *t, size_t count) {
    uint64_t beyond = 0;
    if (a->kind == TK_IMC_NONE || (a->kind == TK_IMC_THRESHOLDS && a->threshold_count == 0)) return 0;
    double low = a->lowest_code - 0.5, high = a->highest_code + 0.5;
    if (a->kind == TK_IMC_THRESHOLDS) {
        // A code beyond the first or last threshold is in range as far as its neighbours are wide.
        const double *first = a->thresholds, *last = first + a->threshold_count - 1;
        low = a->threshold_count > 1 ? 2 * first[0] - first[1] : first[0];
        high = a->threshold_count > 1 ? 2 * last[0] - last[-1] : last[0];
    } else if (a->rounding == TK_IMC_FLOOR) {
        low += 0.5;
        high += 0.5;
    }
    for (size_t i = 0; i < count; i++) beyond += (t[i] < low) | (t[i] > high);
    return beyond;
}

// What the converters of columns add to t.
ALWAYS_INLINE void add_errors(const tk_imc_analog_group *g, size_t first, double *t) {
    if (g->gains) {
        for (size_t i = 0; i < tile; i++) t[i] *= g->gains[first + i];
    }
    if (g->offsets) {
        for (size_t i = 0; i < tile; i++) t[i] += g->offsets[first + i];
    }
}

ALWAYS_INLINE int has_noise(const tk_imc_analog_group *g) {
    return g->variances || g->input_variances || g->column_variance > 0 || g->injected;
}

// Partial sums of a tile before noise, and t of them, as far as somebody needs either.
ALWAYS_INLINE void read_tile(
    const tk_imc_analog_group *g, const digit_source *source, size_t first, int records_sums, double *p, double *t) {
    accumulate_digits(source, g->conductances + first, g->stride, p);
    if (g->opposites) {
        accumulate_digits(source, g->opposites + first, g->stride, t);
        for (size_t i = 0; i < tile; i++) p[i] -= t[i];
    }
    const int is_linear = g->converter.kind == TK_IMC_LINEAR;
    if (g->has_whole_sums) {
        const double digits = digit_sum(source);
        if (is_linear) follow(g->position, digits, p, tile, t);
        if (!is_linear || records_sums || has_noise(g)) follow(g->partial_sum, digits, p, tile, p);
    } else if (g->reference != 0) {
        double reference = g->reference * digit_sum(source);
        for (size_t i = 0; i < tile; i++) p[i] -= reference;
    }
    if (g->converter.kind == TK_IMC_NONE) return;
    if (!is_linear || !g->has_whole_sums) follow(g->converter.position, 0, p, tile, t);
    add_errors(g, first, t);
}

ALWAYS_INLINE void record_tile(
    const tk_imc_analog_group *g, const tk_imc_record *record, size_t digit, size_t vector, size_t first,
    const double *p, const double *codes) {
    for (size_t i = 0; i < tile && first + i < g->columns * g->lanes; i++) {
        size_t lane = (first + i) / g->columns, column = (first + i) % g->columns;
        size_t place = ((digit * g->lanes + lane) * record->code_vectors + vector) * g->columns + column;
        if (record->codes) record->codes[place] = (int32_t)codes[i];
        if (record->partial_sums) record->partial_sums[place] = p[i];
    }
}

// Partial sums of a tile, in the end codes, or the sums themselves where there is no converter.
ALWAYS_INLINE void convert_tile(
    const tk_imc_analog_group *g, const digit_source *source, size_t first, size_t digit, size_t vector,
    uint64_t first_vector, uint64_t stream, const tk_imc_record *record, double *p) {
    double variances[tile], t[tile];
    const size_t used = g->columns * g->lanes - first < tile ? g->columns * g->lanes - first : tile;
    read_tile(g, source, first, record && record->partial_sums, p, t);
    if (record && record->clipped) *record->clipped += beyond_range(&g->converter, t, used);
    if (g->variances || g->input_variances || g->column_variance > 0) {
        if (g->variances) accumulate(source, g->variances + first, g->stride, 0, 1, variances);
        if (g->input_variances) add_input_variances(g, *source, first, variances);
        add_noise(g, stream, first, variances, p);
    }
    if (g->injected) add_injected(g, digit, first_vector + vector, first, p);
    if (g->converter.kind == TK_IMC_NONE) {
        if (record) record_tile(g, record, digit, vector, first, p, p);
        return;
    }
    if (has_noise(g)) {
        follow(g->converter.position, 0, p, tile, t);
        add_errors(g, first, t);
    }
    if (g->converter_sigma > 0) {
        // A stream of its own, beside the one of the partial sums.
        double normals[tile];
        draw_normals(g->normal_table, tk_word(stream, ~(uint64_t)0 >> 1), first, normals);
        for (size_t i = 0; i < tile; i++) t[i] += g->converter_sigma * normals[i];
    }
    quantize(&g->converter, t, tile);
    if (record) record_tile(g, record, digit, vector, first, p, t);
    for (size_t i = 0; i < tile; i++) {
        p[i] = g->converter.values ? g->converter.values[(size_t)(t[i] - g->converter.lowest_code)] : t[i];
    }
}

ALWAYS_INLINE void products(
    const tk_imc_analog_group *g, const tk_imc_coding *coding, const uint64_t *planes, size_t vectors,
    uint64_t first_vector, double *sums, const tk_imc_record *record) {
    const size_t total = g->columns * g->lanes;
    for (size_t first = 0; first < total; first += tile) {
        for (size_t v = 0; v < vectors; v++) {
            uint64_t key = tk_word(tk_word(g->key, first_vector + v), g->group);
            for (size_t t = 0; t < coding->digits; t++) {
                size_t plane = t * coding->digit_planes, left = coding->planes - plane;
                digit_source source = {
                    planes + (v * coding->planes + plane) * g->words,
                    left < coding->digit_planes ? left : coding->digit_planes, g->words, g->rows, coding->is_bipolar};
                double p[tile];
                convert_tile(g, &source, first, t, v, first_vector, tk_word(key, t), record, p);
                size_t column = first % g->columns;
                for (size_t i = 0; i < tile && first + i < total; i++) {
                    sums[v * g->columns + column] += coding->digit_scales[t] * g->column_scales[first + i] * p[i];
                    column = column + 1 == g->columns ? 0 : column + 1;
                }
            }
        }
    }
}

static void portable_products(
    const tk_imc_analog_group *g, const tk_imc_coding *coding, const uint64_t *planes, size_t vectors,
    uint64_t first_vector, double *sums, const tk_imc_record *record) {
    products(g, coding, planes, vectors, first_vector, sums, record);
}

#if defined(__x86_64__) && !defined(TK_PORTABLE)
TK_FOR_AVX2 static void avx2_products(
    const tk_imc_analog_group *g, const tk_imc_coding *coding, const uint64_t *planes, size_t vectors,
    uint64_t first_vector, double *sums, const tk_imc_record *record) {
    products(g, coding, planes, vectors, first_vector, sums, record);
}
#endif

void tk_imc_analog_products(
    const tk_imc_analog_group *g, const tk_imc_coding *coding, const uint64_t *planes, size_t vectors,
    uint64_t first_vector, double *sums, const tk_imc_record *record) {
#if defined(__x86_64__) && !defined(TK_PORTABLE)
    if (tk_vector_width() >= TK_AVX2) {
        avx2_products(g, coding, planes, vectors, first_vector, sums, record);
        return;
    }
#endif
    portable_products(g, coding, planes, vectors, first_vector, sums, record);
}
