#include "tk_adc.h"

#include <math.h>
#include <string.h>

// The same result on every machine: no fused multiply-add where the hardware happens to have it.
#pragma STDC FP_CONTRACT OFF

enum { block_columns = 16, chunk_blocks = 32, chunk_columns = block_columns * chunk_blocks };

/// How far rounding may move a position on the ladder of references, with much to spare.
static const double position_tolerance = 1e-6;

static double cubic(const double c[4], double x) { return ((c[3] * x + c[2]) * x + c[1]) * x + c[0]; }

static double quartic(const double c[5], double x) {
    return (((c[4] * x + c[3]) * x + c[2]) * x + c[1]) * x + c[0];
}

static double larger(double a, double b) { return a < b ? b : a; }

static double clamped(double x, double low, double high) { return x < low ? low : (x > high ? high : x); }

/// Relative latency of one reference; 0 outside the fitted range.
static inline double shape(const tk_adc_delay *delay, double ratio) {
    if (!(ratio > delay->lowest_ratio && ratio < delay->highest_ratio)) return 0;
    return ratio <= delay->crossover ? cubic(delay->below, ratio) : quartic(delay->above, ratio);
}

/// Largest relative latency of the references next to a turning point.
static double slowest_around(const tk_adc_delay *delay, double ratio, double resistance) {
    double spacing = delay->reference_span / delay->levels;
    double position = (ratio * resistance - delay->reference_start) / spacing;
    // From now on counted from the reference before the first one, so that no number is negative.
    double count = (double)(delay->end_reference - delay->first_reference);
    position = clamped(position - (double)delay->first_reference, 0, count);
    // A position that rounding may have moved over a reference counts as on both sides of it.
    int64_t below = (int64_t)clamped(position - position_tolerance, 0, count) + delay->first_reference - 1;
    int64_t above = (int64_t)(position + position_tolerance) + delay->first_reference;
    if (below < delay->first_reference) below = delay->first_reference;
    if (above >= delay->end_reference) above = delay->end_reference - 1;
    double slowest = 0;
    for (int64_t i = below; i <= above; i++) {
        double reference = delay->reference_start + (double)(i + 1) * delay->reference_span / delay->levels;
        slowest = larger(slowest, shape(delay, reference / resistance));
    }
    return slowest;
}

double tk_adc_conversion_latency(const tk_adc_response *response, double conductance) {
    if (!(response->minimum_latency < response->maximum_latency)) return response->minimum_latency;
    const tk_adc_delay *delay = &response->delay;
    double resistance = 1 / conductance * response->resistance_scale;
    double scale = delay->log_slope * log(resistance / 1000) + delay->log_offset;
    if (!(scale > 0) || isinf(resistance) || delay->first_reference >= delay->end_reference) return 0;
    double slowest = 0;
    for (int64_t i = 0; i < delay->turning_point_count && delay->turning_points[i].ceiling > slowest; i++) {
        slowest = larger(slowest, slowest_around(delay, delay->turning_points[i].ratio, resistance));
    }
    return scale * slowest;
}

/// Numbers from `low` to `high`.
typedef struct {
    double low;
    double high;
} interval;

/// A polynomial over positive arguments, constant term first.
static interval polynomial_over(const double *coefficients, int degree, interval x) {
    interval sum = {coefficients[degree], coefficients[degree]};
    for (int i = degree - 1; i >= 0; i--) {
        double low = sum.low * (sum.low >= 0 ? x.low : x.high);
        double high = sum.high * (sum.high >= 0 ? x.high : x.low);
        sum = (interval){low + coefficients[i], high + coefficients[i]};
    }
    return sum;
}

static interval product(interval a, interval b) {
    double p = a.low * b.low, q = a.low * b.high, r = a.high * b.low, s = a.high * b.high;
    return (interval){fmin(fmin(p, q), fmin(r, s)), fmax(fmax(p, q), fmax(r, s))};
}

/// Whether the latency of one reference only grows or only falls over an interval of column resistance.
///
/// The latency is scale(R) * p(reference / R), whose derivative times R is slope * p - scale * ratio * p'. No turning point
/// lies inside the interval of ratios.
static int is_monotone(const tk_adc_delay *delay, double reference, interval resistance, interval scale) {
    interval ratio = {reference / resistance.high, reference / resistance.low};
    if (ratio.high <= delay->lowest_ratio || ratio.low >= delay->highest_ratio) return 1;
    int is_below = ratio.high <= delay->crossover;
    const double *coefficients = is_below ? delay->below : delay->above;
    int degree = is_below ? 3 : 4;
    double derivative[4];
    for (int i = 1; i <= degree; i++) derivative[i - 1] = i * coefficients[i];
    interval value = polynomial_over(coefficients, degree, ratio);
    interval fall = product(product(scale, ratio), polynomial_over(derivative, degree - 1, ratio));
    interval slope = {delay->log_slope, delay->log_slope};
    interval rise = product(slope, value);
    double rounding = 1e-9 * (fabs(rise.low) + fabs(rise.high) + fabs(fall.low) + fabs(fall.high));
    return rise.low - fall.high > rounding || rise.high - fall.low < -rounding;
}

