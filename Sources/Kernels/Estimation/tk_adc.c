// SPDX-License-Identifier: Apache-2.0

#include "tk_adc.h"

#include <math.h>
#include <string.h>

#include "tk_adc_delay.h"
#include "tk_target.h"

// The same result on every machine: no fused multiply-add where the hardware happens to have it.
#pragma STDC FP_CONTRACT OFF

enum { lanes = 8, chunk_groups = 32, chunk_columns = lanes * chunk_groups };

/// Single-precision patterns of columns that are nearly equal differ by less: a thirty-second of the octave.
enum { near_patterns = 1 << 18 };

typedef float float_lanes __attribute__((vector_size(lanes * sizeof(float)), aligned(4)));
typedef int32_t int_lanes __attribute__((vector_size(lanes * sizeof(int32_t)), aligned(4)));
typedef double double_lanes __attribute__((vector_size(lanes * sizeof(double)), aligned(8)));

/// A run of columns in single precision, made up to whole groups of lanes with copies of the first one.
typedef struct {
    float_lanes conductances[chunk_groups];
    /// Upper bounds of the latency.
    float_lanes bounds[chunk_groups];
    size_t groups;
    /// Lanes of the last group that are columns.
    size_t last_lanes;
    /// Patterns of the smallest and the largest conductance.
    int32_t lowest;
    int32_t highest;
} chunk;

/// Loads a group of lanes of a chunk.
TK_INLINE void load_group(const double *conductances, const chunk *c, size_t g, double_lanes *out) {
    if (g + 1 < c->groups || c->last_lanes == lanes) {
        memcpy(out, conductances + g * lanes, sizeof *out);
    } else {
        for (size_t i = 0; i < lanes; i++) (*out)[i] = conductances[i < c->last_lanes ? g * lanes + i : 0];
    }
}

/// Rounds columns to single precision. Returns whether all of them lie where the tables hold. Patterns of positive numbers
/// are ordered like integers; those of negative ones are negative, those that are not finite are larger than all.
TK_INLINE int load_chunk(const tk_adc_response *response, const double *conductances, size_t columns, chunk *c) {
    c->groups = (columns + lanes - 1) / lanes;
    c->last_lanes = columns - (c->groups - 1) * lanes;
    int_lanes low, high;
    for (size_t g = 0; g < c->groups; g++) {
        double_lanes wide;
        load_group(conductances, c, g, &wide);
        c->conductances[g] = __builtin_convertvector(wide, float_lanes);
        int_lanes bits;
        memcpy(&bits, &c->conductances[g], sizeof bits);
        low = g == 0 ? bits : __builtin_elementwise_min(low, bits);
        high = g == 0 ? bits : __builtin_elementwise_max(high, bits);
    }
    int32_t first = response->first_octave << 23;
    int32_t end = (response->first_octave + response->octaves) << 23;
    c->lowest = __builtin_reduce_min(low);
    c->highest = __builtin_reduce_max(high);
    // Rounding may have moved a column over the lower end.
    return c->lowest > first && c->highest < end;
}

/// Power of a column that the table does not cover.
TK_INLINE double uncommon_power(const tk_adc_response *response, double conductance) {
    if (conductance == 0) return response->idle_power;
    if (!(conductance > 0) || isinf(conductance)) return 0;
    double fitted = conductance / response->resistance_scale;
    return response->base_power + response->coupling * pow(fitted, response->exponent);
}

/// Power of a column inside the table: a parabola.
TK_INLINE double column_power(const double *restrict table, uint64_t first, int shift, double conductance) {
    uint64_t bits;
    memcpy(&bits, &conductance, sizeof bits);
    const double *v = table + 3 * ((bits >> shift) - first);
    return v[0] + conductance * (v[1] + conductance * v[2]);
}

/// Sum of the power of a chunk inside the table. The order of additions depends on the number of columns only.
TK_INLINE double summed_power(const tk_adc_response *response, const double *restrict conductances, size_t columns) {
    const double *restrict table = response->power_coefficients;
    int shift = 52 - response->power_bin_bits;
    uint64_t first = (uint64_t)(response->first_octave + 1023 - 127) << response->power_bin_bits;
    double sums[4] = {0};
    size_t c = 0;
    for (; c + 4 <= columns; c += 4) {
        for (size_t i = 0; i < 4; i++) sums[i] += column_power(table, first, shift, conductances[c + i]);
    }
    for (; c < columns; c++) sums[0] += column_power(table, first, shift, conductances[c]);
    return (sums[0] + sums[1]) + (sums[2] + sums[3]);
}

