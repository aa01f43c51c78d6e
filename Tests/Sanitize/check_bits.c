// SPDX-License-Identifier: Apache-2.0

#include "check.h"
#include "tk_bits.h"

typedef struct {
    uint64_t *words;
    size_t rows, columns, stride;
} bit_matrix;

static bit_matrix random_matrix(void) {
    bit_matrix m = {.rows = 1 + odd_size(600), .columns = 1 + odd_size(400)};
    m.stride = (m.columns + 63) / 64 + (size_t)between(0, 1);
    m.words = ARRAY(uint64_t, m.rows * m.stride);
    for (size_t i = 0; i < m.rows * m.stride; i++) m.words[i] = next_word() & next_word();
    return m;
}

static int bit_of(const uint64_t *words, size_t stride, size_t row, size_t column) {
    return (int)(words[row * stride + column / 64] >> column % 64 & 1);
}

static void check_blocks(void) {
    const bit_matrix m = random_matrix();
    const size_t first_row = (size_t)between(0, (int64_t)m.rows - 1), rows = (size_t)between(0, (int64_t)(m.rows - first_row));
    const size_t first = (size_t)between(0, (int64_t)m.columns - 1);
    const size_t columns = (size_t)between(0, (int64_t)(m.columns - first));
    int32_t *by_column = ARRAY(int32_t, columns), *by_row = ARRAY(int32_t, rows);
    tk_bits_count_columns(m.words, m.stride, first_row, rows, first, columns, by_column);
    tk_bits_count_rows(m.words, m.stride, first_row, rows, first, columns, by_row);
    const size_t width = columns < 64 ? columns : 64;
    uint64_t *lines = ARRAY(uint64_t, rows);
    // A line has at least one column.
    if (width > 0) tk_bits_lines(m.words, m.stride, first_row, rows, first, width, lines);
    for (size_t r = 0; r < rows; r++) {
        int32_t count = 0;
        uint64_t line = 0;
        for (size_t c = 0; c < columns; c++) {
            int bit = bit_of(m.words, m.stride, first_row + r, first + c);
            count += bit;
            by_column[c] -= bit;
            if (c < width) line |= (uint64_t)bit << c;
        }
        EXPECT(count == by_row[r]);
        EXPECT(width == 0 || line == lines[r]);
    }
    for (size_t c = 0; c < columns; c++) EXPECT(by_column[c] == 0);
}

static void check_packing(void) {
    const size_t vectors = odd_size(40), rows = odd_size(20);
    const unsigned bits = (unsigned)between(1, 32);
    const size_t stride = (vectors * bits + 63) / 64;
    int64_t *values = ARRAY(int64_t, vectors * rows);
    int32_t *out = ARRAY(int32_t, vectors * rows);
    uint64_t *words = ARRAY(uint64_t, rows * stride);
    memset(words, 0, rows * stride * sizeof *words);
    const int64_t half = bits > 1 ? (int64_t)1 << (bits - 1) : 0;
    for (size_t i = 0; i < vectors * rows; i++) values[i] = bits > 1 ? between(-half, half - 1) : between(0, 1);
    const size_t cut = (size_t)between(0, (int64_t)rows);
    tk_bits_pack(values, vectors, rows, 0, cut, bits, words, stride);
    tk_bits_pack(values, vectors, rows, cut, rows - cut, bits, words, stride);
    for (size_t v = 0; v < vectors; v++)
        for (size_t r = 0; r < rows; r++)
            for (unsigned b = 0; b < bits; b++) {
                int bit = (int)((uint64_t)values[v * rows + r] >> (bits - 1 - b) & 1);
                EXPECT(bit_of(words, stride, r, v * bits + b) == bit);
            }
    const size_t middle = (size_t)between(0, (int64_t)vectors);
    tk_bits_unpack(words, stride, rows, 0, middle, bits, out);
    tk_bits_unpack(words, stride, rows, middle, vectors - middle, bits, out);
    for (size_t i = 0; i < vectors * rows; i++) EXPECT(out[i] == (int32_t)values[i]);
}

void check_bits(void) {
    check_blocks();
    check_packing();
}