/// Whether the latency of every column between two conductances is at most that of the slower of the two.
///
/// So it is where no reference passes a turning point, and the references next to the turning points, one of which is the
/// slowest, are each monotone: the larger one of rising and falling functions has no maximum inside an interval.
static int is_slowest_at_ends(const tk_adc_response *response, double lowest, double highest) {
    const tk_adc_delay *delay = &response->delay;
    interval resistance = {response->resistance_scale / highest, response->resistance_scale / lowest};
    interval scale = {
        delay->log_slope * log(resistance.low / 1000) + delay->log_offset,
        delay->log_slope * log(resistance.high / 1000) + delay->log_offset};
    if (scale.low > scale.high) scale = (interval){scale.high, scale.low};
    if (!(scale.low > 0) || delay->first_reference >= delay->end_reference) return 0;
    double spacing = delay->reference_span / delay->levels;
    for (int64_t i = 0; i < delay->turning_point_count; i++) {
        double ratio = delay->turning_points[i].ratio;
        double begin = (ratio * resistance.low - delay->reference_start) / spacing - position_tolerance;
        double end = (ratio * resistance.high - delay->reference_start) / spacing + position_tolerance;
        double first = (double)delay->first_reference;
        double last = (double)delay->end_reference;
        double passed = floor(clamped(begin, first, last + 1));
        if (passed != floor(clamped(end, first, last + 1))) return 0;
        for (double index = passed - 1; index <= passed; index++) {
            if (index < first || index >= last) continue;
            double reference = delay->reference_start + (index + 1) * delay->reference_span / delay->levels;
            if (!is_monotone(delay, reference, resistance, scale)) return 0;
        }
    }
    return 1;
}

/// Power of a column that the table does not cover.
static double uncommon_power(const tk_adc_response *response, double conductance) {
    if (conductance == 0) return response->idle_power;
    if (!(conductance > 0) || isinf(conductance)) return 0;
    double fitted = conductance / response->resistance_scale;
    return response->base_power + response->coupling * pow(fitted, response->exponent);
}

/// The tables of a response, read once for all columns.
typedef struct {
    tk_adc_bins power_bins;
    const double *restrict power_coefficients;
    tk_adc_bins latency_bins;
    const float *restrict latency_bounds;
} tables;

/// Index of the bin of a conductance; outside the table for zero, negative and non-finite ones.
static inline uint64_t bin_of(tk_adc_bins bins, double conductance) {
    uint64_t bits;
    memcpy(&bits, &conductance, sizeof bits);
    return (bits >> bins.shift) - bins.first;
}

// Nearly every conductance lies in the table.
static inline double column_power(const tk_adc_response *response, const tables *t, double conductance) {
    uint64_t bin = bin_of(t->power_bins, conductance);
    if (__builtin_expect(bin >= t->power_bins.count, 0)) return uncommon_power(response, conductance);
    const double *v = t->power_coefficients + 3 * bin;
    return v[0] + conductance * (v[1] + conductance * v[2]);
}

static inline float column_bound(const tables *t, double conductance) {
    uint64_t bin = bin_of(t->latency_bins, conductance);
    if (__builtin_expect(bin < t->latency_bins.count, 1)) return t->latency_bounds[bin];
    return conductance > 0 && !isinf(conductance) ? INFINITY : 0;
}

static inline float larger_bound(float a, float b) { return a < b ? b : a; }

/// Sum of the power of columns. The order of additions depends on their number only.
static double summed_power(
    const tk_adc_response *response, tables t, const double *restrict conductances, size_t columns) {
    double s0 = 0, s1 = 0, s2 = 0, s3 = 0;
    size_t c = 0;
    for (; c + 4 <= columns; c += 4) {
        s0 += column_power(response, &t, conductances[c]);
        s1 += column_power(response, &t, conductances[c + 1]);
        s2 += column_power(response, &t, conductances[c + 2]);
        s3 += column_power(response, &t, conductances[c + 3]);
    }
    for (; c < columns; c++) s0 += column_power(response, &t, conductances[c]);
    return (s0 + s1) + (s2 + s3);
}

