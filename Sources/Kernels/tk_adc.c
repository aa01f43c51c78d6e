#include "tk_adc.h"

#include <math.h>
#include <string.h>

#include "tk_adc_delay.h"
#include "tk_target.h"

// The same result on every machine: no fused multiply-add where the hardware happens to have it.
#pragma STDC FP_CONTRACT OFF

enum { lanes = 8, chunk_groups = 32, chunk_columns = lanes * chunk_groups };

/// Patterns of columns that are nearly equal differ by less: a thirty-second of an octave.
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

static double larger(double a, double b) { return a < b ? b : a; }

/// Rounds columns to single precision. Returns whether all of them lie where the tables hold. Patterns of positive numbers
/// are ordered like integers; those of negative ones are negative, those that are not finite are larger than all.
TK_INLINE int load_chunk(const tk_adc_response *response, const double *conductances, size_t columns, chunk *c) {
    c->groups = (columns + lanes - 1) / lanes;
    c->last_lanes = columns - (c->groups - 1) * lanes;
    int_lanes low, high;
    for (size_t g = 0; g < c->groups; g++) {
        double_lanes wide;
        if (g + 1 < c->groups || c->last_lanes == lanes) {
            memcpy(&wide, conductances + g * lanes, sizeof wide);
        } else {
            for (size_t i = 0; i < lanes; i++) {
                wide[i] = conductances[i < c->last_lanes ? g * lanes + i : 0];
            }
        }
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
static double uncommon_power(const tk_adc_response *response, double conductance) {
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

/// Largest latency of columns between the smallest and the largest, where that is the one of either; otherwise negative.
static double latency_at_ends(const tk_adc_response *response, const double *conductances, size_t columns) {
    double low = conductances[0];
    double high = conductances[0];
    for (size_t i = 1; i < columns; i++) {
        low = conductances[i] < low ? conductances[i] : low;
        high = conductances[i] > high ? conductances[i] : high;
    }
    if (low != high && !tk_adc_is_slowest_at_ends(response, low, high)) return -1;
    double latency = tk_adc_conversion_latency(response, low);
    return low == high ? latency : larger(latency, tk_adc_conversion_latency(response, high));
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
        latency = larger(latency, tk_adc_conversion_latency(response, previous));
    }
    return latency;
}

/// Largest latency of a chunk of columns, or `latency` where that is larger.
///
/// Of nearly equal columns the smallest or the largest may be known to be the slowest. Otherwise it begins with one of the
/// largest bound; of the others only those whose bound exceeds what is known need a look.
TK_INLINE double chunk_latency(
    const tk_adc_response *response, const double *conductances, size_t columns, chunk *c, double latency) {
    float_lanes top;
    bound_chunk(response, c, &top);
    float most = __builtin_reduce_max(top);
    if (!((double)most > latency)) return latency;
    if (c->highest - c->lowest < near_patterns) {
        double ends = latency_at_ends(response, conductances, columns);
        if (ends >= 0) return larger(latency, ends);
    }
    double first = tk_adc_conversion_latency(response, conductances[top_column(c, &top, most)]);
    latency = larger(latency, first);
    for (int i = 0; i < lanes; i++) {
        if ((double)top[i] > latency) latency = lane_latency(response, conductances, columns, c, i, latency);
    }
    return latency;
}

/// Power of a chunk, and its slowest column where that is slower than `latency`: column by column, for conductances
/// outside the tables.
static double uncommon_chunk(
    const tk_adc_response *response, const double *conductances, size_t columns, int varies, double *latency) {
    double power = 0;
    double previous = 0;
    double previous_power = 0;
    for (size_t i = 0; i < columns; i++) {
        if (i == 0 || conductances[i] != previous) {
            previous = conductances[i];
            previous_power = uncommon_power(response, previous);
            if (varies && previous > 0 && !isinf(previous)) {
                *latency = larger(*latency, tk_adc_conversion_latency(response, previous));
            }
        }
        power += previous_power;
    }
    return power;
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
                power += summed_power(response, row + first, count);
                if (varies) latency = chunk_latency(response, row + first, count, &c, latency);
            } else {
                power += uncommon_chunk(response, row + first, count, varies, &latency);
            }
        }
        if (latency > response->maximum_latency) latency = response->maximum_latency;
        latencies[vector] = columns > 0 ? latency : 0;
        energies[vector] = power * latency;
    }
}

