// SPDX-License-Identifier: Apache-2.0

#include "tk_cells.h"

#include <math.h>
#include <string.h>

#include "tk_target.h"

// The same result on every machine: no fused multiply-add where the hardware happens to have it.
#pragma STDC FP_CONTRACT OFF

// Weights between two limits become levels up to a largest one.
typedef struct {
    double weight_minimum;
    double weight_maximum;
    double level_maximum;
    double scale;
} level_line;

TK_INLINE level_line line_between(double weight_minimum, double weight_maximum, double level_maximum) {
    return (level_line){
        weight_minimum, weight_maximum, level_maximum, level_maximum / (weight_maximum - weight_minimum)};
}

TK_INLINE int32_t weight_level(level_line line, double weight) {
    weight = weight > line.weight_maximum ? line.weight_maximum : weight;
    weight = weight < line.weight_minimum ? line.weight_minimum : weight;
    const double level = line.scale * (weight - line.weight_maximum) + line.level_maximum;
    return (int32_t)(level + (level >= 0 ? 0.5 : -0.5));
}

TK_WIDE void tk_weight_levels(
    const double *weights, size_t count, double weight_minimum, double weight_maximum, double level_maximum,
    int32_t *levels) {
    const level_line line = line_between(weight_minimum, weight_maximum, level_maximum);
    for (size_t i = 0; i < count; ++i) levels[i] = weight_level(line, weights[i]);
}

TK_WIDE void tk_weight_levels_f32(
    const void *weights, size_t count, double weight_minimum, double weight_maximum, double level_maximum,
    int32_t *levels) {
    const level_line line = line_between(weight_minimum, weight_maximum, level_maximum);
    const char *from = weights;
    for (size_t i = 0; i < count; ++i) {
        float weight;
        memcpy(&weight, from + i * sizeof weight, sizeof weight);
        levels[i] = weight_level(line, weight);
    }
}

TK_WIDE void tk_effective_conductances(
    const double *resistance, size_t rows, size_t columns, size_t stride, double row_wire, double column_wire,
    double access, double *out, size_t out_stride) {
    for (size_t i = 0; i < rows; ++i) {
        const double *from = resistance + i * stride;
        double *to = out + i * out_stride;
        const double shared = (double)(rows - i) * column_wire + access;
        for (size_t j = 0; j < columns; ++j) {
            to[j] = 1.0 / (from[j] + (double)((int32_t)j + 1) * row_wire + shared);
        }
    }
}

// Cells of whole weights, `cells` of which are known when this is compiled.
TK_INLINE void spread_whole(
    const int32_t *levels, const double *table, size_t cells, size_t weights, double *out) {
    for (size_t w = 0; w < weights; ++w) {
        memcpy(out + w * cells, table + (size_t)levels[w] * cells, cells * sizeof *out);
    }
}

void tk_spread_cells(const int32_t *levels, size_t count, const double *table, size_t cells, double *out) {
    switch (cells) {
    case 1: spread_whole(levels, table, 1, count, out); break;
    case 2: spread_whole(levels, table, 2, count, out); break;
    case 3: spread_whole(levels, table, 3, count, out); break;
    case 4: spread_whole(levels, table, 4, count, out); break;
    default: spread_whole(levels, table, cells, count, out);
    }
}

// Resistances of a row's cells: of each level the cells from `unit` on.
TK_INLINE void spread_row(
    const int32_t *levels, const double *table, size_t cells, size_t unit, size_t columns, double *out) {
    size_t j = 0;
    if (unit == 0 && columns % cells == 0) {
        switch (cells) {
            case 1: spread_whole(levels, table, 1, columns, out); return;
            case 2: spread_whole(levels, table, 2, columns / 2, out); return;
            case 4: spread_whole(levels, table, 4, columns / 4, out); return;
            case 8: spread_whole(levels, table, 8, columns / 8, out); return;
            default: break;
        }
    }
    while (j < columns) {
        const double *entry = table + (size_t)*levels++ * cells;
        for (; unit < cells && j < columns; ++unit, ++j) out[j] = entry[unit];
        unit = 0;
    }
}

TK_WIDE void tk_effective_level_conductances(
    const int32_t *levels, size_t rows, size_t level_stride, const double *table, size_t cells, size_t first,
    size_t columns, double row_wire, double column_wire, double access, double *out) {
    for (size_t i = 0; i < rows; ++i) {
        double *to = out + i * columns;
        spread_row(levels + i * level_stride + first / cells, table, cells, first % cells, columns, to);
        const double shared = (double)(rows - i) * column_wire + access;
        for (size_t j = 0; j < columns; ++j) {
            to[j] = 1.0 / (to[j] + (double)((int32_t)j + 1) * row_wire + shared);
        }
    }
}

void tk_divide_rows(double *matrix, size_t rows, size_t columns, size_t stride, const int32_t *divisors) {
    for (size_t i = 0; i < rows; ++i) {
        const double divisor = (double)divisors[i];
        double *row = matrix + i * stride;
        for (size_t j = 0; j < columns; ++j) row[j] = divisor == 0 ? NAN : row[j] / divisor;
    }
}
