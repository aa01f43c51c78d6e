// SPDX-License-Identifier: Apache-2.0

// Products of activations with a matrix as in-memory-computing hardware forms them: partial sums of one digit of the
// activations with one slice of the weights, each converted by an ADC, and shift-and-add. The callers keep sizes
// consistent; nothing is checked here. Results are the same with and without vector instructions, to the last bit.
#pragma once

#include <stddef.h>
#include <stdint.h>

// How activations become digits: bit plane b holds bit b of (activation + addend) >> shift.
typedef struct {
    size_t planes;  // bits of an activation, at most 16
    int32_t addend;
    unsigned shift;
    size_t digits;             // digits of an activation, the lowest first
    size_t digit_planes;       // planes of a digit; the last digit may have fewer
    const double *digit_scales;  // what a digit counts [digits]
    int is_bipolar;            // whether bits stand for -1 and +1
} tk_imc_coding;

// Packs `rows` rows of activations [vectors][stride], the first of them first_row and then one of every row_step, into
// `planes` [vectors][planes][words]: row r of these is bit r % 64 of word r / 64, unused bits are 0. Bits of an activation
// beyond the planes are lost.
void tk_imc_pack(
    const tk_imc_coding *coding, const int32_t *activations, size_t vectors, size_t stride, size_t first_row,
    size_t row_step, size_t rows, size_t words, uint64_t *planes);

// What is recorded of conversions beside the products; each may be NULL.
typedef struct {
    // Adds the number of partial sums beyond the range of the converter, read noise not counted, errors of gain and offset
    // counted. The range ends half a step beyond the outer codes (from the lowest code to one step beyond the highest where
    // codes are rounded down); with thresholds it goes beyond the outer ones by as much as their neighbours are away.
    // Nothing is beyond without a converter.
    uint64_t *clipped;
    // Codes [digits][lanes][vectors][columns] with `code_vectors` in place of vectors.
    int32_t *codes;
    // Adds how often each table index occurs (whole partial sums only).
    uint64_t *histogram;
    // Partial sums before conversion, ordered as the codes (analog partial sums only).
    double *partial_sums;
    size_t code_vectors;
} tk_imc_record;

// One read of a group of rows whose partial sums are whole numbers, so that a table holds all that a converter can say.
// A lane is a slice of the weights (with its polarity).
typedef struct {
    size_t words;  // of a bit plane of the group's rows
    size_t columns;
    size_t lanes;
    size_t cell_planes;             // planes of a cell
    // What a plane of a cell counts [cell_planes]: 1 where there is one plane, bits of activations are taken one by one and
    // the offset is 0.
    const int32_t *plane_weights;
    const uint64_t *weights;        // [columns][lanes][cell_planes][words]; bits beyond the rows are 0
    int64_t index_offset;           // index of the partial sum 0; for bipolar bits, of the partial sum `rows`
    size_t table_size;
    const double *values;           // by lane and index, times what the lane counts [lanes][table_size]
    const int32_t *codes;           // by index
    const uint8_t *is_clipped;      // by index
    // Random codes: a draw of 32 bits finds an entry by its highest bin_bits bits. The entry holds a threshold (upper 32
    // bits) and the numbers of two codes, one for the rest of a draw (moved up by bin_bits) that is below the threshold
    // (lowest 16 bits), and one for others. Draw column * lanes + lane of stream [key, vector, group, digit], two draws to
    // a word. NULL where codes are certain.
    const uint64_t *bins;           // [table_size][1 << bin_bits]
    unsigned bin_bits;
    size_t code_count;
    const double *code_values;      // by lane and number of the code, times what the lane counts [lanes][code_count]
    int32_t lowest_code;
    uint64_t key;                   // of the read noise
    uint64_t group;
} tk_imc_table_group;

// Adds to `sums` [vectors][columns] what a group contributes to the products of vectors first_vector and following: digit
// after digit, what the digit counts times the sum over lanes, added up in order.
void tk_imc_table_products(
    const tk_imc_table_group *group, const tk_imc_coding *coding, const uint64_t *planes, size_t vectors,
    uint64_t first_vector, double *sums, const tk_imc_record *record);

