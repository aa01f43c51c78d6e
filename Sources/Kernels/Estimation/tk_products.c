// SPDX-License-Identifier: Apache-2.0

#include "tk_products.h"

#include <string.h>

#include "tk_processor.h"
#include "tk_target.h"

// The same result on every machine: no fused multiply-add where the hardware happens to have it.
#pragma STDC FP_CONTRACT OFF

enum { tile = TK_TILE_COLUMNS, lanes = 4, parts = tile / lanes };

typedef double lane_group __attribute__((vector_size(lanes * sizeof(double)), aligned(8)));

size_t tk_table_entries(size_t rows, unsigned group) { return group == 1 ? rows : (rows + 3) / 4 * 16; }

// Copies one tile of a row; columns beyond the last one are 0.
TK_INLINE void copy_tile(const double *row, size_t columns, double *out) {
    for (size_t c = 0; c < tile; c++) out[c] = c < columns ? row[c] : 0;
}

// Fills in the sums of two or more rows of a group from entries with one row less.
TK_INLINE void complete_group(double *entry) {
    for (size_t pattern = 3; pattern < 16; pattern++) {
        size_t highest = pattern & 8 ? 8 : pattern & 4 ? 4 : 2;
        size_t rest = pattern - highest;
        if (rest == 0) continue;
        const double *a = entry + rest * tile;
        const double *b = entry + highest * tile;
        double *out = entry + pattern * tile;
        for (size_t c = 0; c < tile; c++) out[c] = a[c] + b[c];
    }
}

TK_WIDE void tk_build_table(
    const double *matrix, size_t rows, size_t columns, size_t stride, unsigned group, double *table) {
    size_t entries = tk_table_entries(rows, group);
    for (size_t first = 0; first < columns; first += tile, table += entries * tile) {
        size_t width = columns - first < tile ? columns - first : tile;
        if (group == 1) {
            for (size_t r = 0; r < rows; r++) copy_tile(matrix + r * stride + first, width, table + r * tile);
            continue;
        }
        for (size_t r = 0; r < rows; r += 4) {
            double *entry = table + r / 4 * 16 * tile;
            memset(entry, 0, 16 * tile * sizeof *entry);
            for (size_t i = 0; i < 4 && r + i < rows; i++) {
                copy_tile(matrix + (r + i) * stride + first, width, entry + ((size_t)1 << i) * tile);
            }
            complete_group(entry);
        }
    }
}

// Turns 64 words of 64 bits around: bit j of word i becomes bit i of word j.
static void transpose(uint64_t words[64]) {
    uint64_t mask = 0x00000000FFFFFFFFull;
    for (size_t half = 32; half > 0; half >>= 1, mask ^= mask << half) {
        for (size_t i = 0; i < 64; i = (i + half + 1) & ~half) {
            uint64_t swapped = ((words[i] >> half) ^ words[i + half]) & mask;
            words[i] ^= swapped << half;
            words[i + half] ^= swapped;
        }
    }
}

// Appends the entries of up to 64 rows, `bits`, that begin with group `first`.
static uint32_t *append(uint64_t bits, uint32_t first, unsigned group, uint32_t *out) {
    if (group == 1) {
        for (; bits; bits &= bits - 1) *out++ = first + (uint32_t)__builtin_ctzll(bits);
        return out;
    }
    for (; bits; bits >>= 4, first++) {
        unsigned skipped = (unsigned)__builtin_ctzll(bits) / 4;
        bits >>= 4 * skipped;
        first += skipped;
        *out++ = first * 16 + (uint32_t)(bits & 15);
    }
    return out;
}

