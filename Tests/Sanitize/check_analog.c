// SPDX-License-Identifier: Apache-2.0

// Products whose partial sums are any numbers.
#include "check.h"
#include "imc_case.h"
#include "tk_normal.h"
#include "tk_random.h"

static double *random_column_values(size_t count, double low, double high) {
    double *values = ARRAY(double, count);
    for (size_t i = 0; i < count; i++) values[i] = real(low, high);
    return values;
}

static double *random_matrix(size_t count, int is_positive) {
    double *values = ARRAY(double, count);
    for (size_t i = 0; i < count; i++) values[i] = is_positive ? fabs(grid()) : grid();
    return values;
}

static double *random_levels(size_t count) {
    double *values = ARRAY(double, count);
    for (size_t i = 0; i < count; i++) values[i] = (double)between(0, 15);
    return values;
}

static tk_imc_line random_line(int takes_digits) {
    return (tk_imc_line){(double)between(1, 8), takes_digits ? (double)between(-4, 4) : 0, grid(), (double)between(1, 8)};
}

static double point_of(tk_imc_line line, double sum, double digits) {
    return (line.level * sum + (line.digit * digits + line.constant)) / line.divisor;
}

static tk_imc_converter random_converter(void) {
    tk_imc_converter a = {
        .kind = (tk_imc_converter_kind)between(0, 2), .rounding = (tk_imc_rounding)between(0, 2),
        .position = random_line(0), .lowest_code = (double)between(-8, 0)};
    const size_t codes = (size_t)between(2, 33);
    a.highest_code = a.lowest_code + (double)codes - 1;
    if (a.kind == TK_IMC_THRESHOLDS) {
        a.lowest_code = 0;
        a.highest_code = (double)codes - 1;
        a.threshold_count = codes - 1;
        double *thresholds = ARRAY(double, codes - 1);
        for (size_t i = 0; i + 1 < codes; i++) thresholds[i] = (i ? thresholds[i - 1] : -4) + real(0, 1);
        a.thresholds = thresholds;
    }
    if (between(0, 1)) a.values = random_column_values(codes, -5, 5);
    if (between(0, 1)) a.nonlinearity = random_column_values(codes, -0.4, 0.4);
    return a;
}

static double code_of(const tk_imc_converter *a, double t) {
    if (a->nonlinearity) {
        const double last = a->highest_code - a->lowest_code;
        const double place = fmin(fmax(t - a->lowest_code, 0), last);
        const size_t below = (size_t)floor(place);
        const double share = place - floor(place);
        t += share == 0 ? a->nonlinearity[below]
                        : a->nonlinearity[below] * (1 - share) + a->nonlinearity[below + 1] * share;
    }
    if (a->kind == TK_IMC_THRESHOLDS) {
        size_t code = 0;
        while (code < a->threshold_count && a->thresholds[code] < t) code++;
        return (double)code;
    }
    const double code = a->rounding == TK_IMC_HALF_UP ? floor(t + 0.5) : a->rounding == TK_IMC_FLOOR ? floor(t) : rint(t);
    return fmin(fmax(code, a->lowest_code), a->highest_code);
}

static double normal(const tk_imc_analog_group *g, uint64_t stream, size_t column) {
    double number;
    tk_normal_fill(g->normal_table, stream, column, 1, &number);
    return number;
}

// What a column adds up to in a read.
typedef struct {
    double sum;       // of the cells of rows that are switched on, times their digits
    double digits;    // of the rows
    double variance;  // of the noise
} column_read;

static column_read read_of(const imc_case *k, const tk_imc_analog_group *g, size_t v, size_t t, size_t c) {
    double sum = 0, opposite = 0, digits = 0, variance = 0;
    for (size_t r = 0; r < k->rows; r++) {
        const int64_t bits = digit_of(k, v, t, r);
        const double x = k->coding.is_bipolar ? 2 * (double)bits - 1 : (double)bits;
        const size_t place = (c / 32 * k->rows + r) * 32 + c % 32;
        digits += x;
        sum += x * g->conductances[place];
        if (g->opposites) opposite += x * g->opposites[place];
        if (g->variances) variance += x * x * g->variances[place];
        if (g->input_variances && x != 0) variance += g->input_variances[place];
    }
    return (column_read){sum - opposite, digits, variance};
}

static int has_drawn_noise(const tk_imc_analog_group *g) {
    return g->variances || g->input_variances || g->column_variance > 0;
}

static int has_noise(const tk_imc_analog_group *g) { return has_drawn_noise(g) || g->injected; }

// t of a partial sum, with what the converter of its column adds.
static double steps_of(const tk_imc_analog_group *g, column_read read, double partial_sum, uint64_t stream, size_t c) {
    const int is_exact = g->has_whole_sums && g->converter.kind == TK_IMC_LINEAR && !has_noise(g);
    double t = is_exact ? point_of(g->position, read.sum, read.digits) : point_of(g->converter.position, partial_sum, 0);
    if (g->gains) t *= g->gains[c];
    if (g->offsets) t += g->offsets[c];
    if (g->converter_sigma > 0) t += g->converter_sigma * normal(g, tk_random_word(stream, ~(uint64_t)0 >> 1), c);
    return t;
}

