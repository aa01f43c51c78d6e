// SPDX-License-Identifier: Apache-2.0

// Products of bit vectors with a matrix, by tables of partial sums.
//
// The rows of a matrix are cut into groups. A group's table holds, for each pattern of its bits, the sum of the rows whose
// bits are 1; a vector's products are the sum of one table entry for each group with a bit that is 1. With groups of four
// rows that is at most a quarter of the additions that adding rows one by one takes, and none for groups without a bit.
// Sums are added in the order of the rows, those of a group first, then those of the groups, whatever the machine and
// however vectors are cut into calls.
#pragma once

#include <stddef.h>
#include <stdint.h>

// Columns are taken in tiles of so many; a table is [tiles][entries][TK_TILE_COLUMNS].
enum { TK_TILE_COLUMNS = 16 };

// Vectors whose entries are listed in one call, at most.
enum { TK_LISTED_VECTORS = 64 };

// Entries of the table of `rows` rows in groups of `group` (1 or 4) rows: a row is an entry, or a group has 16, one a
// pattern.
size_t tk_table_entries(size_t rows, unsigned group);

// Writes the table of a matrix [rows][stride], its first `columns` columns. Bit i of a pattern is row i of the group; rows
// and columns beyond the last ones are 0.
void tk_build_table(
    const double *matrix, size_t rows, size_t columns, size_t stride, unsigned group, double *table);

// Lists the table entries that add up to each vector's products.
//
// Bit v of lines[r] is the bit of row r in vector v, of at most TK_LISTED_VECTORS vectors. Those of vector v are
// entries[starts[v] ..< starts[v + 1]], relative to starts[0], which the caller sets; the list goes on from there. There is
// room for `vectors` times the number of groups. Returns the end of the list.
void tk_list_entries(
    const uint64_t *lines, size_t rows, size_t vectors, unsigned group, uint32_t *entries, uint32_t *starts);

// Adds up the entries of each vector: out[v][c], `out_stride` elements from vector to vector, which is at least the columns
// rounded up to whole tiles.
void tk_add_entries(
    const double *table, size_t table_entries, size_t columns, const uint32_t *entries, const uint32_t *starts,
    size_t vectors, double *out, size_t out_stride);
