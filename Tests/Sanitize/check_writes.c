// SPDX-License-Identifier: Apache-2.0

#include "check.h"
#include "tk_writes.h"

typedef struct {
    double cells[2], pulses[2], pulsed, endpoints;
} row_change;

static void add_cell(row_change *row, tk_write_rule rule, double now, double former) {
    const double difference = fabs(now - former);
    if (difference < rule.threshold || difference == 0) return;
    const double pulses = fmin(ceil(difference / rule.step), rule.maximum_pulses);
    const int is_reset = now < former;
    row->cells[is_reset]++;
    row->pulses[is_reset] = fmax(row->pulses[is_reset], pulses);
    row->pulsed += pulses * (2 * now * former / (now + former));
    row->endpoints += now + former;
}

/// Single cells, whose sums are in four lanes: the counts are the same, sums to rounding.
static void check_cell_writes(tk_write_rule rule) {
    const size_t rows = (size_t)between(0, 6), columns = odd_size(300), stride = columns + (size_t)between(0, 3);
    const size_t size = rows > 0 ? (rows - 1) * stride + columns : 0;
    double *now = ARRAY(double, size), *former = ARRAY(double, size);
    for (size_t i = 0; i < size; i++) {
        now[i] = real(1e-8, 1e-5);
        former[i] = real(1e-8, 1e-5);
    }
    const tk_write_counts counts = tk_count_cell_writes(rule, now, stride, former, stride, rows, columns);
    row_change all = {0};
    double pulses[2] = {0};
    for (size_t r = 0; r < rows; r++) {
        row_change row = {0};
        for (size_t c = 0; c < columns; c++) add_cell(&row, rule, now[r * stride + c], former[r * stride + c]);
        for (int side = 0; side < 2; side++) {
            all.cells[side] += row.cells[side];
            pulses[side] += row.pulses[side];
        }
        all.pulsed += row.pulsed;
        all.endpoints += row.endpoints;
    }
    EXPECT(counts.set_cells == all.cells[0] && counts.reset_cells == all.cells[1]);
    EXPECT(counts.set_pulses == pulses[0] && counts.reset_pulses == pulses[1]);
    EXPECT(fabs(counts.pulsed_conductance - all.pulsed) <= 1e-9 * all.pulsed);
    EXPECT(fabs(counts.endpoint_conductance - all.endpoints) <= 1e-9 * all.endpoints);
}

void check_writes(void) {
    const size_t rows = (size_t)between(0, 10), columns = odd_size(600), kinds = (size_t)between(2, 300);
    const size_t cells = (size_t)between(1, 5), stride = columns + (size_t)between(0, 3);
    const size_t size = rows > 0 ? (rows - 1) * stride + columns : 0;
    double *tables[2] = {ARRAY(double, kinds * cells), ARRAY(double, kinds * cells)};
    int32_t *levels[2] = {ARRAY(int32_t, size), ARRAY(int32_t, size)};
    for (int side = 0; side < 2; side++) {
        for (size_t i = 0; i < kinds * cells; i++) tables[side][i] = real(1e-8, 1e-5);
        for (size_t i = 0; i < size; i++) levels[side][i] = (int32_t)between(0, (int64_t)kinds - 1);
    }
    const int64_t form = between(0, 2);
    const tk_level_cells now_cells = {tables[0], cells}, former_cells = {tables[form == 1], cells};
    const tk_level_matrix now = {levels[0], stride, 0}, former = {form == 2 ? NULL : levels[1], stride, 1e-7};
    const tk_write_rule rule = {real(0, 1e-7), real(1e-8, 1e-6), (double)between(1, 200)};
    tk_write_cache *cache = elements(tk_write_cache_size(), 1);
    memset(cache, 0, tk_write_cache_size());
    const tk_write_counts counts =
        tk_count_writes(rule, now_cells, former_cells, now, former, rows, columns, cache);
    tk_write_counts sum = {0};
    for (size_t r = 0; r < rows; r++) {
        row_change row = {0};
        for (size_t c = 0; c < columns; c++)
            for (size_t u = 0; u < cells; u++) {
                const double new = tables[0][(size_t)levels[0][r * stride + c] * cells + u];
                const double old = form == 2 ? former.conductance
                                             : former_cells.conductances[(size_t)levels[1][r * stride + c] * cells + u];
                add_cell(&row, rule, new, old);
            }
        sum.set_rows += row.cells[0] > 0;
        sum.reset_rows += row.cells[1] > 0;
        sum.reset_only_rows += row.cells[1] > 0 && row.cells[0] == 0;
        sum.set_cells += row.cells[0];
        sum.reset_cells += row.cells[1];
        sum.set_pulses += row.pulses[0];
        sum.reset_pulses += row.pulses[1];
        sum.pulsed_conductance += row.pulsed;
        sum.endpoint_conductance += row.endpoints;
    }
    EXPECT(counts.set_rows == sum.set_rows && counts.reset_rows == sum.reset_rows);
    EXPECT(counts.set_cells == sum.set_cells && counts.reset_cells == sum.reset_cells);
    EXPECT(counts.set_pulses == sum.set_pulses && counts.reset_pulses == sum.reset_pulses);
    EXPECT(counts.reset_only_rows == sum.reset_only_rows);
    EXPECT(near(counts.pulsed_conductance, sum.pulsed_conductance, 0));
    EXPECT(near(counts.endpoint_conductance, sum.endpoint_conductance, 0));
    check_cell_writes(rule);
}
