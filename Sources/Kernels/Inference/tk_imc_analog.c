// SPDX-License-Identifier: Apache-2.0

#include "tk_imc_converter_inline.h"
#include "tk_normal_inline.h"
#include "tk_processor.h"
#include "tk_random_wide.h"
#include "tk_target.h"

// Additions and multiplications are rounded one by one, as the portable form does; where a fused operation is meant it is
// written as one.
#pragma STDC FP_CONTRACT OFF

typedef struct {
    const uint64_t *planes;  // of a digit [digit_planes][words]
    size_t digit_planes;
    size_t words;
    size_t rows;
    int is_bipolar;
} digit_source;

// Rows of a word that contribute: those whose digit is not zero.
TK_INLINE uint64_t active_rows(const digit_source *source, size_t word) {
    if (source->is_bipolar) {
        size_t left = source->rows - 64 * word;
        return left >= 64 ? ~(uint64_t)0 : ((uint64_t)1 << left) - 1;
    }
    uint64_t any = 0;
    for (size_t d = 0; d < source->digit_planes; d++) any |= source->planes[d * source->words + word];
    return any;
}

TK_INLINE double digit_of(const digit_source *source, size_t word, size_t bit) {
    unsigned value = 0;
    for (size_t d = 0; d < source->digit_planes; d++) {
        value |= (unsigned)(source->planes[d * source->words + word] >> bit & 1) << d;
    }
    return source->is_bipolar ? 2 * (double)value - 1 : (double)value;
}

// Sums of digit (or its square) times matrix element over a tile of columns, row after row.
TK_INLINE void accumulate(
    const digit_source *source, const double *matrix, int is_binary, int is_squared, double *out) {
    eight sum[tile_vectors];
    for (int i = 0; i < tile_vectors; i++) sum[i] = (eight){0};
    for (size_t word = 0; word < source->words; word++) {
        for (uint64_t active = active_rows(source, word); active; active &= active - 1) {
            size_t bit = (size_t)__builtin_ctzll(active);
            const eight_unaligned *row = (const eight_unaligned *)(matrix + (64 * word + bit) * tile);
            if (is_binary) {
#pragma clang loop unroll(full)
                for (int i = 0; i < tile_vectors; i++) sum[i] += row[i];
            } else {
                double value = digit_of(source, word, bit);
                if (is_squared) value *= value;
                const eight digits = {value, value, value, value, value, value, value, value};
#pragma clang loop unroll(full)
                for (int i = 0; i < tile_vectors; i++) {
                    sum[i] = __builtin_elementwise_fma(digits, (eight)row[i], sum[i]);
                }
            }
        }
    }
    for (int i = 0; i < tile_vectors; i++) ((eight_unaligned *)out)[i] = sum[i];
}

TK_INLINE void accumulate_digits(const digit_source *source, const double *matrix, double *out) {
    if (source->digit_planes == 1 && !source->is_bipolar) {
        accumulate(source, matrix, 1, 0, out);
    } else {
        accumulate(source, matrix, 0, 0, out);
    }
}

TK_INLINE void accumulate_squares(const digit_source *source, const double *matrix, double *out) {
    if (source->digit_planes == 1 && !source->is_bipolar) {
        accumulate(source, matrix, 1, 0, out);
    } else {
        accumulate(source, matrix, 0, 1, out);
    }
}

// What the digits of all rows add up to.
TK_INLINE double digit_sum(const digit_source *source) {
    int64_t sum = 0;
    for (size_t word = 0; word < source->words; word++) {
        for (size_t d = 0; d < source->digit_planes; d++) {
            sum += (int64_t)__builtin_popcountll(source->planes[d * source->words + word]) << d;
        }
    }
    return source->is_bipolar ? 2 * (double)sum - (double)source->rows : (double)sum;
}

void tk_imc_convert(const tk_imc_converter *a, const double *partial_sums, size_t count, double *codes) {
    if (a->kind == TK_IMC_NONE) {
        for (size_t i = 0; i < count; i++) codes[i] = partial_sums[i];
        return;
    }
    follow(a->position, 0, partial_sums, count, codes);
    quantize(a, codes, count, 0);
}

// A call, and what it finds out once.
typedef struct {
    const tk_imc_analog_group *group;
    const tk_imc_coding *coding;
    const tk_imc_record *record;
    bounds range;
    int is_wide;  // whether loops run with wide vectors
    // Normal numbers number first ..< first + tile of a stream; `first` is even.
    void (*draw_normals)(const double *table, uint64_t stream, size_t first, double *out);
    _Alignas(64) uint64_t beyond[vector_lanes];  // sums beyond the range, some in each
} call;

