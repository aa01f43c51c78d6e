// SPDX-License-Identifier: Apache-2.0

#include "check.h"
#include "tk_cells.h"

static void check_levels(void) {
    const size_t count = odd_size(300);
    double *weights = ARRAY(double, count);
    int32_t *levels = ARRAY(int32_t, count);
    const double low = real(-2, -0.1), high = real(0.1, 2), top = (double)(((int64_t)1 << between(1, 16)) - 1);
    for (size_t i = 0; i < count; i++) weights[i] = real(-3, 3);
    tk_weight_levels(weights, count, low, high, top, levels);
    for (size_t i = 0; i < count; i++) {
        double weight = weights[i] > high ? high : weights[i] < low ? low : weights[i];
        double level = top / (high - low) * (weight - high) + top;
        EXPECT(levels[i] == (int32_t)(level >= 0 ? floor(level + 0.5) : ceil(level - 0.5)));
    }
    float *single = ARRAY(float, count);
    int32_t *single_levels = ARRAY(int32_t, count);
    for (size_t i = 0; i < count; i++) weights[i] = single[i] = (float)weights[i];
    tk_weight_levels(weights, count, low, high, top, levels);
    tk_weight_levels_f32(single, count, low, high, top, single_levels);
    for (size_t i = 0; i < count; i++) EXPECT(levels[i] == single_levels[i]);
}

static void check_conductances(void) {
    const size_t rows = odd_size(20), columns = odd_size(70), cells = (size_t)between(1, 9);
    const size_t weights = (columns + 2 * cells - 1) / cells + 1, kinds = (size_t)between(1, 16);
    const size_t first = (size_t)between(0, (int64_t)(weights * cells - columns));
    double *table = ARRAY(double, kinds * cells), *out = ARRAY(double, rows * columns);
    double *spread = ARRAY(double, rows * weights * cells);
    int32_t *levels = ARRAY(int32_t, rows * weights);
    for (size_t i = 0; i < kinds * cells; i++) table[i] = real(1e3, 1e7);
    for (size_t i = 0; i < rows * weights; i++) levels[i] = (int32_t)between(0, (int64_t)kinds - 1);
    tk_spread_cells(levels, rows * weights, table, cells, spread);
    const double row_wire = real(0, 5), column_wire = real(0, 5), access = real(0, 1e4);
    tk_effective_level_conductances(
        levels, rows, weights, table, cells, first, columns, row_wire, column_wire, access, out);
    double *other = ARRAY(double, rows * columns);
    // There is no first cell without rows.
    if (rows > 0) tk_effective_conductances(
        spread + first, rows, columns, weights * cells, row_wire, column_wire, access, other, columns);
    for (size_t i = 0; i < rows; i++)
        for (size_t j = 0; j < columns; j++) {
            const size_t cell = first + j;
            const double resistance = table[(size_t)levels[i * weights + cell / cells] * cells + cell % cells];
            EXPECT(spread[i * weights * cells + cell] == resistance);
            const double sum =
                resistance + (double)(j + 1) * row_wire + ((double)(rows - i) * column_wire + access);
            EXPECT(near(out[i * columns + j], 1 / sum, 0));
            EXPECT(other[i * columns + j] == out[i * columns + j]);
        }
    int32_t *divisors = ARRAY(int32_t, rows);
    for (size_t i = 0; i < rows; i++) divisors[i] = (int32_t)between(0, 5);
    tk_divide_rows(out, rows, columns, columns, divisors);
    for (size_t i = 0; i < rows * columns; i++) {
        const double divisor = divisors[i / columns];
        EXPECT(divisor == 0 ? isnan(out[i]) : out[i] == other[i] / divisor);
    }
}

void check_cells(void) {
    check_levels();
    check_conductances();
}
