// SPDX-License-Identifier: Apache-2.0

// Delays of single columns, which the evaluation of converters compiles with its own loops.
#pragma once

#include <math.h>

#include "tk_adc.h"
#include "tk_target.h"

// The same result on every machine: no fused multiply-add where the hardware happens to have it.
#pragma STDC FP_CONTRACT OFF

/// How far rounding may move a position on the ladder of references, with much to spare.
static const double position_tolerance = 1e-6;

TK_INLINE double cubic(const double c[4], double x) { return ((c[3] * x + c[2]) * x + c[1]) * x + c[0]; }

TK_INLINE double quartic(const double c[5], double x) {
    return (((c[4] * x + c[3]) * x + c[2]) * x + c[1]) * x + c[0];
}

TK_INLINE double larger(double a, double b) { return a < b ? b : a; }

TK_INLINE double clamped(double x, double low, double high) { return x < low ? low : (x > high ? high : x); }

/// Relative latency of one reference; 0 outside the fitted range.
TK_INLINE double shape(const tk_adc_delay *delay, double ratio) {
    if (!(ratio > delay->lowest_ratio && ratio < delay->highest_ratio)) return 0;
    return ratio <= delay->crossover ? cubic(delay->below, ratio) : quartic(delay->above, ratio);
}

/// Largest relative latency of the references next to a turning point, for a column whose resistance has the reciprocal
/// `conductance`.
TK_INLINE double slowest_around(
    const tk_adc_delay *delay, double ratio, double resistance, double conductance, double levels_per_ohm,
    double spacing) {
    double position = (ratio * resistance - delay->reference_start) * levels_per_ohm;
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
        double reference = delay->reference_start + (double)(i + 1) * spacing;
        slowest = larger(slowest, shape(delay, reference * conductance));
    }
    return slowest;
}

/// What the latency of a column follows from.
typedef struct {
    /// Resistance for the latency model [Ohm].
    double resistance;
    /// Latency of a relative latency of 1 [s].
    double scale;
} column;

TK_INLINE column column_of(const tk_adc_response *response, double conductance) {
    double resistance = 1 / conductance * response->resistance_scale;
    return (column){resistance, response->delay.log_slope * log(resistance / 1000) + response->delay.log_offset};
}

TK_INLINE int compares(const tk_adc_delay *delay) { return delay->first_reference < delay->end_reference; }

TK_INLINE double column_latency(const tk_adc_delay *delay, column c) {
    if (!(c.scale > 0) || isinf(c.resistance) || !compares(delay)) return 0;
    double scaled_conductance = 1 / c.resistance;
    double spacing = delay->reference_span / delay->levels;
    double slowest = 0;
    for (int64_t i = 0; i < delay->turning_point_count && delay->turning_points[i].ceiling > slowest; i++) {
        double around = slowest_around(
            delay, delay->turning_points[i].ratio, c.resistance, scaled_conductance, 1 / spacing, spacing);
        slowest = larger(slowest, around);
    }
    return c.scale * slowest;
}

/// Latency [s] of one column with a conductance, before the limits of a read are applied.
TK_INLINE double conversion_latency(const tk_adc_response *response, double conductance) {
    if (!(response->minimum_latency < response->maximum_latency)) return response->minimum_latency;
    return column_latency(&response->delay, column_of(response, conductance));
}

/// Numbers from `low` to `high`.
typedef struct {
    double low;
    double high;
} interval;

TK_INLINE double smaller(double a, double b) { return b < a ? b : a; }

/// Products with the numbers of an interval of positive ones. It has no branches, which the processor could not foresee.
TK_INLINE interval times_positive(interval a, interval positive) {
    return (interval){
        smaller(a.low * positive.low, a.low * positive.high), larger(a.high * positive.low, a.high * positive.high)};
}

/// A polynomial over positive arguments, constant term first.
TK_INLINE interval polynomial_over(const double *coefficients, int degree, interval x) {
    interval sum = {coefficients[degree], coefficients[degree]};
    for (int i = degree - 1; i >= 0; i--) {
        const interval product = times_positive(sum, x);
        sum = (interval){product.low + coefficients[i], product.high + coefficients[i]};
    }
    return sum;
}

