// SPDX-License-Identifier: Apache-2.0

#include "tk_adc.h"

#include <math.h>
#include <string.h>

#include "tk_adc_columns.h"
#include "tk_target.h"

// The same result on every machine: no fused multiply-add where the hardware happens to have it.
#pragma STDC FP_CONTRACT OFF

enum { lanes = 8, chunk_groups = 32, chunk_columns = lanes * chunk_groups };

/// Single-precision patterns of columns that are nearly equal differ by less: a thirty-second of the octave.
enum { near_patterns = 1 << 18 };

typedef float float_lanes __attribute__((vector_size(lanes * sizeof(float)), aligned(4)));
typedef int32_t int_lanes __attribute__((vector_size(lanes * sizeof(int32_t)), aligned(4)));
typedef double double_lanes __attribute__((vector_size(lanes * sizeof(double)), aligned(8)));
typedef int64_t long_lanes __attribute__((vector_size(lanes * sizeof(int64_t)), aligned(8)));

/// A run of columns.
typedef struct {
    const double *conductances;
    size_t columns;
    /// Groups of lanes that hold all columns, and lanes of the last group that are columns.
    size_t groups;
    size_t last_lanes;
    double lowest;
    double highest;
    /// Patterns of the lowest and the highest conductance in single precision.
    int32_t lowest_pattern;
    int32_t highest_pattern;
} chunk;

/// Loads a group of lanes of a chunk, made up with copies of its first column.
TK_INLINE void load_group(const chunk *c, size_t g, double_lanes *out) {
    if (g + 1 < c->groups || c->last_lanes == lanes) {
        memcpy(out, c->conductances + g * lanes, sizeof *out);
    } else {
        for (size_t i = 0; i < lanes; i++) (*out)[i] = c->conductances[i < c->last_lanes ? g * lanes + i : 0];
    }
}

TK_INLINE int32_t single_pattern(double x) {
    float rounded = (float)x;
    int32_t bits;
    memcpy(&bits, &rounded, sizeof bits);
    return bits;
}

TK_INLINE void widen_range(const double_lanes *columns, double_lanes *low, double_lanes *high, long_lanes *odd) {
    *odd |= *columns != *columns;
    for (int i = 0; i < lanes; i++) {
        (*low)[i] = (*columns)[i] < (*low)[i] ? (*columns)[i] : (*low)[i];
        (*high)[i] = (*columns)[i] > (*high)[i] ? (*columns)[i] : (*high)[i];
    }
}

/// Finds the lowest and the highest of the columns. Returns whether all of them lie where the tables hold. Patterns of
/// positive numbers are ordered like integers; those of negative ones are negative.
TK_INLINE int find_range(const tk_adc_response *response, chunk *c) {
    double_lanes low, high, columns;
    long_lanes odd = {0};
    load_group(c, c->groups - 1, &columns);
    low = columns;
    high = columns;
    widen_range(&columns, &low, &high, &odd);
    for (size_t g = 0; g + 1 < c->groups; g++) {
        memcpy(&columns, c->conductances + g * lanes, sizeof columns);
        widen_range(&columns, &low, &high, &odd);
    }
    if (__builtin_reduce_or(odd)) {
        c->lowest = -INFINITY;
        c->highest = INFINITY;
        return 0;
    }
    c->lowest = low[0];
    c->highest = high[0];
    for (int i = 1; i < lanes; i++) {
        c->lowest = smaller(c->lowest, low[i]);
        c->highest = larger(c->highest, high[i]);
    }
    c->lowest_pattern = single_pattern(c->lowest);
    c->highest_pattern = single_pattern(c->highest);
    int32_t first = response->first_octave << 23;
    int32_t end = (response->first_octave + response->octaves) << 23;
    // Rounding may have moved a column over the lower end.
    return c->lowest_pattern > first && c->highest_pattern < end;
}

