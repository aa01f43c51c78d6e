// SPDX-License-Identifier: Apache-2.0

// Products whose partial sums are whole numbers.
#include "check.h"
#include "imc_case.h"
#include "tk_random.h"

imc_case random_case(size_t most_rows, int is_bipolar, int is_single) {
    imc_case k = {.rows = odd_size((int64_t)most_rows - 1) + 1, .vectors = odd_size(70)};
    k.words = (k.rows + 63) / 64;
    tk_imc_coding *c = &k.coding;
    c->is_bipolar = is_bipolar;
    c->planes = is_bipolar ? 1 : (size_t)between(1, 16);
    c->digit_planes = is_bipolar || is_single ? 1 : (size_t)between(1, (int64_t)(c->planes < 4 ? c->planes : 4));
    c->digits = (c->planes + c->digit_planes - 1) / c->digit_planes;
    // Bipolar activations are -1 and +1.
    c->addend = is_bipolar ? 1 : between(0, 1) ? 1 << (c->planes - 1) : 0;
    c->shift = is_bipolar ? 1 : (unsigned)between(0, 2);
    double *scales = ARRAY(double, c->digits);
    for (size_t t = 0; t < c->digits; t++) scales[t] = (double)((int64_t)1 << t * c->digit_planes);
    c->digit_scales = scales;
    const size_t first = (size_t)between(0, 5), step = (size_t)between(1, 4);
    const size_t stride = first + (k.rows - 1) * step + 1 + (size_t)between(0, 3);
    const size_t size = k.vectors > 0 ? (k.vectors - 1) * stride + first + (k.rows - 1) * step + 1 : 0;
    int32_t *x = ARRAY(int32_t, size);
    const int64_t top = ((int64_t)1 << c->planes << c->shift) - 1;
    for (size_t i = 0; i < size; i++) {
        x[i] = is_bipolar ? (int32_t)(2 * between(0, 1) - 1) : (int32_t)(between(0, 3) ? between(0, top) - c->addend : -c->addend);
    }
    k.planes = ARRAY(uint64_t, k.vectors * c->planes * k.words);
    tk_imc_pack(c, x, k.vectors, stride, first, step, k.rows, k.words, k.planes);
    for (size_t v = 0; v < k.vectors; v++)
        for (size_t b = 0; b < c->planes; b++)
            for (size_t r = 0; r < 64 * k.words; r++) {
                const uint32_t coded = r < k.rows ? ((uint32_t)x[v * stride + first + r * step] + (uint32_t)c->addend) >> c->shift : 0;
                const uint64_t word = k.planes[(v * c->planes + b) * k.words + r / 64];
                EXPECT((word >> r % 64 & 1) == (coded >> b & 1));
            }
    return k;
}

int64_t digit_of(const imc_case *k, size_t vector, size_t digit, size_t row) {
    int64_t value = 0;
    for (size_t d = 0; d < k->coding.digit_planes && digit * k->coding.digit_planes + d < k->coding.planes; d++) {
        const size_t plane = digit * k->coding.digit_planes + d;
        const uint64_t word = k->planes[(vector * k->coding.planes + plane) * k->words + row / 64];
        value |= (int64_t)(word >> row % 64 & 1) << d;
    }
    return value;
}

// The index of a partial sum: rows times cells, one by one.
static size_t index_of(const imc_case *k, const tk_imc_table_group *g, size_t v, size_t t, size_t column, size_t lane) {
    const uint64_t *cells = g->weights + (column * g->lanes + lane) * g->cell_planes * g->words;
    int64_t sum = g->index_offset;
    for (size_t r = 0; r < k->rows; r++) {
        const int64_t x = digit_of(k, v, t, r);
        for (size_t c = 0; c < g->cell_planes; c++) {
            const int64_t w = (int64_t)(cells[c * g->words + r / 64] >> r % 64 & 1);
            sum += k->coding.is_bipolar ? -2 * (x != w) : x * w * g->plane_weights[c];
        }
    }
    return (size_t)sum;
}

static void make_cells(const imc_case *k, tk_imc_table_group *g) {
    uint64_t *cells = ARRAY(uint64_t, g->columns * g->lanes * g->cell_planes * k->words);
    for (size_t i = 0; i < g->columns * g->lanes * g->cell_planes; i++)
        for (size_t w = 0; w < k->words; w++) {
            const size_t left = k->rows - 64 * w;
            cells[i * k->words + w] = next_word() & (left >= 64 ? ~(uint64_t)0 : ((uint64_t)1 << left) - 1);
        }
    g->weights = cells;
    int32_t *weights = ARRAY(int32_t, g->cell_planes);
    for (size_t c = 0; c < g->cell_planes; c++) weights[c] = (int32_t)1 << c;
    g->plane_weights = weights;
    const size_t largest_digit = ((size_t)1 << k->coding.digit_planes) - 1, largest_cell = ((size_t)1 << g->cell_planes) - 1;
    g->table_size = k->coding.is_bipolar ? 2 * k->rows + 1 : k->rows * largest_digit * largest_cell + 1;
    g->index_offset = k->coding.is_bipolar ? (int64_t)(2 * k->rows) : 0;
}

