// SPDX-License-Identifier: Apache-2.0

// What kernels share that draw random numbers.
#pragma once

#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "tk_normal.h"

// The same numbers on every machine: no fused multiply-add where the hardware happens to have it.
#pragma STDC FP_CONTRACT OFF

// Word `index` of stream `key`: SplitMix64, see tk_random.h.
static inline __attribute__((always_inline)) uint64_t tk_word(uint64_t key, uint64_t index) {
    uint64_t z = key + (index + 1) * 0x9E3779B97F4A7C15u;
    z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9u;
    z = (z ^ z >> 27) * 0x94D049BB133111EBu;
    return z ^ z >> 31;
}

// Draw `index` of stream `key`: half a word.
static inline __attribute__((always_inline)) uint32_t tk_draw(uint64_t key, uint64_t index) {
    return (uint32_t)(tk_word(key, index >> 1) >> (index & 1) * 32);
}

static inline __attribute__((always_inline)) size_t tk_segment_of(double tail, double *place) {
    uint64_t bits;
    memcpy(&bits, &tail, sizeof bits);
    uint64_t fraction = (bits << 3 & 0x000FFFFFFFFFFFFFu) | 0x3FF0000000000000u;
    memcpy(place, &fraction, sizeof fraction);
    *place -= 1;
    return (size_t)((bits >> 49) - (1022u << 3));
}

// A normal number from 32 random bits: the sign, and 31 bits that say how likely a larger one is.
static inline __attribute__((always_inline)) double tk_normal_of(const double *table, uint32_t draw) {
    double x;
    const double *c = table + tk_segment_of((double)(int32_t)(draw & 0x7FFFFFFFu) + 0.5, &x) * TK_NORMAL_COEFFICIENTS;
    double z = ((c[3] * x + c[2]) * x + c[1]) * x + c[0];
    // The sign is random: no branch could be foreseen.
    uint64_t bits;
    memcpy(&bits, &z, sizeof bits);
    bits ^= (uint64_t)(draw >> 31) << 63;
    memcpy(&z, &bits, sizeof z);
    return z;
}
