// SPDX-License-Identifier: Apache-2.0

// Conversions of whole partial sums of single bits, for blocks of 64 vectors (tk_bytes.h). A lane is a slice of the weights with its
// polarity. Everything is a whole number, so that all forms give the same.
#pragma once

#include "tk_bytes.h"

// How bytes of activations become digits of one bit: bit b of (activation + addend) >> shift, as tk_imc_coding.
typedef struct {
    size_t digits;  // at most 8
    int32_t addend;
    unsigned shift;
} tk_imc_byte_coding;

// Codes activations in place; they are bytes in two's complement if `addend` is not 0.
void tk_imc_code_bytes(const tk_imc_byte_coding *coding, size_t count, uint8_t *bytes);

// Turns coded rows [rows][TK_BLOCK], at most 255, into digits [digits][(rows + 7) / 8][TK_BLOCK]: bit i of byte j is the digit of row 8 j + i, 0
// beyond the rows. Returns the largest number of rows that are on in a vector, for each digit, in `most_on` [digits].
void tk_imc_digits(const uint8_t *rows, size_t count, size_t digits, uint8_t *result, uint32_t *most_on);

// One read of a group of rows. What the group contributes for a digit is, times what the digit counts, the sum over lanes of the lane's
// factor times the code of how many rows' bits are set in rows and cell (bipolar: differ). Codes are from 0 on.
typedef struct {
    size_t row_bytes;        // bytes of a lane, at most 32 for at most 255 rows
    size_t columns;
    size_t lanes;
    const uint8_t *weights;  // [columns][lanes][row_bytes], bits beyond the rows are 0
    const uint8_t *codes;    // by count [256]
    int is_clamped;          // whether a code is the count, or `top` where that is larger
    uint8_t top;
    // What four lanes count: factors in the 8 bits of each, times 2 to the power of `shifts`. The largest code times the sum of four
    // factors' magnitudes is at most 32767. Missing lanes have 0.
    const int8_t *factors;   // [(lanes + 3) / 4][4]
    const uint8_t *shifts;   // [(lanes + 3) / 4]
    uint8_t first_clipped;   // counts from here on are beyond the range; 0: none are, as always with bipolar bits
    int is_bipolar;
} tk_imc_block_group;

// Adds to `sums` [columns][TK_BLOCK in block order] what a group contributes for some digits, at most 8, with what each counts.
// Returns how many partial sums are beyond the range, those of vectors whose bits are all 0 not among them.
uint64_t tk_imc_block_products(
    const tk_imc_block_group *group, const uint8_t *const *digits, const int32_t *scales, size_t digit_count, int32_t *sums);

// The bits of the cells of a group from its weights: `masks` [by weight - least] has bit q for lane q. Weights are those of rows
// first, first + step and so on of [rows][columns]; `result` is [columns][lanes][(count + 7) / 8], bits beyond the rows 0.
void tk_imc_cell_bits(
    const int32_t *weights, size_t columns, size_t first, size_t step, size_t count, int32_t least, const uint32_t *masks,
    size_t lanes, uint8_t *result);

// From sums of codes to products of a column: ((sum - reference) unit + base - off_current all) / share - offset own, times
// weight_unit, each operation rounded once; `share` 1 is not divided by.
typedef struct {
    double unit;
    double base;
    double off_current;
    double share;
    double offset;
    double weight_unit;
} tk_imc_scale;

// Scales `count` sums of a column in place. `references` of each vector, and the sums of its activations: `all` rows and those with
// weights, `own`.
void tk_imc_scale_column(
    const tk_imc_scale *scale, const double *references, const double *all, const double *own, size_t count, double *sums);

// Adds up squares of what was wanted, and of what products differ from it, in eight parts by the places of the numbers modulo 8, which
// are then added one after the other: results[0] and results[1].
void tk_imc_energies(const double *products, const double *wanted, size_t count, double *results);