static void make_tables(tk_imc_table_group *g) {
    double *values = ARRAY(double, g->lanes * g->table_size);
    int32_t *codes = ARRAY(int32_t, g->table_size);
    uint8_t *clipped = ARRAY(uint8_t, g->table_size);
    const int64_t step = between(1, 3), top = between(1, 200), lowest = between(0, 2) ? 0 : between(0, 20);
    for (size_t i = 0; i < g->table_size; i++) {
        codes[i] = (int32_t)((int64_t)i / step > top ? top : (int64_t)i / step);
        clipped[i] = (int64_t)i / step > top || (int64_t)i < lowest;
        for (size_t q = 0; q < g->lanes; q++) values[q * g->table_size + i] = (double)(codes[i] * (int32_t)(q + 1));
    }
    g->values = values;
    g->codes = codes;
    g->is_clipped = clipped;
}

// Codes that are drawn: each index has two neighbouring ones.
static void make_bins(tk_imc_table_group *g) {
    g->bin_bits = (unsigned)between(1, 4);
    g->code_count = (size_t)between(2, 40);
    uint64_t *bins = ARRAY(uint64_t, g->table_size << g->bin_bits);
    for (size_t i = 0; i < g->table_size << g->bin_bits; i++) {
        const uint64_t one = (uint64_t)between(0, (int64_t)g->code_count - 1), other = (uint64_t)between(0, (int64_t)g->code_count - 1);
        bins[i] = (next_word() >> 32) << 32 | other << 16 | one;
    }
    double *values = ARRAY(double, g->lanes * g->code_count);
    const int is_linear = (int)between(0, 1);
    for (size_t i = 0; i < g->lanes * g->code_count; i++) values[i] = is_linear ? (double)(i % g->code_count) * 0.5 - 3 : grid();
    g->bins = bins;
    g->code_values = values;
    g->lowest_code = (int32_t)between(-5, 5);
    g->key = next_word();
    g->group = (uint64_t)between(0, 9);
}

static size_t drawn(const tk_imc_table_group *g, uint64_t vector, size_t digit, size_t place, size_t index) {
    const uint64_t stream = tk_random_word(tk_random_word(tk_random_word(g->key, vector), g->group), digit);
    const uint32_t draw = (uint32_t)(tk_random_word(stream, place / 2) >> place % 2 * 32);
    const uint64_t entry = g->bins[(index << g->bin_bits) + (size_t)((uint64_t)draw >> (32 - g->bin_bits))];
    const uint32_t rest = draw << g->bin_bits;
    return rest < (uint32_t)(entry >> 32) ? entry & 0xFFFF : entry >> 16 & 0xFFFF;
}

static void check_group(const imc_case *k, const tk_imc_table_group *g, int is_recorded) {
    const uint64_t first = (uint64_t)between(0, 100);
    double *sums = ARRAY(double, k->vectors * g->columns), *wanted = ARRAY(double, k->vectors * g->columns);
    for (size_t i = 0; i < k->vectors * g->columns; i++) sums[i] = wanted[i] = (double)between(-5, 5);
    const size_t places = k->coding.digits * g->lanes * k->vectors * g->columns;
    uint64_t clipped = 7, wanted_clipped = 7, *histogram = ARRAY(uint64_t, g->table_size);
    int32_t *codes = ARRAY(int32_t, places);
    memset(histogram, 0, g->table_size * sizeof *histogram);
    tk_imc_record record = {.clipped = &clipped, .code_vectors = k->vectors};
    if (is_recorded) {
        record.codes = codes;
        record.histogram = histogram;
    }
    tk_imc_table_products(g, &k->coding, k->planes, k->vectors, first, sums, between(0, 3) || is_recorded ? &record : NULL);
    for (size_t v = 0; v < k->vectors; v++)
        for (size_t t = 0; t < k->coding.digits; t++)
            for (size_t n = 0; n < g->columns; n++) {
                double sum = 0;
                for (size_t q = 0; q < g->lanes; q++) {
                    const size_t index = index_of(k, g, v, t, n, q);
                    EXPECT(index < g->table_size);
                    const size_t number = g->bins ? drawn(g, first + v, t, n * g->lanes + q, index) : index;
                    sum += g->bins ? g->code_values[q * g->code_count + number] : g->values[q * g->table_size + index];
                    wanted_clipped += g->is_clipped[index];
                    if (!is_recorded) continue;
                    const int32_t code = g->bins ? g->lowest_code + (int32_t)number : g->codes[index];
                    EXPECT(codes[((t * g->lanes + q) * k->vectors + v) * g->columns + n] == code);
                    histogram[index]--;
                }
                wanted[v * g->columns + n] += k->coding.digit_scales[t] * sum;
            }
    for (size_t i = 0; i < k->vectors * g->columns; i++) EXPECT(near(sums[i], wanted[i], 1));
    EXPECT(clipped == wanted_clipped || clipped == 7);
    for (size_t i = 0; i < g->table_size; i++) EXPECT(histogram[i] == 0);
}

void check_imc(void) {
    const int is_bipolar = between(0, 3) == 0, is_single = between(0, 2) > 0;
    const imc_case k = random_case(300, is_bipolar, is_single);
    tk_imc_table_group g = {.words = k.words, .columns = (size_t)between(1, 12), .lanes = (size_t)between(1, 4)};
    g.cell_planes = is_bipolar || is_single ? 1 : (size_t)between(1, 3);
    make_cells(&k, &g);
    make_tables(&g);
    if (between(0, 2) == 0) make_bins(&g);
    check_group(&k, &g, between(0, 1));
}