/// Looks up the bounds of a chunk's latencies and finds the largest ones, lane by lane.
TK_INLINE void bound_chunk(const tk_adc_response *response, chunk *c, float_lanes *top) {
    const float *restrict table = response->latency_bounds;
    int shift = 23 - response->latency_bin_bits;
    int32_t first = response->first_octave << response->latency_bin_bits;
    float_lanes most = {0};
    for (size_t g = 0; g < c->groups; g++) {
        int_lanes bin;
        memcpy(&bin, &c->conductances[g], sizeof bin);
        bin = (bin >> shift) - first;
        float_lanes bounds;
        for (int i = 0; i < lanes; i++) bounds[i] = table[bin[i]];
        c->bounds[g] = bounds;
        most = __builtin_elementwise_max(most, bounds);
    }
    *top = most;
}

/// A column with the largest bound of a chunk, in one of the lanes where it occurs.
TK_INLINE size_t top_column(const chunk *c, const float_lanes *top, float most) {
    int lane = 0;
    while (lane + 1 < lanes && (*top)[lane] != most) lane++;
    size_t g = 0;
    while (g + 1 < c->groups && c->bounds[g][lane] != most) g++;
    size_t column = g * lanes + (size_t)lane;
    // The first column stands in for those beyond the last one.
    return g + 1 == c->groups && (size_t)lane >= c->last_lanes ? 0 : column;
}

/// Largest latency of the columns in one lane whose bound exceeds `latency`, or `latency`.
TK_INLINE double lane_latency(
    const tk_adc_response *response, const double *conductances, size_t columns, const chunk *c, int lane,
    double latency) {
    double previous = 0;
    for (size_t g = 0; g < c->groups; g++) {
        size_t column = g * lanes + (size_t)lane;
        if (!((double)c->bounds[g][lane] > latency) || column >= columns) continue;
        if (conductances[column] == previous) continue;
        previous = conductances[column];
        latency = larger(latency, conversion_latency(response, previous));
    }
    return latency;
}

/// Largest latency of a chunk of columns, or `latency` where that is larger.
///
/// It begins with a column of the largest bound; of the others only those whose bound exceeds what is known need a look.
TK_INLINE double chunk_latency(
    const tk_adc_response *response, const double *conductances, size_t columns, chunk *c, double latency) {
    float_lanes top;
    bound_chunk(response, c, &top);
    float most = __builtin_reduce_max(top);
    if (!((double)most > latency)) return latency;
    double first = conversion_latency(response, conductances[top_column(c, &top, most)]);
    latency = larger(latency, first);
    for (int i = 0; i < lanes; i++) {
        if ((double)top[i] > latency) latency = lane_latency(response, conductances, columns, c, i, latency);
    }
    return latency;
}

/// Nearly equal columns, by how far they are from one in the middle.
typedef struct {
    double middle;
    double lowest;
    double highest;
    /// Sums of the first four powers of the relative distances.
    double moments[4];
} near_columns;

/// The same, lane by lane.
typedef struct {
    double_lanes lowest;
    double_lanes highest;
    double_lanes moments[4];
} near_lanes;

