// SPDX-License-Identifier: Apache-2.0

// Delays of single columns, which the evaluation of converters compiles with its own loops. But for the last function nothing
// branches on a column, so that the compiler can do several columns side by side.
#pragma once

#include <math.h>
#include <string.h>

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

TK_INLINE double smaller(double a, double b) { return b < a ? b : a; }

TK_INLINE double clamped(double x, double low, double high) { return x < low ? low : (x > high ? high : x); }

/// The integer part of a number from 0 to 2^51: adding 2^52 leaves no room for a fraction.
TK_INLINE double whole(double x) {
    double nearest = (x + 0x1p52) - 0x1p52;
    return nearest > x ? nearest - 1 : nearest;
}

TK_INLINE uint64_t pattern_of(double x) {
    uint64_t bits;
    memcpy(&bits, &x, sizeof bits);
    return bits;
}

TK_INLINE double number_of(uint64_t bits) {
    double x;
    memcpy(&x, &bits, sizeof x);
    return x;
}

/// Natural logarithm of a positive, finite number, to 2^-51 of itself: that of a power of two, and the series of the inverse
/// hyperbolic tangent for the rest, which lies between the square roots of 1/2 and 2.
TK_INLINE double logarithm(double x) {
    // The leading 41 bits of log 2, whose product with an exponent is exact, and the others.
    const double leading = 0x1.62e42fefa3p-1, others = 0x1.3de6af278ece6p-42;
    const uint64_t one = 0x3ff0000000000000, root_of_half = 0x3fe6a09e667f3bcd, two_to_52 = 0x4330000000000000;
    double is_subnormal = x < 0x1p-1022 ? 1.0 : 0.0;
    uint64_t bits = pattern_of(x * (is_subnormal > 0 ? 0x1p54 : 1.0));
    uint64_t biased = (bits + (one - root_of_half)) >> 52;
    double exponent = number_of(biased | two_to_52) - (0x1p52 + 1023) - 54 * is_subnormal;
    double rest = number_of(bits - (biased << 52) + one);
    double tangent = (rest - 1) / (rest + 1);
    // The inverse odd numbers up to 1/19; the next term is below 2^-55. Pairs, and pairs of pairs, do not wait for each other.
    double square = tangent * tangent, fourth = square * square, eighth = fourth * fourth;
    double low = (1 / 3.0 + square * (1 / 5.0)) + fourth * (1 / 7.0 + square * (1 / 9.0));
    double high = (1 / 11.0 + square * (1 / 13.0)) + fourth * (1 / 15.0 + square * (1 / 17.0));
    double sum = low + eighth * (high + eighth * (1 / 19.0));
    return exponent * leading + (2 * tangent + (2 * tangent * square * sum + exponent * others));
}

/// Relative latency of one reference; 0 outside the fitted range.
TK_INLINE double shape(const tk_adc_delay *delay, double ratio) {
    double below = cubic(delay->below, ratio), above = quartic(delay->above, ratio);
    double fitted = ratio <= delay->crossover ? below : above;
    return ratio > delay->lowest_ratio ? (ratio < delay->highest_ratio ? fitted : 0) : 0;
}

/// The ladder of references, as numbers without a fraction.
typedef struct {
    double start;
    double spacing;
    double levels_per_ohm;
    /// The references from the first one up to, not including, the end are compared.
    double first;
    double end;
} reference_ladder;

TK_INLINE reference_ladder ladder_of(const tk_adc_delay *delay) {
    double spacing = delay->reference_span / delay->levels;
    return (reference_ladder){
        delay->reference_start, spacing, 1 / spacing, (double)delay->first_reference, (double)delay->end_reference};
}

TK_INLINE double reference_at(const reference_ladder *ladder, double index) {
    return ladder->start + (index + 1) * ladder->spacing;
}

TK_INLINE int compares(const tk_adc_delay *delay) { return delay->first_reference < delay->end_reference; }

/// What the latency of a column follows from.
typedef struct {
    /// Resistance for the latency model [Ohm].
    double resistance;
    /// Latency of a relative latency of 1 [s].
    double scale;
} column;

TK_INLINE column column_of(const tk_adc_response *response, double conductance) {
    double resistance = 1 / conductance * response->resistance_scale;
    return (column){resistance, response->delay.log_slope * logarithm(resistance / 1000) + response->delay.log_offset};
}

/// The references next to a turning point, of which there are one to three, counted from the first one.
typedef struct {
    double below;
    double above;
} neighbours;

TK_INLINE neighbours neighbours_of(const reference_ladder *ladder, double ratio, double resistance) {
    // Counted from the first reference, so that no number is negative.
    double count = ladder->end - ladder->first;
    double position = (ratio * resistance - ladder->start) * ladder->levels_per_ohm - ladder->first;
    position = clamped(position, 0, count);
    // A position that rounding may have moved over a reference counts as on both sides of it.
    return (neighbours){
        larger(whole(larger(position - position_tolerance, 0)) - 1, 0),
        smaller(whole(position + position_tolerance), count - 1)};
}

TK_INLINE double relative_latency(
    const tk_adc_delay *delay, const reference_ladder *ladder, double index, double conductance) {
    return shape(delay, reference_at(ladder, ladder->first + index) * conductance);
}

/// Latency [s] of a column with a largest relative latency; 0 where the fit gives none.
TK_INLINE double latency_of(column c, double slowest) {
    return c.scale > 0 ? (c.resistance <= 0x1.fffffffffffffp1023 ? c.scale * slowest : 0) : 0;
}

/// Latency [s] of one column with a conductance, before the limits of a read are applied.
TK_INLINE double conversion_latency(const tk_adc_response *response, double conductance) {
    if (!(response->minimum_latency < response->maximum_latency)) return response->minimum_latency;
    const tk_adc_delay *delay = &response->delay;
    if (!compares(delay)) return 0;
    reference_ladder ladder = ladder_of(delay);
    column c = column_of(response, conductance);
    double scaled_conductance = 1 / c.resistance;
    double slowest = 0;
    for (int64_t i = 0; i < delay->turning_point_count && delay->turning_points[i].ceiling > slowest; i++) {
        neighbours n = neighbours_of(&ladder, delay->turning_points[i].ratio, c.resistance);
        for (double index = n.below; index <= n.above; index++) {
            slowest = larger(slowest, relative_latency(delay, &ladder, index, scaled_conductance));
        }
    }
    return latency_of(c, slowest);
}
