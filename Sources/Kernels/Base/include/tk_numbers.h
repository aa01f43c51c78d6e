// SPDX-License-Identifier: Apache-2.0

// Passes over long arrays of numbers.
#pragma once

#include <stddef.h>

// Converts single-precision numbers of this machine's byte order, at any address.
void tk_widen_floats(const void *floats, size_t count, double *out);

// Replaces each number by the nearest multiple of 1 / scale, rint(value * scale) / scale; halves go to the even one.
void tk_round_to_grid(double *values, size_t count, double scale);

// Index of the first number that is infinite or NaN; `count` when there is no such number.
size_t tk_first_not_finite(const double *values, size_t count);

// Whether all single-precision numbers are finite, in this machine's byte order and at any address.
int tk_are_finite_f32(const void *floats, size_t count);
