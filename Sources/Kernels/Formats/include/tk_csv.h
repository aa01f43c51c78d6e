// SPDX-License-Identifier: Apache-2.0

// Parsers of comma-separated numbers at memory speed. They keep no state, allocate nothing, and read no byte outside the
// text that they are given; the text need not end in a line feed or a NUL.
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// Why a parser stopped.
typedef enum {
    TK_CSV_OK = 0,
    TK_CSV_NOT_A_NUMBER = 1,     // the field at `offset` is not a decimal number
    TK_CSV_NOT_FINITE = 2,       // the number at `offset` does not fit a double
    TK_CSV_NOT_A_BIT = 3,        // the number at `offset` is neither 0 nor 1
    TK_CSV_TOO_FEW_FIELDS = 4,   // the line ends at `offset` after `fields` fields
    TK_CSV_TOO_MANY_FIELDS = 5,  // the comma at `offset` leads to a field beyond the last wanted one
    TK_CSV_TOO_MANY_ROWS = 6,    // a row beyond the last wanted one begins at `offset`
    TK_CSV_NOT_WHOLE = 7,        // the number at `offset` is not whole
    TK_CSV_NOT_IN_RANGE = 8      // the whole number at `offset` has more bits than there are
} tk_csv_status;

typedef struct {
    tk_csv_status status;
    size_t offset;  // in the text [bytes]
    size_t rows;    // complete rows before `offset`
    size_t fields;  // fields before `offset` in its row
} tk_csv_result;

// Blanks are spaces, tabs and carriage returns. A line ends with a line feed or with the text.

// How many lines hold anything but blanks.
size_t tk_csv_count_rows(const char *text, size_t length);

// How many fields the first line that is not blank has; 0 when there is none.
size_t tk_csv_count_fields(const char *text, size_t length);

// Reads at most `max_rows` rows of exactly `columns` (at least 1) decimal numbers (`1`, `-0.5`, `+2e-3`, `.5`, `5.`, blanks
// around them allowed) and stores them row by row, correctly rounded. Blank lines are skipped. A number of more than 1,023
// characters may count as none. Stops at the first error; numbers before it are stored. Without one, `offset` is `length`
// and `fields` 0.
tk_csv_result tk_csv_parse_doubles(
    const char *text, size_t length, size_t columns, size_t max_rows, double *out);

// Reads at most `max_rows` rows of exactly `columns` numbers that are 0 or 1 in any spelling, and packs them: column c
// is bit c % 64 of word c / 64 of its row. Every word of a complete row is written, unused high bits as 0.
tk_csv_result tk_csv_parse_bits(
    const char *text, size_t length, size_t columns, size_t max_rows, uint64_t *words, size_t words_per_row);

// Numbers that only one of two ways to write whole numbers has.
typedef struct {
    bool has_negative;   // a number is below 0: two's complement has them
    bool has_large;      // a number is 2^(bits-1) or above: numbers without a sign have them
    size_t first_large;  // where the first of these stands [bytes]
} tk_csv_signs;

// Reads at most `max_rows` rows of exactly `columns` whole numbers from -2^(bits-1) to 2^bits - 1, and packs the low `bits`
// (1...32) bits of each, the highest first: those of field c of a row begin at column c * bits, and column k is bit k % 64 of word
// k / 64 of its row. Every word of a complete row is written, unused high bits as 0.
tk_csv_result tk_csv_parse_integers(
    const char *text, size_t length, size_t columns, size_t max_rows, unsigned bits, uint64_t *words,
    size_t words_per_row, tk_csv_signs *signs);
