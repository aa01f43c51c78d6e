// SPDX-License-Identifier: Apache-2.0

// Latencies of many columns side by side: of single ones, and of groups of nearly equal ones, whose slowest column is mostly the
// first or the last.
#pragma once

#include "tk_adc_delay.h"

// The same result on every machine: no fused multiply-add where the hardware happens to have it.
#pragma STDC FP_CONTRACT OFF

enum { most_groups = 64, most_columns = 2 * most_groups, side_by_side = 4 };

/// Groups of columns by their ends. A conductance lies between two others, a resistance between those of the ends.
typedef struct {
    size_t count;
    double lowest[most_groups];
    double highest[most_groups];
    /// The slower end [s].
    double latency[most_groups];
    /// 1 where no column between the ends can be slower, else 0.
    double is_at_end[most_groups];
} column_ends;

/// Columns side by side, and what their latencies follow from. Those of ends begin with the lowest resistances.
typedef struct {
    double resistance[most_columns];
    double scale[most_columns];
    /// Largest relative latency so far.
    double slowest[most_columns];
} column_list;

/// Places of numbers in a longer list.
typedef struct {
    size_t count;
    uint32_t places[most_columns + side_by_side];
} selection;

/// The next multiple of the numbers that are done side by side. Lists are made up to it with copies of their first number: to do
/// a number twice changes nothing.
TK_INLINE size_t whole_count(size_t count) { return (count + side_by_side - 1) / side_by_side * side_by_side; }

TK_INLINE void make_whole(double *values, size_t count) {
    for (size_t i = count; i < whole_count(count); i++) values[i] = values[0];
}

TK_INLINE void make_selection_whole(selection *s) {
    while (s->count % side_by_side != 0) s->places[s->count++] = s->places[0];
}

TK_INLINE void gather(const double *restrict from, const selection *s, double *restrict out) {
    for (size_t k = 0; k < s->count; k++) out[k] = from[s->places[k]];
}

/// Numbers from `low` to `high`.
typedef struct {
    double low;
    double high;
} interval;

/// Products with the numbers of an interval of positive ones.
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

/// 1 where the latency of one reference only grows or only falls over an interval of column resistance, else 0.
///
/// The latency is scale(R) * p(reference / R), whose derivative times R is slope * p - scale * ratio * p'. No turning point
/// lies inside the interval of ratios.
TK_INLINE double is_monotone(const tk_adc_delay *delay, interval ratio, interval scale) {
    double is_below = ratio.high <= delay->crossover ? 1.0 : 0.0;
    double coefficients[5], derivative[4];
    for (int i = 0; i < 5; i++) coefficients[i] = is_below > 0 ? (i < 4 ? delay->below[i] : 0) : delay->above[i];
    for (int i = 1; i < 5; i++) derivative[i - 1] = i * coefficients[i];
    interval rise = times(polynomial_over(coefficients, 4, ratio), delay->log_slope);
    interval scaled_ratio = {scale.low * ratio.low, scale.high * ratio.high};
    interval fall = times_positive(polynomial_over(derivative, 3, ratio), scaled_ratio);
    double rounding = 1e-9 * (fabs(rise.low) + fabs(rise.high) + fabs(fall.low) + fabs(fall.high));
    double is_rising = rise.low - fall.high > rounding ? 1.0 : 0.0;
    double is_falling = rise.high - fall.low < -rounding ? 1.0 : 0.0;
    double is_outside = larger(
        ratio.high <= delay->lowest_ratio ? 1.0 : 0.0, ratio.low >= delay->highest_ratio ? 1.0 : 0.0);
    return larger(is_outside, larger(is_rising, is_falling));
}

/// 1 where a reference is not compared or is monotone, else 0.
TK_INLINE double is_harmless(
    const tk_adc_delay *delay, const reference_ladder *ladder, double index, interval resistance, interval scale) {
    double reference = reference_at(ladder, index);
    interval ratio = {reference * (1 / resistance.high), reference * (1 / resistance.low)};
    double is_left_out = larger(index < ladder->first ? 1.0 : 0.0, index >= ladder->end ? 1.0 : 0.0);
    return larger(is_monotone(delay, ratio, scale), is_left_out);
}

/// 1 where no column between two is slower than the slower one of them because of the references next to a turning point.
///
/// So it is where no reference passes the turning point and the references next to it are each monotone: the larger one of
/// rising and falling functions has no maximum inside an interval.
TK_INLINE double is_slowest_at_ends(
    const tk_adc_delay *delay, const reference_ladder *ladder, double ratio, interval resistance, interval scale) {
    double begin = (ratio * resistance.low - ladder->start) * ladder->levels_per_ohm - position_tolerance;
    double end = (ratio * resistance.high - ladder->start) * ladder->levels_per_ohm + position_tolerance;
    // Where all references are below the turning point, the last one is next to it.
    double passed = whole(clamped(begin, ladder->first, ladder->end));
    double result = passed == whole(clamped(end, ladder->first, ladder->end)) ? 1.0 : 0.0;
    double before = is_harmless(delay, ladder, passed - 1, resistance, scale);
    double after = is_harmless(delay, ladder, passed, resistance, scale);
    return smaller(result, smaller(before, after));
}

