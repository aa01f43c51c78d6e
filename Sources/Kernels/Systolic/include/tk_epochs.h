// SPDX-License-Identifier: Apache-2.0

// The buffer of a systolic array that forgets everything whenever it is full, as words of overlapping windows are asked
// for. Nothing is simulated word by word: the words of one map position that one lane asks for one behind the other are one
// "sweep", and all sweeps over the same position are shifted copies of each other. This is a model of its own, that of
// SCALE-Sim 3.0.0 with calculated bandwidth; docs/models/systolic.md has its equations.
//
// Folds follow each other every `fold_cycles` cycles, groups of columns outside, groups of rows inside. Words of a window
// are in the order [filter row][filter column][channel], windows in the order [image][output row][output column]. In cycle
// t of a fold lane j, lanes in order, asks for
//   output-stationary   word t - j of window row + j
//   weight-stationary   word row + j of window t - rows - j, as the weights are loaded in the first `rows` cycles
//   input-stationary    word row + rows - 1 - t of window column + j, in the last cycles before cycle `rows`: as many as the
//                       fold has rows
// A word that is in memory and not in the buffer is taken; with word number `capacity` the buffer is full and forgets all
// of them.
#pragma once

#include <stdint.h>

typedef struct {
    // The input maps.
    int64_t height, width, channels, batch;
    // Positions from `first_row` to before `end_row`, and so on, are in memory; others are asked of nobody.
    int64_t first_row, end_row, first_column, end_column;
    // The windows.
    int64_t filter_height, filter_width, output_height, output_width;
    // Positions from one window to the next, and from one element of a filter to the next.
    int64_t stride_height, stride_width, dilation_height, dilation_width;
    // The array: 0 output-stationary, 1 weight-stationary, 2 input-stationary.
    int64_t rows, columns, dataflow;
    // What is laid along the columns of the array, and the cycles of a fold.
    int64_t column_extent, fold_cycles;
    // Words after which the buffer forgets.
    int64_t capacity;
} tk_epochs_layer;

typedef struct {
    // Words that were not there when they were asked for.
    int64_t insertions;
    // How often the buffer was full, and the cycle in which that happened last; -1 if never.
    int64_t fillings, last_filling;
} tk_epochs_result;

// Walks through all folds. Returns 0, or -1 when there is not enough memory. Sizes must have been checked: at most 2^45
// cycles, rows and columns at most 2^16.
int tk_epochs_walk(const tk_epochs_layer *layer, tk_epochs_result *result);