/// Power of a column that the table does not cover.
TK_INLINE double uncommon_power(const tk_adc_response *response, double conductance) {
    if (conductance == 0) return response->idle_power;
    if (!(conductance > 0) || isinf(conductance)) return 0;
    double fitted = conductance / response->resistance_scale;
    return response->base_power + response->coupling * pow(fitted, response->exponent);
}

/// Power of a column inside the table: a parabola.
TK_INLINE double column_power(const tk_adc_response *response, double conductance) {
    int shift = 52 - response->power_bin_bits;
    uint64_t first = (uint64_t)(response->first_octave + 1023 - 127) << response->power_bin_bits;
    const double *v = response->power_coefficients + 3 * ((pattern_of(conductance) >> shift) - first);
    return v[0] + conductance * (v[1] + conductance * v[2]);
}

/// Sum of the power of a chunk inside the table. The order of additions depends on the number of columns only.
TK_INLINE double summed_power(const tk_adc_response *response, const double *restrict conductances, size_t columns) {
    double sums[4] = {0};
    size_t c = 0;
    for (; c + 4 <= columns; c += 4) {
        for (size_t i = 0; i < 4; i++) sums[i] += column_power(response, conductances[c + i]);
    }
    for (; c < columns; c++) sums[0] += column_power(response, conductances[c]);
    return (sums[0] + sums[1]) + (sums[2] + sums[3]);
}

/// Upper bounds of the latencies of a chunk.
typedef struct {
    float_lanes bounds[chunk_groups];
    /// The largest ones, lane by lane.
    float_lanes top;
} chunk_bounds;

/// Looks up the bounds of a chunk's latencies by its columns in single precision.
TK_INLINE void bound_chunk(const tk_adc_response *response, const chunk *c, chunk_bounds *b) {
    const float *restrict table = response->latency_bounds;
    int shift = 23 - response->latency_bin_bits;
    int32_t first = response->first_octave << response->latency_bin_bits;
    float_lanes most = {0};
    for (size_t g = 0; g < c->groups; g++) {
        double_lanes wide;
        load_group(c, g, &wide);
        float_lanes rounded = __builtin_convertvector(wide, float_lanes);
        int_lanes bin;
        memcpy(&bin, &rounded, sizeof bin);
        bin = (bin >> shift) - first;
        float_lanes bounds;
        for (int i = 0; i < lanes; i++) bounds[i] = table[bin[i]];
        b->bounds[g] = bounds;
        most = __builtin_elementwise_max(most, bounds);
    }
    b->top = most;
}

/// A column with the largest bound of a chunk, in one of the lanes where it occurs.
TK_INLINE size_t top_column(const chunk *c, const chunk_bounds *b, float most) {
    int lane = 0;
    while (lane + 1 < lanes && b->top[lane] != most) lane++;
    size_t g = 0;
    while (g + 1 < c->groups && b->bounds[g][lane] != most) g++;
    size_t column = g * lanes + (size_t)lane;
    // The first column stands in for those beyond the last one.
    return column < c->columns ? column : 0;
}

/// Sums of the first four powers of the distances of nearly equal columns from one in the middle, lane by lane.
typedef struct {
    double_lanes moments[4];
} near_lanes;

TK_INLINE void add_group(near_lanes *n, const double_lanes *columns, double middle) {
    double_lanes distance = *columns - middle;
    double_lanes square = distance * distance;
    n->moments[0] += distance;
    n->moments[1] += square;
    n->moments[2] += square * distance;
    n->moments[3] += square * square;
}

TK_INLINE double lane_sum(const double_lanes *s) {
    return (((*s)[0] + (*s)[1]) + ((*s)[2] + (*s)[3])) + (((*s)[4] + (*s)[5]) + ((*s)[6] + (*s)[7]));
}