/// Fills in columns from a place on. The larger the conductance, the smaller the resistance.
TK_INLINE void find_columns(
    const tk_adc_response *response, const double *restrict conductances, size_t count, size_t start,
    column_list *restrict at) {
    for (size_t i = 0; i < count; i++) {
        column c = column_of(response, conductances[i]);
        at->resistance[start + i] = c.resistance;
        at->scale[start + i] = c.scale;
        at->slowest[start + i] = 0;
    }
}

/// Largest relative latency of the references next to a turning point.
TK_INLINE double slowest_around(
    const tk_adc_delay *delay, const reference_ladder *ladder, double ratio, double resistance) {
    neighbours n = neighbours_of(ladder, ratio, resistance);
    double conductance = 1 / resistance;
    double slowest = 0;
    for (int i = 0; i < 3; i++) {
        double relative = relative_latency(delay, ladder, n.below + i, conductance);
        slowest = n.below + i <= n.above ? larger(slowest, relative) : slowest;
    }
    return slowest;
}

/// Finds the slowest references of columns. Columns that are as slow as the ceiling of a turning point need no look there, nor
/// at those after it.
TK_INLINE void find_slowest(const tk_adc_delay *delay, const reference_ladder *ladder, size_t count, column_list *at) {
    for (int64_t p = 0; p < delay->turning_point_count; p++) {
        double ratio = delay->turning_points[p].ratio, ceiling = delay->turning_points[p].ceiling;
        double resistance[most_columns], around[most_columns];
        selection open = {0};
        for (size_t i = 0; i < count; i++) {
            open.places[open.count] = (uint32_t)i;
            open.count += at->slowest[i] < ceiling;
        }
        if (open.count == 0) break;
        make_selection_whole(&open);
        gather(at->resistance, &open, resistance);
        for (size_t k = 0; k < open.count; k++) around[k] = slowest_around(delay, ladder, ratio, resistance[k]);
        for (size_t k = 0; k < open.count; k++) {
            double *slowest = &at->slowest[open.places[k]];
            *slowest = larger(*slowest, around[k]);
        }
    }
}

/// Checks what lies between the ends of `count` groups. Turning points whose ceiling is not above what is known need no look,
/// nor do those after them.
TK_INLINE void check_between(
    const tk_adc_delay *delay, const reference_ladder *ladder, const column_list *at, size_t count, column_ends *ends) {
    for (int64_t p = 0; p < delay->turning_point_count; p++) {
        double ratio = delay->turning_points[p].ratio, ceiling = delay->turning_points[p].ceiling;
        double low[most_groups], high[most_groups], first[most_groups], last[most_groups], holds[most_groups];
        selection open = {0};
        for (size_t i = 0; i < count; i++) {
            double scale = larger(at->scale[i], at->scale[count + i]);
            open.places[open.count] = (uint32_t)i;
            open.count += (ceiling * scale > ends->latency[i]) & (ends->is_at_end[i] > 0);
        }
        if (open.count == 0) break;
        make_selection_whole(&open);
        gather(at->resistance, &open, low);
        gather(at->resistance + count, &open, high);
        gather(at->scale, &open, first);
        gather(at->scale + count, &open, last);
        for (size_t k = 0; k < open.count; k++) {
            interval resistance = {low[k], high[k]};
            interval scale = {smaller(first[k], last[k]), larger(first[k], last[k])};
            holds[k] = is_slowest_at_ends(delay, ladder, ratio, resistance, scale);
        }
        for (size_t k = 0; k < open.count; k++) {
            double *is_at_end = &ends->is_at_end[open.places[k]];
            *is_at_end = smaller(*is_at_end, holds[k]);
        }
    }
}

/// Finds the latencies [s] of columns, of which there is at least one. The latency varies. Both lists have room for whole groups.
TK_INLINE void find_column_latencies(
    const tk_adc_response *response, double *restrict conductances, size_t columns, double *restrict latencies) {
    // A copy that nothing else points to, so that it stays in registers.
    const tk_adc_delay delay = response->delay;
    const reference_ladder ladder = ladder_of(&delay);
    const size_t count = whole_count(columns);
    make_whole(conductances, columns);
    column_list at;
    find_columns(response, conductances, count, 0, &at);
    if (compares(&delay)) find_slowest(&delay, &ladder, count, &at);
    for (size_t i = 0; i < count; i++) {
        column c = {at.resistance[i], at.scale[i]};
        latencies[i] = latency_of(c, at.slowest[i]);
    }
}

/// Finds the latency of each group of columns where it is known to be that of one of its ends. The latency varies,
/// and there is at least one group.
TK_INLINE void find_latencies(const tk_adc_response *response, column_ends *ends) {
    const tk_adc_delay delay = response->delay;
    const reference_ladder ladder = ladder_of(&delay);
    const size_t count = whole_count(ends->count);
    make_whole(ends->lowest, ends->count);
    make_whole(ends->highest, ends->count);
    column_list at;
    find_columns(response, ends->highest, count, 0, &at);
    find_columns(response, ends->lowest, count, count, &at);
    if (compares(&delay)) find_slowest(&delay, &ladder, 2 * count, &at);
    for (size_t i = 0; i < count; i++) {
        column first = {at.resistance[i], at.scale[i]}, last = {at.resistance[count + i], at.scale[count + i]};
        ends->latency[i] = larger(latency_of(first, at.slowest[i]), latency_of(last, at.slowest[count + i]));
        ends->is_at_end[i] = smaller(first.scale, last.scale) > 0 ? 1.0 : 0.0;
    }
    if (compares(&delay)) check_between(&delay, &ladder, &at, count, ends);
}