/// Products with one number.
TK_INLINE interval times(interval a, double factor) {
    double p = a.low * factor, q = a.high * factor;
    return (interval){smaller(p, q), larger(p, q)};
}

/// Whether the latency of one reference only grows or only falls over an interval of column resistance.
///
/// The latency is scale(R) * p(reference / R), whose derivative times R is slope * p - scale * ratio * p'. No turning point
/// lies inside the interval of ratios.
TK_INLINE int is_monotone(const tk_adc_delay *delay, interval ratio, interval scale) {
    if (ratio.high <= delay->lowest_ratio || ratio.low >= delay->highest_ratio) return 1;
    int is_below = ratio.high <= delay->crossover;
    const double *coefficients = is_below ? delay->below : delay->above;
    int degree = is_below ? 3 : 4;
    double derivative[4];
    for (int i = 1; i <= degree; i++) derivative[i - 1] = i * coefficients[i];
    interval rise = times(polynomial_over(coefficients, degree, ratio), delay->log_slope);
    interval scaled_ratio = {scale.low * ratio.low, scale.high * ratio.high};
    interval fall = times_positive(polynomial_over(derivative, degree - 1, ratio), scaled_ratio);
    double rounding = 1e-9 * (fabs(rise.low) + fabs(rise.high) + fabs(fall.low) + fabs(fall.high));
    return rise.low - fall.high > rounding || rise.high - fall.low < -rounding;
}

/// Whether the latency of every column between two is at most `known`, which is that of the slower of the two.
///
/// So it is where no reference passes a turning point, and the references next to the turning points, one of which is the
/// slowest, are each monotone: the larger one of rising and falling functions has no maximum inside an interval. Turning points
/// whose ceiling is not above what is known need no look, nor do those after them.
TK_INLINE int is_slowest_at_ends(const tk_adc_delay *delay, column lowest, column highest, double known) {
    interval resistance = {lowest.resistance, highest.resistance};
    interval scale = {lowest.scale, highest.scale};
    if (scale.low > scale.high) scale = (interval){scale.high, scale.low};
    if (!(scale.low > 0) || !compares(delay)) return 0;
    const interval conductance = {1 / resistance.high, 1 / resistance.low};
    const double spacing = delay->reference_span / delay->levels, levels_per_ohm = 1 / spacing;
    const double first = (double)delay->first_reference, last = (double)delay->end_reference;
    for (int64_t i = 0; i < delay->turning_point_count; i++) {
        if (delay->turning_points[i].ceiling * scale.high <= known) break;
        double ratio = delay->turning_points[i].ratio;
        double begin = (ratio * resistance.low - delay->reference_start) * levels_per_ohm - position_tolerance;
        double end = (ratio * resistance.high - delay->reference_start) * levels_per_ohm + position_tolerance;
        // Where all references are below the turning point, the last one is next to it.
        double passed = floor(clamped(begin, first, last));
        if (passed != floor(clamped(end, first, last))) return 0;
        for (double index = passed - 1; index <= passed; index++) {
            if (index < first || index >= last) continue;
            double reference = delay->reference_start + (index + 1) * spacing;
            interval ratios = {reference * conductance.low, reference * conductance.high};
            if (!is_monotone(delay, ratios, scale)) return 0;
        }
    }
    return 1;
}

/// Largest latency [s] of columns from one conductance to another where it is known to be that of one of these two, and a
/// negative number where it is not. The latency varies.
TK_INLINE double latency_at_ends(const tk_adc_response *response, double lowest, double highest) {
    const tk_adc_delay *delay = &response->delay;
    // The larger the conductance, the smaller the resistance.
    column first = column_of(response, highest);
    double known = column_latency(delay, first);
    if (lowest == highest) return known;
    column last = column_of(response, lowest);
    known = larger(known, column_latency(delay, last));
    return is_slowest_at_ends(delay, first, last, known) ? known : -1;
}
