// SPDX-License-Identifier: Apache-2.0

#include "tk_random.h"

#include "tk_target.h"

#pragma STDC FP_CONTRACT OFF

TK_INLINE uint64_t word(uint64_t seed, uint64_t index) {
    uint64_t z = seed + (index + 1) * 0x9E3779B97F4A7C15u;
    z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9u;
    z = (z ^ z >> 27) * 0x94D049BB133111EBu;
    return z ^ z >> 31;
}

uint64_t tk_random_word(uint64_t seed, uint64_t index) { return word(seed, index); }

// To the nearest whole number, ties to even, for |x| < 2^51: the sum has no bits left for a fraction.
TK_INLINE double nearest(double x) {
    const double shift = 0x1.8p52;
    return (x + shift) - shift;
}

TK_INLINE double clipped(double x, double low, double high) {
    double y = x < low ? low : x;
    return y > high ? high : y;
}

TK_WIDE void tk_random_weights(
    uint64_t seed, size_t first, size_t count, double sigma, tk_weight_grid grid, double *out) {
    const double scale = sigma / __builtin_sqrt(16.0 + 1.0 / 6.0);
    const double unit = 1.0 / 4294967296.0;
    const double per_step = 1.0 / grid.step;
    for (size_t i = 0; i < count; i++) {
        uint64_t a = word(seed, 2 * (first + i)), b = word(seed, 2 * (first + i) + 1);
        double noise = (double)((int64_t)(b >> 32) - (int64_t)(b & 0xFFFFFFFFu)) * unit;
        double normal = (double)(__builtin_popcountll(a) - 32) + noise;
        double level = nearest((scale * normal - grid.minimum) * per_step);
        out[i] = grid.minimum + clipped(level, 0, grid.levels - 1) * grid.step;
    }
}

/// A weight before the last step, which moved it by one level or not at all.
TK_INLINE double former_weight(double weight, uint32_t draw, uint32_t changed, double step, double low, double high) {
    double move = draw & 1 ? step : -step;
    return clipped(weight + (draw < changed ? move : 0), low, high);
}

// A word serves four weights, 16 bits each.
enum { per_word = 4, block_words = 64 };

// Numbers of 16 bits of the words from `index` on.
TK_INLINE void draw_block(uint64_t seed, uint64_t index, uint16_t draws[per_word * block_words]) {
    uint64_t words[block_words];
    for (size_t w = 0; w < block_words; w++) words[w] = word(seed, index + w);
    for (size_t w = 0; w < block_words; w++) {
        for (size_t k = 0; k < per_word; k++) draws[w * per_word + k] = (uint16_t)(words[w] >> 16 * k);
    }
}

TK_WIDE void tk_random_former_weights(
    uint64_t seed, size_t first, size_t count, uint32_t changed, tk_weight_grid grid, const double *weights,
    double *out) {
    const double low = grid.minimum, high = grid.minimum + (grid.levels - 1) * grid.step;
    uint16_t draws[per_word * block_words];
    size_t i = 0;
    while (i < count) {
        size_t skipped = (first + i) % per_word;
        draw_block(seed, (first + i) / per_word, draws);
        size_t end = per_word * block_words - skipped;
        if (end > count - i) end = count - i;
        for (size_t k = 0; k < end; k++) {
            out[i + k] = former_weight(weights[i + k], draws[skipped + k], changed, grid.step, low, high);
        }
        i += end;
    }
}

TK_WIDE void tk_random_bits(uint64_t seed, size_t count, const uint64_t *masks, size_t period, uint64_t *out) {
    for (size_t w = 0; w < count; w++) {
        const uint64_t *mask = masks + w % period * 17;
        // Each column compares a 16-bit random number with its probability, all columns at once, from the lowest bit
        // up: the number is below as far as seen if its bit is below, or equal and it was below before.
        uint64_t below = 0;
        for (size_t k = 0; k < 16; k++) {
            uint64_t random = word(seed, w * 16 + k);
            below = (mask[k] & ~random) | (~(mask[k] ^ random) & below);
        }
        out[w] = below | mask[16];
    }
}
