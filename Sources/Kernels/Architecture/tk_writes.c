// SPDX-License-Identifier: Apache-2.0

#include "tk_writes.h"

#include <math.h>
#include <string.h>

#include "tk_target.h"

// The same result on every machine: no fused multiply-add where the hardware happens to have it.
#pragma STDC FP_CONTRACT OFF

/// Two numbers, for cells that are set and cells that are reset.
typedef double pair __attribute__((vector_size(2 * sizeof(double))));

/// What takes all cells of a weight from one level to another; pairs are set and reset.
typedef struct {
    pair pulses;
    pair cells;
    /// Pulses times the mean conductance before and after, and the sum of both.
    pair conductance;
} change;

enum { cache_bits = 11, cache_size = 1 << cache_bits };

/// A change that was computed, in a line of the processor's cache.
typedef struct {
    change change;
    /// Both levels plus one in one number; 0 where nothing is cached.
    uint64_t key;
    uint64_t unused;
} cache_slot;

struct tk_write_cache {
    cache_slot slots[cache_size];
};

size_t tk_write_cache_size(void) { return sizeof(tk_write_cache); }

static void add_cell(change *sum, double now, double former, tk_write_rule rule) {
    double difference = fabs(now - former);
    if (!(difference >= rule.threshold) || difference == 0) return;
    double pulses = ceil(difference / rule.step);
    pulses = pulses < rule.maximum_pulses ? pulses : rule.maximum_pulses;
    double product = now * former;
    double total = now + former;
    int is_reset = now < former;
    sum->cells[is_reset] += 1;
    sum->pulses[is_reset] = pulses > sum->pulses[is_reset] ? pulses : sum->pulses[is_reset];
    sum->conductance[0] += pulses * ((product + product) / total);
    sum->conductance[1] += total;
}

static change change_of(
    tk_write_rule rule, const double *now, const double *former, double former_conductance, size_t cells) {
    change sum = {{0}};
    for (size_t u = 0; u < cells; u++) add_cell(&sum, now[u], former ? former[u] : former_conductance, rule);
    return sum;
}

/// The place of a change in the cache. Those of erased cells are in the order of their levels.
TK_INLINE size_t slot_of(uint64_t key, int is_erased) {
    if (is_erased) return (size_t)(key >> 32) & (cache_size - 1);
    return (size_t)(key * 0x9E3779B97F4A7C15ull >> (64 - cache_bits));
}

/// The rule and the cells of levels that changes are computed from, and those that were.
typedef struct {
    tk_write_rule rule;
    tk_level_cells now;
    tk_level_cells former;
    double erased;
    cache_slot *slots;
} change_source;

/// Adds the change of one weight to those of its row. `former` points to the level before; null where that is erased.
TK_INLINE void add_change(const change_source *source, int32_t level, const int32_t *former, change *row) {
    uint64_t before = former ? (uint64_t)(uint32_t)*former + 1 : 0;
    uint64_t key = ((uint64_t)(uint32_t)level + 1) << 32 | before;
    cache_slot *slot = &source->slots[slot_of(key, !former)];
    if (__builtin_expect(slot->key != key, 0)) {
        size_t cells = source->now.cells;
        const double *old = former ? source->former.conductances + (size_t)*former * cells : 0;
        const double *new = source->now.conductances + (size_t)level * cells;
        slot->change = change_of(source->rule, new, old, source->erased, cells);
        slot->key = key;
    }
    row->cells += slot->change.cells;
    row->conductance += slot->change.conductance;
    // Numbers of pulses are finite, so that plain comparisons do.
    for (int k = 0; k < 2; k++) {
        row->pulses[k] = slot->change.pulses[k] > row->pulses[k] ? slot->change.pulses[k] : row->pulses[k];
    }
}

enum { compared = 8 };

typedef int32_t level_lanes __attribute__((vector_size(compared * sizeof(int32_t)), aligned(4)));

/// Lists the columns in which two rows of levels differ: most weights of a training step keep their level.
TK_INLINE size_t list_changes(const int32_t *now, const int32_t *former, size_t columns, uint32_t *out) {
    size_t count = 0, c = 0;
    for (; c + compared <= columns; c += compared) {
        level_lanes new, old;
        memcpy(&new, now + c, sizeof new);
        memcpy(&old, former + c, sizeof old);
        if (__builtin_reduce_or(new ^ old) == 0) continue;
        for (size_t i = c; i < c + compared; i++) {
            out[count] = (uint32_t)i;
            count += now[i] != former[i];
        }
    }
    for (; c < columns; c++) {
        out[count] = (uint32_t)c;
        count += now[c] != former[c];
    }
    return count;
}

/// The change of a row of which equal levels are known to have equal cells.
TK_INLINE void add_changed(
    const change_source *source, const int32_t *levels, const int32_t *former, size_t columns, change *row) {
    enum { chunk = 256 };
    for (size_t first = 0; first < columns; first += chunk, levels += chunk, former += chunk) {
        uint32_t changed[chunk];
        size_t count = list_changes(levels, former, columns - first < chunk ? columns - first : chunk, changed);
        for (size_t i = 0; i < count; i++) add_change(source, levels[changed[i]], former + changed[i], row);
    }
}

