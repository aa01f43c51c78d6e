// SPDX-License-Identifier: Apache-2.0

// Reproducible random numbers. The generator is SplitMix64 (Steele, Lea, Flood: "Fast splittable pseudorandom number
// generators", OOPSLA 2014) read at any position, so that a stream may be drawn in pieces and in any order. All
// arithmetic is integer or correctly rounded IEEE 754, hence the same on every machine.
#pragma once

#include <stddef.h>
#include <stdint.h>

// Number `index` of the stream that belongs to `seed`.
uint64_t tk_random_word(uint64_t seed, uint64_t index);

// A grid of weights: minimum + k * step, k = 0 ..< levels.
typedef struct {
    double minimum;
    double step;
    double levels;
} tk_weight_grid;

// Weights number first ..< first + count of a stream: normal with mean 0 and standard deviation `sigma`, clipped to the
// grid's range and rounded to its nearest level.
//
// The normal variate is (ones - 32 + u - v) / sqrt(16 + 1/6), where `ones` counts the ones of a random word, a binomial
// number of variance 16, and u - v is triangular noise of variance 1/6 that closes the gaps between whole numbers. Mean and
// variance are exact, excess kurtosis is -0.031. Weight i takes words 2 i (the ones) and 2 i + 1 (u is its upper half, v
// its lower half, both in units of 2^-32). Its level is that of (scale * normal - minimum) * (1 / step) with scale = sigma
// / sqrt(16 + 1/6), halves to the even one.
void tk_random_weights(uint64_t seed, size_t first, size_t count, double sigma, tk_weight_grid grid, double *out);

// The same weights before a training step: with probability `changed` / 65536 each differs by one level, up or down alike
// often, unless that would leave the grid. Weight i takes bits 16 (i % 4) and following of word i / 4: a number below
// `changed` moves the weight, up if it is odd.
void tk_random_former_weights(
    uint64_t seed, size_t first, size_t count, uint32_t changed, tk_weight_grid grid, const double *weights,
    double *out);

// Random bits. There are `period` masks of 17 words each, used in turn, one for a word of `out`: bit b of word k of a mask
// is bit k of the probability, in units of 1/65536, with which bit b of the word is 1. Bit b of words 16 w ... 16 w + 15 of
// the stream are the bits of the number that is compared for word w, the lowest first.
void tk_random_bits(uint64_t seed, size_t count, const uint64_t *masks, size_t period, uint64_t *out);
