// SPDX-License-Identifier: Apache-2.0

#include "tk_numbers.h"

#include <math.h>
#include <stdint.h>
#include <string.h>

#include "tk_target.h"

// The same result on every machine: no fused multiply-add where the hardware happens to have it.
#pragma STDC FP_CONTRACT OFF

TK_WIDE void tk_widen_floats(const void *floats, size_t count, double *out) {
    const char *from = floats;
    for (size_t i = 0; i < count; i++) {
        float x;
        memcpy(&x, from + i * sizeof x, sizeof x);
        out[i] = (double)x;
    }
}

TK_WIDE int tk_are_finite_f32(const void *floats, size_t count) {
    const char *from = floats;
    // The pattern without its sign: from that of infinity on numbers are not finite.
    const int32_t infinity = 0x7F800000;
    int32_t largest = 0;
    for (size_t i = 0; i < count; i++) {
        int32_t pattern;
        memcpy(&pattern, from + i * sizeof pattern, sizeof pattern);
        pattern &= INT32_MAX;
        largest = pattern > largest ? pattern : largest;
    }
    return largest < infinity;
}

TK_WIDE void tk_round_to_grid(double *values, size_t count, double scale) {
    for (size_t i = 0; i < count; i++) values[i] = rint(values[i] * scale) / scale;
}

TK_WIDE size_t tk_first_not_finite(const double *values, size_t count) {
    enum { block = 1024 };
    for (size_t first = 0; first < count; first += block) {
        size_t end = count - first < block ? count : first + block;
        // A number that is not finite makes the sum of zero times each one not a number.
        double zeros[4] = {0};
        size_t i = first;
        for (; i + 4 <= end; i += 4) {
            for (int k = 0; k < 4; k++) zeros[k] += values[i + k] * 0.0;
        }
        for (; i < end; i++) zeros[0] += values[i] * 0.0;
        if ((zeros[0] + zeros[1]) + (zeros[2] + zeros[3]) == 0) continue;
        for (i = first; i < end; i++) {
            if (!isfinite(values[i])) return i;
        }
    }
    return count;
}
