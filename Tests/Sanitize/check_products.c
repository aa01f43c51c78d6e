// SPDX-License-Identifier: Apache-2.0

#include "check.h"
#include "tk_products.h"

void check_products(void) {
    const size_t rows = between(0, 9) ? odd_size(200) : (size_t)between(900, 1300), columns = odd_size(50);
    const size_t vectors = odd_size(TK_LISTED_VECTORS), stride = columns + (size_t)between(0, 3);
    const unsigned group = between(0, 1) ? 4 : 1;
    const size_t tiles = (columns + TK_TILE_COLUMNS - 1) / TK_TILE_COLUMNS, count = tk_table_entries(rows, group);
    const size_t groups = group == 1 ? rows : (rows + 3) / 4;
    // The last row ends with its last column.
    const size_t size = rows > 0 ? (rows - 1) * stride + columns : 0;
    double *matrix = ARRAY(double, size);
    double *table = ARRAY(double, tiles * count * TK_TILE_COLUMNS);
    for (size_t i = 0; i < size; i++) matrix[i] = grid();
    tk_build_table(matrix, rows, columns, stride, group, table);
    uint64_t *lines = ARRAY(uint64_t, rows);
    const uint64_t used = vectors == 64 ? ~(uint64_t)0 : ((uint64_t)1 << vectors) - 1;
    for (size_t r = 0; r < rows; r++) lines[r] = next_word() & next_word() & used;
    uint32_t *entries = ARRAY(uint32_t, vectors * groups), *starts = ARRAY(uint32_t, vectors + 1);
    starts[0] = 0;
    tk_list_entries(lines, rows, vectors, group, entries, starts);
    const size_t out_stride = tiles * TK_TILE_COLUMNS;
    double *out = ARRAY(double, vectors * out_stride);
    tk_add_entries(table, count, columns, entries, starts, vectors, out, out_stride);
    for (size_t v = 0; v < vectors; v++)
        for (size_t c = 0; c < columns; c++) {
            double sum = 0;
            for (size_t r = 0; r < rows; r++)
                if (lines[r] >> v & 1) sum += matrix[r * stride + c];
            // Sums of multiples of 1/1024 are exact.
            EXPECT(out[v * out_stride + c] == sum);
        }
}
