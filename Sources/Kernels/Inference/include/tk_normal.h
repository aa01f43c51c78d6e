// SPDX-License-Identifier: Apache-2.0

// Normal random numbers from a table of the inverse distribution function.
#pragma once

#include <stddef.h>
#include <stdint.h>

// Segments of the table, four coefficients each.
enum { TK_NORMAL_SEGMENTS = 256, TK_NORMAL_COEFFICIENTS = 4 };

// The segment of a tail number and the place in it, 0 ..< 1. A tail number is m + 1/2 with m = 0 ..< 2^31; it stands for
// the probability (m + 1/2) / 2^32 that a normal number is larger. Each octave of tail numbers, from 1/2 on, has eight
// segments of equal width.
size_t tk_normal_segment(double tail, double *place);

// Normal numbers number first ..< first + count of the stream `key`: mean 0, standard deviation 1, at most 6.34 away from
// 0. `table` holds for each segment a cubic polynomial of the place in it, constant term first (Horner's rule, no fused
// operation). A number takes half a word of tk_random.h's stream, the lower half first: the sign is its highest bit (1 is
// negative), m the rest.
void tk_normal_fill(const double *table, uint64_t key, size_t first, size_t count, double *out);