typedef enum { TK_IMC_NONE = 0, TK_IMC_LINEAR = 1, TK_IMC_THRESHOLDS = 2 } tk_imc_converter_kind;
typedef enum { TK_IMC_HALF_UP = 0, TK_IMC_HALF_EVEN = 1, TK_IMC_FLOOR = 2 } tk_imc_rounding;

// (level * x + digit * d + constant) / divisor, of a sum x and the digits d of the rows that are switched on. Where all
// four are whole numbers and x and d are, the one division is the only rounding, so that halves stay halves.
typedef struct {
    double level;
    double digit;
    double constant;
    double divisor;
} tk_imc_line;

// An ADC. A partial sum p becomes t = position(p) * gain + offset [LSB].
typedef struct {
    tk_imc_converter_kind kind;
    tk_imc_rounding rounding;
    tk_imc_line position;  // of p; takes no digits
    double lowest_code;
    double highest_code;
    const double *nonlinearity;  // deviation of t at code lowest_code + i [LSB], NULL for none
    const double *thresholds;    // ascending [LSB]; the code is the number of thresholds below t, lowest_code is 0
    size_t threshold_count;
    const double *values;        // by code - lowest_code; NULL where a code stands for itself
} tk_imc_converter;

// Codes of partial sums, without gain and offset; the sums themselves without a converter. A deviation of t is straight
// between neighbouring codes and constant beyond the outer ones.
void tk_imc_convert(const tk_imc_converter *converter, const double *partial_sums, size_t count, double *codes);

// One read of a group of rows whose partial sums are not whole numbers, or whose converters differ.
// Column c = lane * columns + column; arrays over columns are padded to `stride`, a multiple of 32. Matrices are cut into tiles of
// 32 columns: element [row][c] is at [c / 32][row][c % 32]. Loops are fastest where they begin at a multiple of 64 bytes.
typedef struct {
    size_t rows;
    size_t words;
    size_t columns;
    size_t lanes;
    size_t stride;
    int has_whole_sums;          // whether cells are given as whole levels, which `partial_sum` turns into what they add up to
    const double *conductances;  // [stride / 32][rows][32] in units of a cell level, or levels
    const double *opposites;     // of the columns that are subtracted, same shape; NULL for none
    const double *variances;     // variance of a cell's conductance at a read, same shape; NULL for none
    const double *input_variances;  // variance that the error of an input adds for a row that is on, whatever its
                                    // digit, same shape; NULL for none
    const double *column_scales;   // what the code of a column counts [stride]
    const double *offsets;       // [LSB], or NULL [stride]
    const double *gains;         // factors, or NULL [stride]
    double reference;            // subtracted for each row switched on, times its digit (not with whole sums)
    tk_imc_line partial_sum;     // with whole sums: p of a sum of levels and digits
    tk_imc_line position;        // with whole sums and equal steps: t of them, without gain and offset
    double column_variance;      // of the noise on a partial sum
    double converter_sigma;      // of the noise of a converter [LSB]
    const double *injected;      // noise on partial sums of all vectors, or NULL [digits][lanes][vectors][columns]
    size_t injected_vectors;
    tk_imc_converter converter;
    const double *normal_table;
    uint64_t key;
    uint64_t group;
} tk_imc_analog_group;

// As tk_imc_table_products. A partial sum is the sum over rows, in order, of digit times conductance, each step rounded
// once (a fused multiplication and addition), less that of the opposites, less the reference; then noise of the normal
// number `column` of stream [key, vector, group, digit], then what is injected. The converter's own noise is number
// `column` of the stream that belongs to word 2^63 - 1 of that stream. Where sums are whole, steps equal and nothing noisy,
// t is that of `position`; otherwise that of the converter. Products add up in tiles of 32 columns.
void tk_imc_analog_products(
    const tk_imc_analog_group *group, const tk_imc_coding *coding, const uint64_t *planes, size_t vectors,
    uint64_t first_vector, double *sums, const tk_imc_record *record);
