// SPDX-License-Identifier: Apache-2.0

// Conversions of whole partial sums for blocks of 64 vectors.
#include "check.h"
#include "tk_imc_block.h"

enum { most_digits = 8 };

static void check_coding(void) {
    const tk_imc_byte_coding coding = {
        .digits = (size_t)between(1, 8), .addend = between(0, 1) ? 0 : (int32_t)between(1, 255), .shift = (unsigned)between(0, 3)};
    const size_t count = odd_size(300);
    uint8_t *bytes = ARRAY(uint8_t, count), *coded = ARRAY(uint8_t, count);
    for (size_t i = 0; i < count; i++) coded[i] = bytes[i] = (uint8_t)next_word();
    tk_imc_code_bytes(&coding, count, coded);
    for (size_t i = 0; i < count; i++) {
        const int number = ((coding.addend ? (int8_t)bytes[i] : bytes[i]) + coding.addend) >> coding.shift;
        for (size_t d = 0; d < coding.digits; d++) EXPECT((coded[i] >> d & 1) == (number >> d & 1));
    }
}

static tk_imc_block_group random_group(size_t rows) {
    tk_imc_block_group g = {
        .row_bytes = (rows + 7) / 8, .columns = (size_t)between(1, 4), .lanes = (size_t)between(1, 9), .is_bipolar = between(0, 2) == 0};
    const size_t cells = g.columns * g.lanes, quads = (g.lanes + 3) / 4;
    uint8_t *weights = ARRAY(uint8_t, cells * g.row_bytes), *codes = ARRAY(uint8_t, 256), *shifts = ARRAY(uint8_t, quads);
    int8_t *factors = ARRAY(int8_t, 4 * quads);
    for (size_t i = 0; i < cells * g.row_bytes; i++) {
        const size_t left = rows - i % g.row_bytes * 8;
        weights[i] = (uint8_t)next_word() & (uint8_t)(left >= 8 ? 255 : (1 << left) - 1);
    }
    g.is_clamped = between(0, 1) == 0;
    g.top = (uint8_t)between(1, g.is_clamped ? (int64_t)rows : 255);
    for (int i = 0; i < 256; i++) codes[i] = (uint8_t)(g.is_clamped ? (i < g.top ? i : g.top) : between(0, g.top));
    const int64_t largest = 32767 / g.top / 4 < 127 ? 32767 / g.top / 4 : 127;
    for (size_t q = 0; q < 4 * quads; q++) factors[q] = (int8_t)(q < g.lanes ? between(-largest, largest) : 0);
    for (size_t q = 0; q < quads; q++) shifts[q] = (uint8_t)between(0, 5);
    g.first_clipped = (uint8_t)(g.is_bipolar || between(0, 3) == 0 ? 0 : between(1, rows < 255 ? (int64_t)rows + 1 : 255));
    g.weights = weights;
    g.codes = codes;
    g.factors = factors;
    g.shifts = shifts;
    return g;
}

static void check_group(const uint8_t *rows, size_t count, const uint8_t *const *digits, size_t digit_count) {
    const tk_imc_block_group g = random_group(count);
    int32_t scales[most_digits], *sums = ARRAY(int32_t, g.columns * TK_BLOCK);
    for (size_t d = 0; d < digit_count; d++) scales[d] = (int32_t)between(-64, 64);
    for (size_t i = 0; i < g.columns * TK_BLOCK; i++) sums[i] = (int32_t)i;
    const uint64_t clipped = tk_imc_block_products(&g, digits, scales, digit_count, sums);
    uint64_t wanted_clipped = 0;
    for (size_t n = 0; n < g.columns; n++)
        for (size_t v = 0; v < TK_BLOCK; v++) {
            const size_t place = n * TK_BLOCK + 16 * (v / 4 % 4) + 4 * (v / 16) + v % 4;
            int32_t sum = (int32_t)place;
            for (size_t d = 0; d < digit_count; d++)
                for (size_t q = 0; q < g.lanes; q++) {
                    const uint8_t *cell = g.weights + (n * g.lanes + q) * g.row_bytes;
                    int ones = 0;
                    for (size_t r = 0; r < count; r++) {
                        const int x = rows[r * TK_BLOCK + v] >> d & 1, w = cell[r / 8] >> r % 8 & 1;
                        ones += g.is_bipolar ? x != w : x && w;
                    }
                    wanted_clipped += g.first_clipped && ones >= g.first_clipped;
                    sum += scales[d] * g.factors[q] * (1 << g.shifts[q / 4]) * g.codes[ones];
                }
            EXPECT(sums[place] == sum);
        }
    EXPECT(clipped == wanted_clipped);
}

void check_block(void) {
    check_coding();
    const size_t rows = between(0, 3) ? odd_size(254) + 1 : (size_t)between(240, 255), digits = (size_t)between(1, most_digits);
    const size_t size = (rows + 7) / 8 * TK_BLOCK;
    const int share = (int)between(0, 4);
    uint8_t *bytes = ARRAY(uint8_t, rows * TK_BLOCK), *bits = ARRAY(uint8_t, digits * size);
    uint32_t *most_on = ARRAY(uint32_t, digits);
    for (size_t i = 0; i < rows * TK_BLOCK; i++) bytes[i] = share && between(0, share) == 0 ? (uint8_t)next_word() : 255;
    tk_imc_digits(bytes, rows, digits, bits, most_on);
    const uint8_t *pointers[most_digits];
    for (size_t d = 0; d < digits; d++) {
        pointers[d] = bits + d * size;
        uint32_t most = 0;
        for (size_t v = 0; v < TK_BLOCK; v++) {
            uint32_t on = 0;
            for (size_t r = 0; r < (rows + 7) / 8 * 8; r++) {
                const int bit = r < rows && bytes[r * TK_BLOCK + v] >> d & 1;
                EXPECT((pointers[d][r / 8 * TK_BLOCK + v] >> r % 8 & 1) == bit);
                on += bit;
            }
            if (on > most) most = on;
        }
        EXPECT(most_on[d] == most);
    }
    check_group(bytes, rows, pointers, digits);
}
