// SPDX-License-Identifier: Apache-2.0

// The buffer that forgets everything whenever it is full, word by word.
#include "check.h"
#include "tk_epochs.h"

typedef struct {
    const tk_epochs_layer *layer;
    int64_t *epochs;  // in which a word was asked for last, by word; -1 for never
    int64_t epoch, fill;
    tk_epochs_result result;
} buffer;

// A word of a window is asked for.
static void ask(buffer *b, int64_t window, int64_t word, int64_t cycle) {
    const tk_epochs_layer *l = b->layer;
    const int64_t size = l->output_height * l->output_width;
    const int64_t image = window / size, place = window % size, position = word / l->channels;
    const int64_t y = place / l->output_width * l->stride_height + position / l->filter_width * l->dilation_height;
    const int64_t x = place % l->output_width * l->stride_width + position % l->filter_width * l->dilation_width;
    if (y < l->first_row || y >= l->end_row || x < l->first_column || x >= l->end_column) return;
    int64_t *epoch = &b->epochs[((image * l->height + y) * l->width + x) * l->channels + word % l->channels];
    if (*epoch == b->epoch) return;
    *epoch = b->epoch;
    b->result.insertions++;
    if (++b->fill < l->capacity) return;
    b->result.fillings++;
    b->result.last_filling = cycle;
    b->epoch++;
    b->fill = 0;
}

// What lane `lane` asks for in a cycle of a fold; the order of lanes is that of the array.
static void fold(buffer *b, int64_t row, int64_t rows, int64_t column, int64_t columns, int64_t base) {
    const tk_epochs_layer *l = b->layer;
    const int64_t depth = l->filter_height * l->filter_width * l->channels;
    const int64_t windows = l->output_height * l->output_width * l->batch;
    const int64_t lanes = l->dataflow == 2 ? columns : rows;
    const int64_t steps = l->dataflow == 0 ? depth : l->dataflow == 1 ? windows : rows;
    const int64_t skew = l->dataflow == 2 ? 0 : lanes - 1;
    for (int64_t cycle = 0; cycle < steps + skew; cycle++)
        for (int64_t lane = 0; lane < lanes; lane++) {
            const int64_t step = l->dataflow == 2 ? cycle : cycle - lane;
            if (step < 0 || step >= steps) continue;
            switch (l->dataflow) {
            case 0: ask(b, row + lane, step, base + cycle); break;
            case 1: ask(b, step, row + lane, base + l->rows + cycle); break;
            // Words come last one first.
            default: ask(b, column + lane, row + rows - 1 - step, base + l->rows - rows + cycle); break;
            }
        }
}

void check_epochs(void) {
    tk_epochs_layer l = {
        .channels = between(1, 9), .batch = between(1, 2), .filter_height = between(1, 3), .filter_width = between(1, 3),
        .stride_height = between(1, 3), .stride_width = between(1, 3), .dilation_height = between(1, 2),
        .dilation_width = between(1, 2), .output_height = between(1, 6), .output_width = between(1, 6), .rows = between(1, 20),
        .columns = between(1, 12), .dataflow = between(0, 2), .capacity = between(1, 150)};
    l.height = (l.output_height - 1) * l.stride_height + (l.filter_height - 1) * l.dilation_height + 1 + between(0, 2);
    l.width = (l.output_width - 1) * l.stride_width + (l.filter_width - 1) * l.dilation_width + 1 + between(0, 2);
    l.first_row = between(0, 1);
    l.first_column = between(0, 1);
    l.end_row = l.height - between(0, 1);
    l.end_column = l.width - between(0, 1);
    const int64_t depth = l.filter_height * l.filter_width * l.channels;
    const int64_t windows = l.output_height * l.output_width * l.batch;
    l.column_extent = l.dataflow == 2 ? windows : between(1, 30);
    l.fold_cycles = depth + windows + l.rows + l.columns + between(1, 9);
    const size_t words = (size_t)(l.batch * l.height * l.width * l.channels);
    buffer b = {.layer = &l, .epochs = ARRAY(int64_t, words), .result = {.last_filling = -1}};
    for (size_t i = 0; i < words; i++) b.epochs[i] = -1;
    const int64_t extent = l.dataflow == 0 ? windows : depth;
    int64_t base = 0;
    for (int64_t column = 0; column < l.column_extent; column += l.columns)
        for (int64_t row = 0; row < extent; row += l.rows, base += l.fold_cycles) {
            const int64_t rows = extent - row < l.rows ? extent - row : l.rows;
            const int64_t columns = l.column_extent - column < l.columns ? l.column_extent - column : l.columns;
            fold(&b, row, rows, column, columns, base);
        }
    tk_epochs_result result;
    EXPECT(tk_epochs_walk(&l, &result) == 0);
    EXPECT(result.insertions == b.result.insertions);
    EXPECT(result.fillings == b.result.fillings);
    EXPECT(result.last_filling == b.result.last_filling);
}