TK_INLINE void add_group(near_lanes *n, const double_lanes *columns, double middle) {
    n->lowest = __builtin_elementwise_min(n->lowest, *columns);
    n->highest = __builtin_elementwise_max(n->highest, *columns);
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

TK_INLINE near_columns near_chunk(const double *conductances, const chunk *c) {
    int32_t pattern = c->lowest + (c->highest - c->lowest) / 2;
    float middle;
    memcpy(&middle, &pattern, sizeof middle);
    near_columns n = {.middle = middle};
    near_lanes sums = {.moments = {{0}}};
    double_lanes columns;
    load_group(conductances, c, 0, &columns);
    sums.lowest = columns;
    sums.highest = columns;
    for (size_t g = 0; g + 1 < c->groups; g++) {
        memcpy(&columns, conductances + g * lanes, sizeof columns);
        add_group(&sums, &columns, n.middle);
    }
    load_group(conductances, c, c->groups - 1, &columns);
    near_lanes last = {columns, columns, {{0}}};
    add_group(&last, &columns, n.middle);
    double_lanes counted;
    for (size_t i = 0; i < lanes; i++) counted[i] = i < c->last_lanes;
    for (int k = 0; k < 4; k++) sums.moments[k] += last.moments[k] * counted;
    sums.lowest = __builtin_elementwise_min(sums.lowest, last.lowest);
    sums.highest = __builtin_elementwise_max(sums.highest, last.highest);
    n.lowest = __builtin_reduce_min(sums.lowest);
    n.highest = __builtin_reduce_max(sums.highest);
    const double scale = 1 / n.middle;
    double power = 1;
    for (int k = 0; k < 4; k++) {
        power *= scale;
        n.moments[k] = lane_sum(&sums.moments[k]) * power;
    }
    return n;
}

/// Power of nearly equal columns: the binomial series of the power law around the middle one, up to the fourth power.
TK_INLINE double near_power(const tk_adc_response *response, const near_columns *n, size_t columns) {
    int shift = 52 - response->power_bin_bits;
    uint64_t first = (uint64_t)(response->first_octave + 1023 - 127) << response->power_bin_bits;
    double middle = column_power(response->power_coefficients, first, shift, n->middle) - response->base_power;
    double exponent = response->exponent;
    double coefficient = 1;
    double sum = (double)columns;
    for (int k = 0; k < 4; k++) {
        coefficient *= (exponent - k) / (k + 1);
        sum += coefficient * n->moments[k];
    }
    return (double)columns * response->base_power + middle * sum;
}

/// Power of a chunk inside the tables, and its slowest column where that is slower than `latency`.
TK_INLINE double common_chunk(
    const tk_adc_response *response, const double *conductances, size_t columns, int varies, chunk *c,
    double *latency) {
    if (c->highest - c->lowest >= near_patterns) {
        if (varies) *latency = chunk_latency(response, conductances, columns, c, *latency);
        return summed_power(response, conductances, columns);
    }
    near_columns n = near_chunk(conductances, c);
    if (varies) {
        double ends = latency_at_ends(response, n.lowest, n.highest);
        *latency = ends >= 0 ? larger(*latency, ends) : chunk_latency(response, conductances, columns, c, *latency);
    }
    return near_power(response, &n, columns);
}

/// Power of a chunk, and its slowest column where that is slower than `latency`: column by column, for conductances
/// outside the tables.
TK_INLINE double uncommon_chunk(
    const tk_adc_response *response, const double *conductances, size_t columns, int varies, double *latency) {
    double power = 0;
    double previous = 0;
    double previous_power = 0;
    for (size_t i = 0; i < columns; i++) {
        if (i == 0 || conductances[i] != previous) {
            previous = conductances[i];
            previous_power = uncommon_power(response, previous);
            if (varies && previous > 0 && !isinf(previous)) {
                *latency = larger(*latency, conversion_latency(response, previous));
            }
        }
        power += previous_power;
    }
    return power;
}

double tk_adc_conversion_latency(const tk_adc_response *response, double conductance) {
    return conversion_latency(response, conductance);
}

TK_WIDE void tk_adc_evaluate(
    const tk_adc_response *response, const double *conductances, size_t vectors, size_t columns, size_t stride,
    double *latencies, double *energies) {
    int varies = response->minimum_latency < response->maximum_latency;
    for (size_t vector = 0; vector < vectors; vector++) {
        const double *row = conductances + vector * stride;
        double latency = response->minimum_latency;
        double power = 0;
        for (size_t first = 0; first < columns; first += chunk_columns) {
            size_t count = columns - first < chunk_columns ? columns - first : chunk_columns;
            chunk c;
            if (load_chunk(response, row + first, count, &c)) {
                power += common_chunk(response, row + first, count, varies, &c, &latency);
            } else {
                power += uncommon_chunk(response, row + first, count, varies, &latency);
            }
        }
        if (latency > response->maximum_latency) latency = response->maximum_latency;
        latencies[vector] = columns > 0 ? latency : 0;
        energies[vector] = power * latency;
    }
}

