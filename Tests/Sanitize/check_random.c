// SPDX-License-Identifier: Apache-2.0

#include "check.h"
#include "tk_memory.h"
#include "tk_normal.h"
#include "tk_numbers.h"
#include "tk_processor.h"
#include "tk_random.h"

static double level_of(double x, tk_weight_grid g) {
    return g.minimum + fmin(fmax(rint((x - g.minimum) * (1 / g.step)), 0), g.levels - 1) * g.step;
}

static void check_weights(void) {
    const uint64_t seed = next_word();
    const size_t count = odd_size(300), first = (size_t)between(0, 50), cut = (size_t)between(0, (int64_t)count);
    const tk_weight_grid g = {-1, 2.0 / 256, 256};
    const double sigma = real(0.05, 0.7);
    const uint32_t changed = (uint32_t)between(0, 65536);
    double *now = ARRAY(double, count), *former = ARRAY(double, count), *pieces = ARRAY(double, count);
    tk_random_weights(seed, first, count, sigma, g, now);
    tk_random_former_weights(seed, first, count, changed, g, now, former);
    tk_random_former_weights(seed, first, cut, changed, g, now, pieces);
    tk_random_former_weights(seed, first + cut, count - cut, changed, g, now + cut, pieces + cut);
    for (size_t i = 0; i < count; i++) {
        const uint64_t a = tk_random_word(seed, 2 * (first + i)), b = tk_random_word(seed, 2 * (first + i) + 1);
        const double noise = ((double)(b >> 32) - (double)(b & 0xFFFFFFFFu)) / 4294967296.0;
        const double normal = ((double)__builtin_popcountll(a) - 32 + noise) / sqrt(16 + 1.0 / 6);
        // A number in the middle of two levels may fall either way.
        EXPECT(fabs(now[i] - level_of(sigma * normal, g)) <= g.step * 1.001);
        EXPECT(now[i] >= -1 && now[i] <= -1 + 255 * g.step);
        const uint32_t draw = (uint32_t)(tk_random_word(seed, (first + i) / 4) >> (first + i) % 4 * 16) & 0xFFFF;
        const double moved = now[i] + (draw < changed ? (draw & 1 ? g.step : -g.step) : 0);
        EXPECT(near(former[i], fmin(fmax(moved, -1), -1 + 255 * g.step), 1));
        EXPECT(former[i] == pieces[i]);
    }
}

static void check_random_bits(void) {
    const uint64_t seed = next_word();
    const size_t count = odd_size(40), period = (size_t)between(1, 5);
    uint64_t *masks = ARRAY(uint64_t, 17 * period), *out = ARRAY(uint64_t, count);
    for (size_t i = 0; i < 17 * period; i++) masks[i] = i % 17 == 16 ? next_word() & next_word() & next_word() : next_word();
    tk_random_bits(seed, count, masks, period, out);
    for (size_t w = 0; w < count; w++)
        for (int b = 0; b < 64; b++) {
            uint32_t probability = 0, draw = 0;
            for (size_t k = 0; k < 17; k++) probability |= (uint32_t)(masks[w % period * 17 + k] >> b & 1) << k;
            for (size_t k = 0; k < 16; k++) draw |= (uint32_t)(tk_random_word(seed, w * 16 + k) >> b & 1) << k;
            EXPECT((out[w] >> b & 1) == (draw < (probability & 0xFFFF) || probability >> 16));
        }
}

static void check_normals(void) {
    double *table = ARRAY(double, TK_NORMAL_SEGMENTS * TK_NORMAL_COEFFICIENTS);
    for (size_t i = 0; i < TK_NORMAL_SEGMENTS * TK_NORMAL_COEFFICIENTS; i++) table[i] = grid();
    const uint64_t key = next_word();
    const size_t count = odd_size(200), first = (size_t)between(0, 9);
    double *out = ARRAY(double, count);
    tk_normal_fill(table, key, first, count, out);
    for (size_t i = 0; i < count; i++) {
        const uint32_t draw = (uint32_t)(tk_random_word(key, (first + i) / 2) >> (first + i) % 2 * 32);
        const double tail = (double)(draw & 0x7FFFFFFF) + 0.5;
        double place;
        const size_t segment = tk_normal_segment(tail, &place);
        EXPECT(segment < TK_NORMAL_SEGMENTS && place >= 0 && place < 1);
        // An eighth of an octave a segment, the first octave from 1/2 on.
        const double start = ldexp(1 + (double)(segment % 8) / 8, (int)(segment / 8) - 1);
        EXPECT(tail >= start && near(tail, start + place * ldexp(0.125, (int)(segment / 8) - 1), 0));
        const double *c = table + segment * TK_NORMAL_COEFFICIENTS;
        const double z = c[0] + place * (c[1] + place * (c[2] + place * c[3]));
        EXPECT(near(out[i], draw >> 31 ? -z : z, 1));
    }
}

static void check_passes(void) {
    const size_t count = odd_size(3000), shift = (size_t)between(0, 3);
    char *bytes = ARRAY(char, count * sizeof(float) + shift);
    double *wide = ARRAY(double, count), *rounded = ARRAY(double, count);
    for (size_t i = 0; i < count; i++) {
        const float x = (float)real(-10, 10);
        memcpy(bytes + shift + i * sizeof x, &x, sizeof x);
    }
    tk_widen_floats(bytes + shift, count, wide);
    const double scale = (double)between(1, 100000);
    for (size_t i = 0; i < count; i++) {
        float x;
        memcpy(&x, bytes + shift + i * sizeof x, sizeof x);
        EXPECT(wide[i] == (double)x);
        rounded[i] = wide[i];
    }
    tk_round_to_grid(rounded, count, scale);
    for (size_t i = 0; i < count; i++) EXPECT(rounded[i] == rint(wide[i] * scale) / scale);
    EXPECT(tk_first_not_finite(wide, count) == count);
    EXPECT(tk_are_finite_f32(bytes + shift, count));
    if (count == 0) return;
    const size_t bad = (size_t)between(0, (int64_t)count - 1);
    wide[bad] = between(0, 1) ? NAN : between(0, 1) ? INFINITY : -INFINITY;
    if (bad + 1 < count) wide[count - 1] = NAN;
    EXPECT(tk_first_not_finite(wide, count) == bad);
    tk_prefer_large_pages(wide, count * sizeof *wide);
}

void check_random(void) {
    check_weights();
    check_random_bits();
    check_normals();
    check_passes();
    tk_keep_freed_memory();
    EXPECT(tk_vector_width() <= tk_processor_vectors());
    EXPECT(tk_vectors_named("avx512") == TK_AVX512 && tk_vectors_named("") == -1);
}
