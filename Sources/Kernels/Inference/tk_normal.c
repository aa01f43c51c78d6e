// SPDX-License-Identifier: Apache-2.0

#include "tk_normal_inline.h"

size_t tk_normal_segment(double tail, double *place) { return tk_segment_of(tail, place); }

void tk_normal_fill(const double *table, uint64_t key, size_t first, size_t count, double *out) {
    for (size_t i = 0; i < count; i++) out[i] = tk_normal_of(table, tk_draw(key, first + i));
}