// Normal numbers number first ..< first + tile of a stream; `first` is even. A word makes two.
static void draw_normals(const double *table, uint64_t stream, size_t first, double *out) {
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
    _Alignas(64) double inputs[tile];
    accumulate(&source, g->input_variances + first * g->rows, 1, 0, inputs);
    for (size_t i = 0; i < tile; i++) variances[i] = g->variances ? variances[i] + inputs[i] : inputs[i];
}

// Adds the noise of a read to the partial sums of a tile.
TK_INLINE void add_noise(
    const call *c, uint64_t stream, size_t first, const double *variances, double *p) {
    const tk_imc_analog_group *g = c->group;
    _Alignas(64) double normals[tile];
    c->draw_normals(g->normal_table, stream, first, normals);
    if (!g->variances && !g->input_variances) {
        const double sigma = sqrt(g->column_variance);
        for (size_t i = 0; i < tile; i++) p[i] += sigma * normals[i];
        return;
    }
    for (size_t i = 0; i < tile; i++) p[i] += sqrt(g->column_variance + variances[i]) * normals[i];
}

TK_INLINE void add_injected(
    const tk_imc_analog_group *g, size_t digit, uint64_t vector, size_t first, double *p) {
    for (size_t i = 0; i < tile && first + i < g->columns * g->lanes; i++) {
        size_t lane = (first + i) / g->columns, column = (first + i) % g->columns;
        p[i] += g->injected[((digit * g->lanes + lane) * g->injected_vectors + vector) * g->columns + column];
    }
}

// What the converters of columns add to t.
TK_INLINE void add_errors(const tk_imc_analog_group *g, size_t first, double *t) {
    if (g->gains) {
        for (size_t i = 0; i < tile; i++) t[i] *= g->gains[first + i];
    }
    if (g->offsets) {
        for (size_t i = 0; i < tile; i++) t[i] += g->offsets[first + i];
    }
}

TK_INLINE int has_noise(const tk_imc_analog_group *g) {
    return g->variances || g->input_variances || g->column_variance > 0 || g->injected;
}