/// Upper bounds of the latency of a run of columns, and the largest one of each block.
typedef struct {
    float columns[chunk_columns];
    float blocks[chunk_blocks];
    size_t block_count;
    size_t top_block;
} chunk_bounds;

static void bound_block(
    const tables *t, const double *restrict conductances, size_t columns, size_t block, chunk_bounds *bounds) {
    float *restrict out = bounds->columns + block * block_columns;
    float m0 = 0, m1 = 0, m2 = 0, m3 = 0;
    size_t c = 0;
    for (; c + 4 <= columns; c += 4) {
        out[c] = column_bound(t, conductances[c]);
        out[c + 1] = column_bound(t, conductances[c + 1]);
        out[c + 2] = column_bound(t, conductances[c + 2]);
        out[c + 3] = column_bound(t, conductances[c + 3]);
        m0 = larger_bound(m0, out[c]);
        m1 = larger_bound(m1, out[c + 1]);
        m2 = larger_bound(m2, out[c + 2]);
        m3 = larger_bound(m3, out[c + 3]);
    }
    for (; c < columns; c++) {
        out[c] = column_bound(t, conductances[c]);
        m0 = larger_bound(m0, out[c]);
    }
    bounds->blocks[block] = larger_bound(larger_bound(m0, m1), larger_bound(m2, m3));
}

static void bound_chunk(tables t, const double *restrict conductances, size_t columns, chunk_bounds *bounds) {
    bounds->block_count = (columns + block_columns - 1) / block_columns;
    bounds->top_block = 0;
    float top = 0;
    for (size_t b = 0; b < bounds->block_count; b++) {
        size_t begin = b * block_columns;
        size_t count = columns - begin < block_columns ? columns - begin : block_columns;
        bound_block(&t, conductances + begin, count, b, bounds);
        bounds->top_block = bounds->blocks[b] > top ? b : bounds->top_block;
        top = larger_bound(top, bounds->blocks[b]);
    }
}

/// Largest latency of a chunk of columns, or `latency` where that is larger.
///
/// Columns of nearly the same conductance are no slower than the smallest or the largest of them. Otherwise it looks at the
/// block with the largest bound first, and at others only where their bound exceeds what is known.
/// Neighbours are often equal; the same conductance is not evaluated twice in a row.
static double chunk_latency(
    const tk_adc_response *response, tables t, const double *restrict conductances, size_t columns, double latency) {
    chunk_bounds bounds;
    bound_chunk(t, conductances, columns, &bounds);
    if (!((double)bounds.blocks[bounds.top_block] > latency)) return latency;
    interval all = {INFINITY, 0};
    int are_positive = 1;
    for (size_t c = 0; c < columns; c++) {
        all.low = conductances[c] < all.low ? conductances[c] : all.low;
        all.high = conductances[c] > all.high ? conductances[c] : all.high;
        are_positive &= conductances[c] > 0 && conductances[c] < INFINITY;
    }
    if (are_positive && (all.low == all.high || is_slowest_at_ends(response, all.low, all.high))) {
        latency = larger(latency, tk_adc_conversion_latency(response, all.low));
        return larger(latency, tk_adc_conversion_latency(response, all.high));
    }
    double previous = 0;
    for (size_t k = 0; k <= bounds.block_count && latency < response->maximum_latency; k++) {
        size_t block = k == 0 ? bounds.top_block : k - 1;
        if (!((double)bounds.blocks[block] > latency)) continue;
        size_t end = (block + 1) * block_columns < columns ? (block + 1) * block_columns : columns;
        for (size_t c = block * block_columns; c < end; c++) {
            if (!((double)bounds.columns[c] > latency) || conductances[c] == previous) continue;
            previous = conductances[c];
            latency = larger(latency, tk_adc_conversion_latency(response, previous));
        }
    }
    return latency;
}

void tk_adc_evaluate(
    const tk_adc_response *response, const double *conductances, size_t vectors, size_t columns, size_t stride,
    double *latencies, double *energies) {
    tables t = {
        response->power_bins, response->power_coefficients, response->latency_bins, response->latency_bounds};
    int varies = response->minimum_latency < response->maximum_latency;
    for (size_t vector = 0; vector < vectors; vector++) {
        const double *row = conductances + vector * stride;
        double latency = response->minimum_latency;
        double power = 0;
        for (size_t c = 0; c < columns; c += chunk_columns) {
            size_t count = columns - c < chunk_columns ? columns - c : chunk_columns;
            power += summed_power(response, t, row + c, count);
            if (varies) latency = chunk_latency(response, t, row + c, count, latency);
        }
        if (latency > response->maximum_latency) latency = response->maximum_latency;
        latencies[vector] = columns > 0 ? latency : 0;
        energies[vector] = power * latency;
    }
}