void tk_list_entries(
    const uint64_t *lines, size_t rows, size_t vectors, unsigned group, uint32_t *entries, uint32_t *starts) {
    enum { most_words = 16 };
    uint64_t turned[most_words][64];
    // Rows beyond the buffer are turned around again for each vector; arrays have no more than 1,024 as a rule.
    size_t words = (rows + 63) / 64;
    uint32_t *out = entries + starts[0];
    for (size_t w = 0; w < words && w < most_words; w++) {
        size_t count = rows - w * 64 < 64 ? rows - w * 64 : 64;
        memset(turned[w], 0, sizeof turned[w]);
        memcpy(turned[w], lines + w * 64, count * sizeof *lines);
        transpose(turned[w]);
    }
    for (size_t v = 0; v < vectors; v++) {
        for (size_t w = 0; w < words; w++) {
            uint64_t bits = 0;
            if (w < most_words) {
                bits = turned[w][v];
            } else {
                for (size_t i = 0; i < 64 && w * 64 + i < rows; i++) bits |= (lines[w * 64 + i] >> v & 1) << i;
            }
            out = append(bits, (uint32_t)(group == 1 ? w * 64 : w * 16), group, out);
        }
        starts[v + 1] = (uint32_t)(out - entries);
    }
}

// The products of a vector with a tile.
TK_INLINE void add_vector(const double *table, const uint32_t *entries, size_t count, double *out) {
    lane_group sums[parts] = {0};
    for (size_t e = 0; e < count; e++) {
        const lane_group *entry = (const lane_group *)(table + (size_t)entries[e] * tile);
        for (int p = 0; p < parts; p++) sums[p] += entry[p];
    }
    memcpy(out, sums, sizeof sums);
}

TK_WIDE static void add_entries_wide(
    const double *table, size_t table_entries, size_t columns, const uint32_t *entries, const uint32_t *starts,
    size_t vectors, double *out, size_t out_stride) {
    for (size_t first = 0; first < columns; first += tile, table += table_entries * tile) {
        for (size_t v = 0; v < vectors; v++) {
            add_vector(table, entries + starts[v], starts[v + 1] - starts[v], out + v * out_stride + first);
        }
    }
}

#ifdef TK_FOR_AVX512
enum { wide_lanes = 8, wide_parts = tile / wide_lanes };

typedef double wide_group __attribute__((vector_size(wide_lanes * sizeof(double)), aligned(8)));

TK_FOR_AVX512 TK_INLINE void add_entry(wide_group sums[wide_parts], const double *table, uint32_t entry) {
    const wide_group *group = (const wide_group *)(table + (size_t)entry * tile);
    for (int p = 0; p < wide_parts; p++) sums[p] += group[p];
}

// Two vectors side by side, so that additions of one do not wait for each other alone.
TK_FOR_AVX512 TK_INLINE void add_pair(
    const double *table, const uint32_t *entries, const uint32_t starts[3], double *first, double *second) {
    wide_group left[wide_parts] = {0}, right[wide_parts] = {0};
    uint32_t a = starts[0], b = starts[1];
    for (; a < starts[1] && b < starts[2]; a++, b++) {
        add_entry(left, table, entries[a]);
        add_entry(right, table, entries[b]);
    }
    for (; a < starts[1]; a++) add_entry(left, table, entries[a]);
    for (; b < starts[2]; b++) add_entry(right, table, entries[b]);
    memcpy(first, left, sizeof left);
    memcpy(second, right, sizeof right);
}

TK_FOR_AVX512 static void add_entries_512(
    const double *table, size_t table_entries, size_t columns, const uint32_t *entries, const uint32_t *starts,
    size_t vectors, double *out, size_t out_stride) {
    for (size_t first = 0; first < columns; first += tile, table += table_entries * tile) {
        double *line = out + first;
        size_t v = 0;
        for (; v + 2 <= vectors; v += 2, line += 2 * out_stride) {
            add_pair(table, entries, starts + v, line, line + out_stride);
        }
        if (v < vectors) add_vector(table, entries + starts[v], starts[v + 1] - starts[v], line);
    }
}
#endif

void tk_add_entries(
    const double *table, size_t table_entries, size_t columns, const uint32_t *entries, const uint32_t *starts,
    size_t vectors, double *out, size_t out_stride) {
#ifdef TK_FOR_AVX512
    if (tk_vector_width() == TK_AVX512) {
        add_entries_512(table, table_entries, columns, entries, starts, vectors, out, out_stride);
        return;
    }
#endif
    add_entries_wide(table, table_entries, columns, entries, starts, vectors, out, out_stride);
}