// Partial sums of a tile before noise, and t of them, as far as somebody needs either.
TK_INLINE void read_tile(
    const tk_imc_analog_group *g, const digit_source *source, size_t first, int records_sums, double *p, double *t) {
    accumulate_digits(source, g->conductances + first * g->rows, p);
    if (g->opposites) {
        accumulate_digits(source, g->opposites + first * g->rows, t);
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

TK_INLINE void record_tile(
    const tk_imc_analog_group *g, const tk_imc_record *record, size_t digit, size_t vector, size_t first,
    const double *p, const double *codes) {
    if (!record->codes && !record->partial_sums) return;
    for (size_t i = 0; i < tile && first + i < g->columns * g->lanes; i++) {
        size_t lane = (first + i) / g->columns, column = (first + i) % g->columns;
        size_t place = ((digit * g->lanes + lane) * record->code_vectors + vector) * g->columns + column;
        if (record->codes) record->codes[place] = (int32_t)codes[i];
        if (record->partial_sums) record->partial_sums[place] = p[i];
    }
}

// Partial sums of a tile, in the end codes, or the sums themselves where there is no converter.
TK_INLINE void convert_tile(
    call *c, const digit_source *source, size_t first, size_t digit, size_t vector, uint64_t first_vector, uint64_t stream,
    double *p) {
    const tk_imc_analog_group *g = c->group;
    const tk_imc_record *record = c->record;
    _Alignas(64) double variances[tile], t[tile];
    const size_t used = g->columns * g->lanes - first < tile ? g->columns * g->lanes - first : tile;
    read_tile(g, source, first, record && record->partial_sums, p, t);
    if (record && record->clipped && g->converter.kind != TK_IMC_NONE) count_beyond(c->range, t, used, c->beyond);
    if (g->variances || g->input_variances || g->column_variance > 0) {
        if (g->variances) accumulate_squares(source, g->variances + first * g->rows, variances);
        if (g->input_variances) add_input_variances(g, *source, first, variances);
        add_noise(c, stream, first, variances, p);
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
        _Alignas(64) double normals[tile];
        c->draw_normals(g->normal_table, tk_word(stream, ~(uint64_t)0 >> 1), first, normals);
        for (size_t i = 0; i < tile; i++) t[i] += g->converter_sigma * normals[i];
    }
    quantize(&g->converter, t, tile, c->is_wide);
    if (record) record_tile(g, record, digit, vector, first, p, t);
    if (g->converter.values) {
        for (size_t i = 0; i < tile; i++) p[i] = g->converter.values[(size_t)(t[i] - g->converter.lowest_code)];
    } else {
        for (size_t i = 0; i < tile; i++) p[i] = t[i];
    }
}

TK_INLINE void products(
    call *c, const uint64_t *planes, size_t vectors, uint64_t first_vector, double *sums) {
    const tk_imc_analog_group *g = c->group;
    const tk_imc_coding *coding = c->coding;
    const int draws = g->variances || g->input_variances || g->column_variance > 0 || g->converter_sigma > 0;
    _Alignas(64) double parts[most_digits][tile + 2 * vector_lanes] = {{0}};
    tile_plan plan;
    for (size_t first = 0; first < g->columns * g->lanes; first += tile) {
        plan_tile(g, first, &plan);
        for (size_t v = 0; v < vectors; v++) {
            const uint64_t key = draws ? tk_word(tk_word(g->key, first_vector + v), g->group) : 0;
            for (size_t t = 0; t < coding->digits; t++) {
                size_t plane = t * coding->digit_planes, left = coding->planes - plane;
                digit_source source = {
                    planes + (v * coding->planes + plane) * g->words,
                    left < coding->digit_planes ? left : coding->digit_planes, g->words, g->rows, coding->is_bipolar};
                _Alignas(64) double p[tile];
                double *part = parts[t] + vector_lanes;
                convert_tile(c, &source, first, t, v, first_vector, draws ? tk_word(key, t) : 0, p);
                for (size_t i = 0; i < tile; i++) part[i] = coding->digit_scales[t] * g->column_scales[first + i] * p[i];
            }
            add_products(&plan, parts, coding->digits, sums + v * g->columns);
        }
    }
}

static void portable_products(call *c, const uint64_t *planes, size_t vectors, uint64_t first_vector, double *sums) {
    products(c, planes, vectors, first_vector, sums);
}

#if defined(TK_FOR_AVX2)
// The same as draw_normals, 16 numbers of eight words at a time.
TK_FOR_AVX512 static void avx512_draw_normals(const double *table, uint64_t stream, size_t first, double *out) {
    const __m512i low_half = _mm512_setr_epi64(0, 8, 1, 9, 2, 10, 3, 11), high_half = _mm512_setr_epi64(4, 12, 5, 13, 6, 14, 7, 15);
    for (size_t i = 0; i < tile; i += 16) {
        const __m512i words = tk_words(_mm512_set1_epi64((long long)stream), tk_counted_from(first / 2 + i / 2));
        const __m512d a = tk_normals_of(table, words), b = tk_normals_of(table, _mm512_srli_epi64(words, 32));
        _mm512_storeu_pd(out + i, _mm512_permutex2var_pd(a, low_half, b));
        _mm512_storeu_pd(out + i + 8, _mm512_permutex2var_pd(a, high_half, b));
    }
}

TK_FOR_AVX2 static void avx2_products(
    call *c, const uint64_t *planes, size_t vectors, uint64_t first_vector, double *sums) {
    products(c, planes, vectors, first_vector, sums);
}

TK_FOR_AVX512 static void avx512_products(
    call *c, const uint64_t *planes, size_t vectors, uint64_t first_vector, double *sums) {
    products(c, planes, vectors, first_vector, sums);
}
#endif

void tk_imc_analog_products(
    const tk_imc_analog_group *g, const tk_imc_coding *coding, const uint64_t *planes, size_t vectors,
    uint64_t first_vector, double *sums, const tk_imc_record *record) {
    call c = {.group = g, .coding = coding, .record = record, .range = range_of(&g->converter), .draw_normals = draw_normals};
    void (*run)(call *, const uint64_t *, size_t, uint64_t, double *) = portable_products;
#if defined(TK_FOR_AVX2)
    const tk_vectors width = tk_vector_width();
    c.is_wide = width >= TK_AVX2;
    if (width >= TK_AVX2) run = avx2_products;
    if (width >= TK_AVX512) {
        run = avx512_products;
        c.draw_normals = avx512_draw_normals;
    }
#endif
    run(&c, planes, vectors, first_vector, sums);
    if (!record || !record->clipped) return;
    for (size_t i = 0; i < vector_lanes; i++) *record->clipped += c.beyond[i];
}