TK_INLINE void add_row(tk_write_counts *counts, const change *row) {
    counts->set_cells += row->cells[0];
    counts->reset_cells += row->cells[1];
    counts->set_pulses += row->pulses[0];
    counts->reset_pulses += row->pulses[1];
    counts->pulsed_conductance += row->conductance[0];
    counts->endpoint_conductance += row->conductance[1];
    counts->set_rows += row->cells[0] > 0;
    counts->reset_rows += row->cells[1] > 0;
    counts->reset_only_rows += row->cells[1] > 0 && row->cells[0] == 0;
}

TK_WIDE tk_write_counts tk_count_writes(
    tk_write_rule rule, tk_level_cells now_cells, tk_level_cells former_cells, tk_level_matrix now,
    tk_level_matrix former, size_t rows, size_t columns, tk_write_cache *cache) {
    const change_source source = {rule, now_cells, former_cells, former.conductance, cache->slots};
    int has_equal_cells = now_cells.conductances == former_cells.conductances;
    tk_write_counts counts = {0};
    size_t r = 0;
    // Two rows side by side, so that additions of one do not wait for each other alone.
    for (; !former.levels && r + 2 <= rows; r += 2) {
        const int32_t *first = now.levels + r * now.stride, *second = first + now.stride;
        change upper = {{0}}, lower = {{0}};
        for (size_t c = 0; c < columns; c++) {
            add_change(&source, first[c], 0, &upper);
            add_change(&source, second[c], 0, &lower);
        }
        add_row(&counts, &upper);
        add_row(&counts, &lower);
    }
    for (; r < rows; r++) {
        const int32_t *levels = now.levels + r * now.stride;
        const int32_t *old = former.levels ? former.levels + r * former.stride : 0;
        change row = {{0}};
        if (old && has_equal_cells) {
            add_changed(&source, levels, old, columns, &row);
        } else {
            for (size_t c = 0; c < columns; c++) add_change(&source, levels[c], old ? old + c : 0, &row);
        }
        add_row(&counts, &row);
    }
    return counts;
}

enum { lanes = 4 };

/// Counts of a row and sums over all cells; a lane has every fourth cell.
typedef struct {
    double set_pulses[lanes];
    double reset_pulses[lanes];
    double set_cells[lanes];
    double reset_cells[lanes];
    double pulsed[lanes];
    double endpoints[lanes];
} lane_sums;

TK_INLINE double sum_of(const double *values) { return values[0] + values[1] + values[2] + values[3]; }

TK_INLINE double largest_of(const double *values) {
    double most = values[0];
    for (int lane = 1; lane < lanes; lane++) most = values[lane] > most ? values[lane] : most;
    return most;
}

/// Adds a cell of each lane, without branches.
TK_INLINE void add_cells(lane_sums *restrict sum, const double *restrict now, const double *restrict former, tk_write_rule rule) {
    for (int lane = 0; lane < lanes; lane++) {
        double difference = now[lane] - former[lane], magnitude = fabs(difference);
        double is_written = (double)((magnitude >= rule.threshold) & (magnitude > 0));
        // The next integer up: adding 2^52 leaves no room for a fraction.
        double exact = magnitude / rule.step, nearest = (exact + 4503599627370496.0) - 4503599627370496.0;
        double rounded = nearest + (nearest < exact ? 1.0 : 0.0);
        double pulses = rounded < rule.maximum_pulses ? rounded : rule.maximum_pulses;
        double total = now[lane] + former[lane], product = now[lane] * former[lane];
        double pulsed = pulses * ((product + product) / total);
        double set = difference > 0 ? is_written : 0, reset = difference > 0 ? 0 : is_written;
        double set_pulses = set * pulses, reset_pulses = reset * pulses;
        sum->pulsed[lane] += is_written > 0 ? pulsed : 0;
        sum->endpoints[lane] += is_written > 0 ? total : 0;
        sum->set_pulses[lane] = set_pulses > sum->set_pulses[lane] ? set_pulses : sum->set_pulses[lane];
        sum->reset_pulses[lane] = reset_pulses > sum->reset_pulses[lane] ? reset_pulses : sum->reset_pulses[lane];
        sum->set_cells[lane] += set;
        sum->reset_cells[lane] += reset;
    }
}

TK_WIDE tk_write_counts tk_count_cell_writes(
    tk_write_rule rule, const double *now, size_t now_stride, const double *former, size_t former_stride, size_t rows,
    size_t columns) {
    tk_write_counts counts = {0};
    lane_sums sum = {{0}};
    for (size_t r = 0; r < rows; r++, now += now_stride, former += former_stride) {
        for (int lane = 0; lane < lanes; lane++)
            sum.set_pulses[lane] = sum.reset_pulses[lane] = sum.set_cells[lane] = sum.reset_cells[lane] = 0;
        size_t c = 0;
        for (; c + lanes <= columns; c += lanes) add_cells(&sum, now + c, former + c, rule);
        if (c < columns) {
            // Lanes beyond the end do not change, so that they count for nothing.
            double after[lanes] = {0}, before[lanes] = {0};
            memcpy(after, now + c, (columns - c) * sizeof *now);
            memcpy(before, former + c, (columns - c) * sizeof *former);
            add_cells(&sum, after, before, rule);
        }
        const change row = {
            {largest_of(sum.set_pulses), largest_of(sum.reset_pulses)}, {sum_of(sum.set_cells), sum_of(sum.reset_cells)}, {0}};
        add_row(&counts, &row);
    }
    counts.pulsed_conductance = sum_of(sum.pulsed);
    counts.endpoint_conductance = sum_of(sum.endpoints);
    return counts;
}