static tk_imc_analog_group random_group(const imc_case *k) {
    tk_imc_analog_group g = {.rows = k->rows, .words = k->words, .columns = (size_t)between(1, 30), .lanes = (size_t)between(1, 3)};
    const size_t total = g.columns * g.lanes;
    g.stride = (total + 31) / 32 * 32;
    g.has_whole_sums = (int)between(0, 1);
    g.conductances = g.has_whole_sums ? random_levels(k->rows * g.stride) : random_matrix(k->rows * g.stride, 0);
    if (between(0, 1)) {
        g.opposites = g.has_whole_sums ? random_levels(k->rows * g.stride) : random_matrix(k->rows * g.stride, 0);
    }
    g.partial_sum = random_line(1);
    g.position = random_line(1);
    if (between(0, 2) == 0) g.variances = random_matrix(k->rows * g.stride, 1);
    if (between(0, 2) == 0) g.input_variances = random_matrix(k->rows * g.stride, 1);
    g.column_scales = random_column_values(g.stride, -2, 2);
    if (between(0, 1)) g.offsets = random_column_values(g.stride, -1, 1);
    if (between(0, 1)) g.gains = random_column_values(g.stride, 0.5, 2);
    if (between(0, 1)) g.reference = grid();
    if (between(0, 1)) g.column_variance = real(0, 1);
    if (between(0, 2) == 0) g.converter_sigma = real(0, 1);
    g.converter = random_converter();
    g.normal_table = random_column_values(TK_NORMAL_SEGMENTS * TK_NORMAL_COEFFICIENTS, -1, 1);
    g.key = next_word();
    g.group = (uint64_t)between(0, 5);
    return g;
}

void check_analog(void) {
    const imc_case k = random_case(150, between(0, 3) == 0, (int)between(0, 1));
    tk_imc_analog_group g = random_group(&k);
    const uint64_t first = (uint64_t)between(0, 9);
    const size_t total = g.columns * g.lanes, places = k.coding.digits * g.lanes * k.vectors * g.columns;
    if (between(0, 2) == 0) {
        g.injected_vectors = first + k.vectors;
        g.injected = random_column_values(k.coding.digits * g.lanes * g.injected_vectors * g.columns, -1, 1);
    }
    double *sums = ARRAY(double, k.vectors * g.columns), *partial = ARRAY(double, places);
    int32_t *codes = ARRAY(int32_t, places);
    memset(sums, 0, k.vectors * g.columns * sizeof *sums);
    uint64_t clipped = 0;
    const int has_codes = g.converter.kind != TK_IMC_NONE;
    const tk_imc_record record = {
        .clipped = &clipped, .codes = has_codes ? codes : NULL, .partial_sums = partial, .code_vectors = k.vectors};
    tk_imc_analog_products(&g, &k.coding, k.planes, k.vectors, first, sums, &record);
    // What is recorded must not change the products.
    double *others = ARRAY(double, k.vectors * g.columns);
    memset(others, 0, k.vectors * g.columns * sizeof *others);
    tk_imc_analog_products(&g, &k.coding, k.planes, k.vectors, first, others, NULL);
    EXPECT(memcmp(sums, others, k.vectors * g.columns * sizeof *sums) == 0);
    for (size_t v = 0; v < k.vectors; v++) {
        for (size_t t = 0; t < k.coding.digits; t++) {
            const uint64_t stream = tk_random_word(tk_random_word(tk_random_word(g.key, first + v), g.group), t);
            for (size_t c = 0; c < total; c++) {
                const size_t lane = c / g.columns, column = c % g.columns;
                const size_t place = ((t * g.lanes + lane) * k.vectors + v) * g.columns + column;
                const column_read read = read_of(&k, &g, v, t, c);
                double p = g.has_whole_sums ? point_of(g.partial_sum, read.sum, read.digits)
                                            : read.sum - g.reference * read.digits;
                if (has_drawn_noise(&g)) p += sqrt(g.column_variance + read.variance) * normal(&g, stream, c);
                if (g.injected) p += g.injected[((t * g.lanes + lane) * g.injected_vectors + first + v) * g.columns + column];
                EXPECT(near(partial[place], p, 1));
                double result = partial[place];
                if (has_codes) {
                    // The kernel's own partial sum: one that lies next to a threshold must not decide.
                    const double x = steps_of(&g, read, partial[place], stream, c);
                    const double code = code_of(&g.converter, x);
                    EXPECT(codes[place] == (int32_t)code);
                    result = g.converter.values ? g.converter.values[(size_t)(code - g.converter.lowest_code)] : code;
                }
                sums[v * g.columns + column] -= k.coding.digit_scales[t] * g.column_scales[c] * result;
            }
        }
    }
    for (size_t i = 0; i < k.vectors * g.columns; i++) EXPECT(fabs(sums[i]) < 1e-6 * (double)((int64_t)1 << k.coding.planes));
    const size_t count = odd_size(70);
    double *values = random_column_values(count, -40, 40), *out = ARRAY(double, count);
    tk_imc_convert(&g.converter, values, count, out);
    for (size_t i = 0; i < count; i++) {
        const double x = point_of(g.converter.position, values[i], 0);
        EXPECT(out[i] == (has_codes ? code_of(&g.converter, x) : values[i]));
    }
}
