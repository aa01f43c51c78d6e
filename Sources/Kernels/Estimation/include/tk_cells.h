// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <stddef.h>
#include <stdint.h>

// Cells of weights. Every operation is rounded once, in the order in which it is written here, so that results are the same
// on every machine; additions go from left to right.

// Digital weights: level[i] = scale * (weight[i] - weight_maximum) + level_maximum, with scale = level_maximum /
// (weight_maximum - weight_minimum) and weights clipped to [weight_minimum, weight_maximum]. Rounded half away from zero:
// 1/2 is added, or subtracted from negative levels, and the fraction dropped. Weights are not NaN; the maximum is above the
// minimum.
void tk_weight_levels(
    const double *weights, size_t count, double weight_minimum, double weight_maximum, double level_maximum,
    int32_t *levels);

// The same for weights in single precision, in this machine's byte order and at any address.
void tk_weight_levels_f32(
    const void *weights, size_t count, double weight_minimum, double weight_maximum, double level_maximum,
    int32_t *levels);

// Cells of weights: out[i * cells + u] = table[levels[i] * cells + u].
void tk_spread_cells(const int32_t *levels, size_t count, const double *table, size_t cells, double *out);

// Conductances of cells with the wires that lead to them:
// out[i][j] = 1 / (resistance[i][j] + (j + 1) * row_wire + ((rows - i) * column_wire + access)), from [Ohm] to [S].
void tk_effective_conductances(
    const double *resistance, size_t rows, size_t columns, size_t stride, double row_wire, double column_wire,
    double access, double *out, size_t out_stride);

// The same for cells of weights that are given as levels, [rows][level_stride]: columns `first` to first + columns of their
// cells, of which each level has `cells`, with the resistances table[level * cells + u]. `out` is [rows][columns].
void tk_effective_level_conductances(
    const int32_t *levels, size_t rows, size_t level_stride, const double *table, size_t cells, size_t first,
    size_t columns, double row_wire, double column_wire, double access, double *out);

// Divides each row of a matrix [rows][stride], its first `columns` columns, by a number of its own; 0 yields a row of NaN.
void tk_divide_rows(double *matrix, size_t rows, size_t columns, size_t stride, const int32_t *divisors);
