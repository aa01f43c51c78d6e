// SPDX-License-Identifier: Apache-2.0

// What a converter makes of partial sums.
#pragma once

#include "tk_imc_tile_inline.h"

#include <math.h>
#include <string.h>

#pragma STDC FP_CONTRACT OFF

// 1 / x for a power of two that has one, 0 for other numbers: a product with it is the quotient, rounded alike.
TK_INLINE double exact_inverse(double x) {
    uint64_t bits;
    memcpy(&bits, &x, sizeof bits);
    const uint64_t exponent = bits >> 52 & 0x7FF;
    if (bits << 12 != 0 || exponent == 0 || exponent > 2045) return 0;
    return 1 / x;
}

// Points of a line, for sums that have the same digits.
TK_INLINE void follow(tk_imc_line line, double digits, const double *sums, size_t count, double *out) {
    const double shift = line.digit * digits + line.constant, inverse = exact_inverse(line.divisor);
    if (inverse != 0) {
        for (size_t i = 0; i < count; i++) out[i] = (line.level * sums[i] + shift) * inverse;
    } else {
        for (size_t i = 0; i < count; i++) out[i] = (line.level * sums[i] + shift) / line.divisor;
    }
}

TK_INLINE double rounded(double t, tk_imc_rounding rounding) {
    if (rounding == TK_IMC_HALF_UP) return floor(t + 0.5);
    return rounding == TK_IMC_FLOOR ? floor(t) : rint(t);
}

// t with the deviation of the converter's curve at t, which is straight between neighbouring codes.
TK_INLINE double bent(const tk_imc_converter *a, double t) {
    double place = t - a->lowest_code;
    double last = a->highest_code - a->lowest_code;
    place = place < 0 ? 0 : (place > last ? last : place);
    size_t below = (size_t)place;
    if ((double)below == last) return t + a->nonlinearity[below];
    double share = place - (double)below;
    return t + (a->nonlinearity[below] * (1 - share) + a->nonlinearity[below + 1] * share);
}

// How many thresholds are below numbers. All searches take the same steps, without a branch that nobody could foresee; with wide
// vectors they take each step together.
TK_INLINE double thresholds_below(const tk_imc_converter *a, double t) {
    const double *low = a->thresholds;
    size_t left = a->threshold_count;
    for (; left > 1; left -= left / 2) low += low[left / 2 - 1] < t ? left / 2 : 0;
    return (double)((low - a->thresholds) + (left == 1 && *low < t));
}

TK_INLINE void tile_thresholds_below(const tk_imc_converter *a, double *t) {
    int64_t low[tile] = {0};
    size_t left = a->threshold_count;
    for (; left > 1; left -= left / 2) {
        const int64_t half = (int64_t)(left / 2);
        for (size_t i = 0; i < tile; i++) low[i] += a->thresholds[low[i] + half - 1] < t[i] ? half : 0;
    }
    for (size_t i = 0; i < tile; i++) t[i] = (double)(low[i] + (left == 1 && a->thresholds[low[i]] < t[i]));
}

// Turns t into codes.
TK_INLINE void quantize(const tk_imc_converter *a, double *t, size_t count, int is_wide) {
    if (a->nonlinearity) {
        for (size_t i = 0; i < count; i++) t[i] = bent(a, t[i]);
    }
    if (a->kind == TK_IMC_THRESHOLDS) {
        if (is_wide && count == tile) {
            tile_thresholds_below(a, t);
        } else {
            for (size_t i = 0; i < count; i++) t[i] = thresholds_below(a, t[i]);
        }
        return;
    }
    const double low = a->lowest_code, high = a->highest_code;
#define QUANTIZE(rounding)                              \
    for (size_t i = 0; i < count; i++) {                \
        double code = rounded(t[i], rounding);          \
        code = code < low ? low : code;                 \
        t[i] = code > high ? high : code;               \
    }
    if (a->rounding == TK_IMC_HALF_UP) {
        QUANTIZE(TK_IMC_HALF_UP)
    } else if (a->rounding == TK_IMC_FLOOR) {
        QUANTIZE(TK_IMC_FLOOR)
    } else {
        QUANTIZE(TK_IMC_HALF_EVEN)
    }
#undef QUANTIZE
}

// The range of a converter: sums with a smaller or larger t are beyond it.
typedef struct {
    double low, high;
} bounds;

static bounds range_of(const tk_imc_converter *a) {
    if (a->kind == TK_IMC_NONE || (a->kind == TK_IMC_THRESHOLDS && a->threshold_count == 0)) return (bounds){-INFINITY, INFINITY};
    if (a->kind == TK_IMC_THRESHOLDS) {
        // A code beyond the first or last threshold is in range as far as its neighbours are wide.
        const double *first = a->thresholds, *last = first + a->threshold_count - 1;
        if (a->threshold_count == 1) return (bounds){*first, *last};
        return (bounds){2 * first[0] - first[1], 2 * last[0] - last[-1]};
    }
    const double shift = a->rounding == TK_IMC_FLOOR ? 0.5 : 0;
    return (bounds){a->lowest_code - 0.5 + shift, a->highest_code + 0.5 + shift};
}

// Adds the number of sums beyond the range to `counts`.
TK_INLINE void count_beyond(bounds range, const double *t, size_t count, uint64_t *counts) {
    if (count == tile) {
        eight_flags beyond = {0};
        for (int i = 0; i < tile_vectors; i++) {
            const eight x = ((const eight_unaligned *)t)[i];
            beyond -= (x < range.low) | (x > range.high);
        }
        *(eight_flags *)counts += beyond;
        return;
    }
    for (size_t i = 0; i < count; i++) counts[0] += (t[i] < range.low) | (t[i] > range.high);
}