/// Sums of the first four powers of the relative distances of nearly equal columns from one in the middle, which it returns.
TK_INLINE double near_moments(const chunk *c, double moments[4]) {
    int32_t pattern = c->lowest_pattern + (c->highest_pattern - c->lowest_pattern) / 2;
    float middle;
    memcpy(&middle, &pattern, sizeof middle);
    near_lanes sums = {{{0}}}, last = {{{0}}};
    double_lanes columns;
    for (size_t g = 0; g + 1 < c->groups; g++) {
        memcpy(&columns, c->conductances + g * lanes, sizeof columns);
        add_group(&sums, &columns, (double)middle);
    }
    load_group(c, c->groups - 1, &columns);
    add_group(&last, &columns, (double)middle);
    double_lanes counted;
    for (size_t i = 0; i < lanes; i++) counted[i] = i < c->last_lanes;
    const double scale = 1 / (double)middle;
    double power = 1;
    for (int k = 0; k < 4; k++) {
        double_lanes sum = sums.moments[k] + last.moments[k] * counted;
        power *= scale;
        moments[k] = lane_sum(&sum) * power;
    }
    return (double)middle;
}

/// Power of equal columns.
TK_INLINE double equal_power(const tk_adc_response *response, const chunk *c) {
    return (double)c->columns * column_power(response, c->lowest);
}

/// Power of nearly equal columns: the binomial series of the power law around the middle one, up to the fourth power.
TK_INLINE double near_power(const tk_adc_response *response, const chunk *c) {
    double moments[4];
    double middle = near_moments(c, moments);
    double power = column_power(response, middle) - response->base_power;
    double exponent = response->exponent;
    double coefficient = 1;
    double sum = (double)c->columns;
    for (int k = 0; k < 4; k++) {
        coefficient *= (exponent - k) / (k + 1);
        sum += coefficient * moments[k];
    }
    return (double)c->columns * response->base_power + power * sum;
}

/// Power of a chunk, and its slowest column where that is slower than `latency`: column by column, for conductances
/// outside the tables.
TK_INLINE double uncommon_chunk(const tk_adc_response *response, const chunk *c, int varies, double *latency) {
    // Where no row is active.
    if (c->lowest == 0 && c->highest == 0) return (double)c->columns * uncommon_power(response, 0);
    double power = 0;
    double previous = 0;
    double previous_power = 0;
    for (size_t i = 0; i < c->columns; i++) {
        if (i == 0 || c->conductances[i] != previous) {
            previous = c->conductances[i];
            previous_power = uncommon_power(response, previous);
            if (varies && previous > 0 && !isinf(previous)) {
                *latency = larger(*latency, conversion_latency(response, previous));
            }
        }
        power += previous_power;
    }
    return power;
}

/// Vectors that are evaluated side by side. What is known of them so far grows.
typedef struct {
    size_t vectors;
    size_t stride;
    double latency[most_groups];
    double power[most_groups];
} vector_totals;

/// Columns whose latency is needed, and the vectors that they belong to.
typedef struct {
    size_t count;
    double conductances[most_columns];
    uint32_t vectors[most_columns];
} slow_columns;

/// Computes the latencies of columns that may be the slowest ones of their vectors.
TK_WIDE static void settle(const tk_adc_response *response, slow_columns *slow, vector_totals *totals) {
    if (slow->count == 0) return;
    double latencies[most_columns];
    find_column_latencies(response, slow->conductances, slow->count, latencies);
    for (size_t i = 0; i < slow->count; i++) {
        double *latency = &totals->latency[slow->vectors[i]];
        *latency = larger(*latency, latencies[i]);
    }
    slow->count = 0;
}

