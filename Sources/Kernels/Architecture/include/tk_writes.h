// SPDX-License-Identifier: Apache-2.0

// What it takes to write weights, each of which is an integer level that stands for several cells.
#pragma once

#include <stddef.h>
#include <stdint.h>

// How many pulses a change of conductance takes: the change over `step`, rounded up, at most `maximum_pulses`, and none
// below `threshold` [S].
typedef struct {
    double threshold;
    double step;
    double maximum_pulses;
} tk_write_rule;

// The cells of the levels: conductances[level * cells + u] [S].
typedef struct {
    const double *conductances;
    size_t cells;
} tk_level_cells;

// A matrix of levels, `stride` elements from row to row. Where `levels` is null, all cells have one conductance [S].
typedef struct {
    const int32_t *levels;
    size_t stride;
    double conductance;
} tk_level_matrix;

// Counts over rows, set and reset steps apart; pulses are those of the cell of each row that takes most.
typedef struct {
    double set_rows;
    double set_cells;
    double set_pulses;
    double reset_rows;
    double reset_cells;
    double reset_pulses;
    // Rows with cells to reset but none to set.
    double reset_only_rows;
    // Pulses times the harmonic mean of the conductance before and after, 2 * (now * former) / (now + former), and the sum
    // of both, over written cells [S].
    double pulsed_conductance;
    double endpoint_conductance;
} tk_write_counts;

// Changes that were calculated before: room for tk_write_cache_size() bytes, all zero at first, for one rule and two tables
// of cells.
typedef struct tk_write_cache tk_write_cache;
size_t tk_write_cache_size(void);

// Counts what takes `columns` weights of each of `rows` rows from `former` to `now`. A cell with equal conductances is not
// written. Additions are in order: cells of a weight, weights of a row, rows.
tk_write_counts tk_count_writes(
    tk_write_rule rule, tk_level_cells now_cells, tk_level_cells former_cells, tk_level_matrix now,
    tk_level_matrix former, size_t rows, size_t columns, tk_write_cache *cache);

// Counts what takes rows x columns cells from conductances `former` to `now` [S], strides apart from row to row. A cell whose
// change is below the threshold is not written. Each of four lanes adds every fourth cell of all rows, in order; the lanes are
// added last, in order.
tk_write_counts tk_count_cell_writes(
    tk_write_rule rule, const double *now, size_t now_stride, const double *former, size_t former_stride, size_t rows,
    size_t columns);