/// Lists the columns of a chunk that may be the slowest ones of its vector.
///
/// It begins with a column of the largest bound; of the others only those whose bound exceeds what is known need a look.
TK_INLINE void list_slow_columns(
    const tk_adc_response *response, const chunk *c, size_t vector, vector_totals *totals, slow_columns *slow) {
    chunk_bounds b;
    bound_chunk(response, c, &b);
    float most = __builtin_reduce_max(b.top);
    double known = totals->latency[vector];
    if (!((double)most > known)) return;
    known = larger(known, conversion_latency(response, c->conductances[top_column(c, &b, most)]));
    totals->latency[vector] = known;
    // The largest number in single precision that is not above what is known. Bounds are not negative.
    float limit = (float)known;
    if ((double)limit > known) limit = nextafterf(limit, 0);
    double previous = 0;
    for (size_t g = 0; g < c->groups; g++) {
        int_lanes is_above = b.bounds[g] > limit;
        if (__builtin_reduce_or(is_above) == 0) continue;
        for (size_t i = g * lanes; i < g * lanes + lanes && i < c->columns; i++) {
            if (!is_above[i % lanes] || c->conductances[i] == previous) continue;
            previous = c->conductances[i];
            slow->conductances[slow->count] = previous;
            slow->vectors[slow->count++] = (uint32_t)vector;
            if (slow->count == most_columns) settle(response, slow, totals);
        }
    }
}

/// Adds a chunk of columns of each vector, of which the first one begins at `conductances`.
TK_INLINE void add_chunks(
    const tk_adc_response *response, const double *conductances, size_t columns, vector_totals *totals) {
    int varies = response->minimum_latency < response->maximum_latency;
    chunk near[most_groups];
    size_t owners[most_groups];
    column_ends ends;
    slow_columns slow;
    ends.count = 0;
    slow.count = 0;
    for (size_t v = 0; v < totals->vectors; v++) {
        size_t groups = (columns + lanes - 1) / lanes;
        chunk c = {
            .conductances = conductances + v * totals->stride, .columns = columns, .groups = groups,
            .last_lanes = columns - (groups - 1) * lanes};
        if (!find_range(response, &c)) {
            totals->power[v] += uncommon_chunk(response, &c, varies, &totals->latency[v]);
        } else if (c.lowest == c.highest) {
            totals->power[v] += equal_power(response, &c);
            if (varies) totals->latency[v] = larger(totals->latency[v], conversion_latency(response, c.lowest));
        } else if (c.highest_pattern - c.lowest_pattern < near_patterns) {
            totals->power[v] += near_power(response, &c);
            near[ends.count] = c;
            owners[ends.count] = v;
            ends.lowest[ends.count] = c.lowest;
            ends.highest[ends.count++] = c.highest;
        } else {
            totals->power[v] += summed_power(response, c.conductances, columns);
            if (varies) list_slow_columns(response, &c, v, totals, &slow);
        }
    }
    if (varies && ends.count > 0) {
        find_latencies(response, &ends);
        for (size_t i = 0; i < ends.count; i++) {
            double *latency = &totals->latency[owners[i]];
            if (ends.is_at_end[i] > 0) {
                *latency = larger(*latency, ends.latency[i]);
            } else {
                list_slow_columns(response, &near[i], owners[i], totals, &slow);
            }
        }
    }
    settle(response, &slow, totals);
}

double tk_adc_conversion_latency(const tk_adc_response *response, double conductance) {
    return conversion_latency(response, conductance);
}

TK_WIDE void tk_adc_evaluate(
    const tk_adc_response *response, const double *conductances, size_t vectors, size_t columns, size_t stride,
    double *latencies, double *energies) {
    for (size_t start = 0; start < vectors; start += most_groups, conductances += most_groups * stride) {
        vector_totals totals;
        totals.vectors = vectors - start < most_groups ? vectors - start : most_groups;
        totals.stride = stride;
        for (size_t v = 0; v < totals.vectors; v++) {
            totals.latency[v] = response->minimum_latency;
            totals.power[v] = 0;
        }
        for (size_t first = 0; first < columns; first += chunk_columns) {
            size_t count = columns - first < chunk_columns ? columns - first : chunk_columns;
            add_chunks(response, conductances + first, count, &totals);
        }
        for (size_t v = 0; v < totals.vectors; v++) {
            double latency = columns > 0 ? smaller(totals.latency[v], response->maximum_latency) : 0;
            latencies[start + v] = latency;
            energies[start + v] = totals.power[v] * latency;
        }
    }
}
