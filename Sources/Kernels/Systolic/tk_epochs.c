// SPDX-License-Identifier: Apache-2.0

#include "tk_epochs.h"

#include <stdlib.h>
#include <string.h>

// A request is named by its cycle and, behind it, its lane, in one number. Lanes are below 2^17.
#define LANE_BITS 17
#define NEVER (-((int64_t)1 << 62))

static inline int64_t key_of(int64_t cycle, int64_t lane) { return cycle * ((int64_t)1 << LANE_BITS) + lane; }
static inline int64_t cycle_of(int64_t key) { return key >> LANE_BITS; }
static inline int64_t lane_of(int64_t key) { return key & (((int64_t)1 << LANE_BITS) - 1); }

// A sweep over the words of a block that is under way: it began in `start` (in cycles of the fold) and takes `length`
// cycles. From the present cycle up to before `end` its words are new. `before` is the key of the previous sweep over the
// block.
typedef struct {
    int64_t start, length, end, before;
} sweep;

// A stretch of the words of a window that lies in one map position: a block is a map position and a range of channels, and
// ranges are such that each fold has whole ones only.
typedef struct {
    int64_t row, column; // of the map position, relative to the window's first one
    int64_t offset;      // block number relative to that of the window's first position
    int64_t lane;        // of the first word in the fold
    int64_t length;      // words
    int64_t turn;        // weight-stationary: number of the next slot among `length` ones
} stretch;

typedef struct {
    const tk_epochs_layer *layer;
    int64_t zones;                         // ranges of channels
    int64_t *zone_starts;                  // [zones + 1]
    int64_t windows, positions;            // M, and positions of a filter
    int64_t *origins;                      // block number of each window's first position
    int32_t *origin_rows, *origin_columns; // its place in the map
    int64_t *last;                         // key of the last sweep over each block
    sweep *slots;                          // sweeps under way
    int32_t *lane_stretches;               // weight-stationary: the stretch that each lane belongs to
    stretch *stretches;                    // of this fold
    int64_t stretch_count;
    int64_t *ends; // [cycle of the fold] how many sweeps stop to bring new words
    int64_t ends_count;
    int64_t longest; // longest sweep
    // State.
    int64_t fill;    // words in the buffer
    int64_t current; // sweeps that bring a new word in this cycle
    int64_t emptied; // key of the request that filled the buffer last
    int64_t base;    // cycle in which the fold's cycle 0 is
    int64_t lanes;   // that are used
    tk_epochs_result result;
} walk;

static int64_t quotient_up(int64_t a, int64_t b) { return (a + b - 1) / b; }

// MARK: Preparation

static int compare(const void *a, const void *b) {
    int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
    return (x > y) - (x < y);
}

// Cuts channels where folds cut them. An output-stationary fold holds whole windows.
static int prepare_zones(walk *w) {
    const tk_epochs_layer *l = w->layer;
    int64_t depth = w->positions * l->channels;
    int64_t folds = l->dataflow == 0 ? 1 : quotient_up(depth, l->rows);
    int64_t most = folds < l->channels ? folds : l->channels;
    w->zone_starts = malloc(sizeof(int64_t) * (size_t)(most + 2));
    if (!w->zone_starts) return -1;
    w->zone_starts[0] = 0;
    int64_t count = 1;
    // Remainders repeat with a period of at most the number of channels.
    for (int64_t fold = 1; fold < folds; fold++) {
        int64_t cut = fold * l->rows % l->channels;
        if (cut == 0) break;
        if (count > most) return -1;
        w->zone_starts[count++] = cut;
    }
    qsort(w->zone_starts, (size_t)count, sizeof(int64_t), compare);
    w->zones = count;
    w->zone_starts[count] = l->channels;
    return 0;
}

static int prepare_windows(walk *w) {
    const tk_epochs_layer *l = w->layer;
    w->windows = l->output_height * l->output_width * l->batch;
    w->origins = malloc(sizeof(int64_t) * (size_t)w->windows);
    w->origin_rows = malloc(sizeof(int32_t) * (size_t)w->windows);
    w->origin_columns = malloc(sizeof(int32_t) * (size_t)w->windows);
    if (!w->origins || !w->origin_rows || !w->origin_columns) return -1;
    int64_t window = 0;
    for (int64_t image = 0; image < l->batch; image++)
        for (int64_t row = 0; row < l->output_height; row++)
            for (int64_t column = 0; column < l->output_width; column++, window++) {
                int64_t y = row * l->stride_height, x = column * l->stride_width;
                w->origins[window] = ((image * l->height + y) * l->width + x) * w->zones;
                w->origin_rows[window] = (int32_t)y;
                w->origin_columns[window] = (int32_t)x;
            }
    return 0;
}

static int prepare(walk *w) {
    const tk_epochs_layer *l = w->layer;
    w->positions = l->filter_height * l->filter_width;
    if (prepare_zones(w) || prepare_windows(w)) return -1;
    w->longest = 0;
    for (int64_t z = 0; z < w->zones; z++) {
        int64_t length = w->zone_starts[z + 1] - w->zone_starts[z];
        if (length > w->longest) w->longest = length;
    }
    int64_t side = l->rows > l->columns ? l->rows : l->columns;
    int64_t steps = l->dataflow == 0 ? w->positions * l->channels : l->dataflow == 1 ? w->windows : 0;
    w->ends_count = steps + side + w->longest + 2;
    int64_t blocks = l->height * l->width * l->batch * w->zones;
    w->last = malloc(sizeof(int64_t) * (size_t)blocks);
    w->slots = calloc((size_t)side, sizeof(sweep));
    w->lane_stretches = calloc((size_t)side, sizeof(int32_t));
    w->stretches = malloc(sizeof(stretch) * (size_t)(w->positions * w->zones));
    w->ends = calloc((size_t)w->ends_count, sizeof(int64_t));
    if (!w->last || !w->slots || !w->lane_stretches || !w->stretches || !w->ends) return -1;
    for (int64_t block = 0; block < blocks; block++) w->last[block] = NEVER;
    w->emptied = key_of(-1, 0);
    w->result.last_filling = -1;
    return 0;
}

static void release(walk *w) {
    free(w->zone_starts);
    free(w->origins);
    free(w->origin_rows);
    free(w->origin_columns);
    free(w->last);
    free(w->slots);
    free(w->lane_stretches);
    free(w->stretches);
    free(w->ends);
}

// The stretches of a window's words from `begin` to before `end`; each of them is whole.
static void cut(walk *w, int64_t begin, int64_t end) {
    const tk_epochs_layer *l = w->layer;
    w->stretch_count = 0;
    int64_t word = begin, zone = 0;
    while (w->zone_starts[zone + 1] <= word % l->channels) zone++;
    while (word < end) {
        int64_t position = word / l->channels;
        stretch *s = &w->stretches[w->stretch_count];
        s->row = position / l->filter_width * l->dilation_height;
        s->column = position % l->filter_width * l->dilation_width;
        s->offset = (s->row * l->width + s->column) * w->zones + zone;
        s->lane = word - begin;
        s->length = w->zone_starts[zone + 1] - w->zone_starts[zone];
        s->turn = 0;
        if (l->dataflow == 1)
            for (int64_t i = 0; i < s->length; i++) w->lane_stretches[s->lane + i] = (int32_t)w->stretch_count;
        w->stretch_count++;
        word += s->length;
        if (++zone == w->zones) zone = 0;
    }
}

// MARK: Sweeps

// How many of a sweep's words, from its first one on, the previous sweep over the block asked for before the buffer was
// emptied, so that they are no longer there. `step` is how many lanes a sweep moves each cycle.
static inline int64_t forgotten(const walk *w, int64_t before, int64_t length, int64_t step) {
    int64_t words = cycle_of(w->emptied) - cycle_of(before);
    if (words < 0) return 0;
    if (words >= length) return length;
    int64_t lane = lane_of(before) + words * step;
    return words + (lane <= lane_of(w->emptied));
}

static inline void begin_sweep(
    walk *w, int64_t window, const stretch *s, int64_t slot, int64_t cycle, int64_t lane, int64_t step) {
    const tk_epochs_layer *l = w->layer;
    sweep *p = &w->slots[slot];
    int64_t row = w->origin_rows[window] + s->row, column = w->origin_columns[window] + s->column;
    if (row < l->first_row || row >= l->end_row || column < l->first_column || column >= l->end_column) {
        p->length = 0;
        p->end = 0;
        return;
    }
    int64_t *last = &w->last[w->origins[window] + s->offset];
    int64_t words = forgotten(w, *last, s->length, step);
    p->start = cycle;
    p->length = s->length;
    p->before = *last;
    p->end = cycle + words;
    *last = key_of(w->base + cycle, lane);
    if (words > 0) {
        w->current++;
        w->ends[p->end]++;
    }
}

// The sweep that asks for a word in a lane and a cycle of the fold, or none.
static inline sweep *sweep_in(const walk *w, int64_t lane, int64_t cycle) {
    int64_t slot = lane;
    if (w->layer->dataflow == 1) {
        int64_t window = cycle - lane;
        if (window < 0 || window >= w->windows) return NULL;
        const stretch *s = &w->stretches[w->lane_stretches[lane]];
        slot = s->lane + window % s->length;
    }
    sweep *p = &w->slots[slot];
    return p->length > 0 && p->start <= cycle && cycle < p->start + p->length ? p : NULL;
}

// The buffer becomes full in this cycle, by the `needed`-th new word among lanes from `lane` on. Everything is forgotten,
// and words that are asked for behind it are new. Gives the lane, and leaves in `fill` the words of the rest of the cycle.
static int64_t empty(walk *w, int64_t cycle, int64_t first_lane, int64_t needed, int64_t step) {
    int64_t lane = first_lane;
    for (;; lane++) {
        const sweep *p = sweep_in(w, lane, cycle);
        if (p && p->end > cycle && --needed == 0) break;
    }
    w->result.insertions += w->layer->capacity;
    w->result.fillings++;
    w->result.last_filling = w->base + cycle;
    w->emptied = key_of(w->base + cycle, lane);
    memset(&w->ends[cycle + 1], 0, sizeof(int64_t) * (size_t)(w->longest + 1));
    w->fill = 0;
    w->current = 0;
    for (int64_t other = 0; other < w->lanes; other++) {
        sweep *p = sweep_in(w, other, cycle);
        if (!p) continue;
        p->end = p->start + forgotten(w, p->before, p->length, step);
        if (other > lane && p->end > cycle) w->fill++;
        if (p->end > cycle + 1) {
            w->current++;
            w->ends[p->end]++;
        }
    }
    return lane;
}

// Ends a cycle: counts its new words, and empties the buffer when it is full.
static inline void end_cycle(walk *w, int64_t cycle, int64_t step) {
    int64_t capacity = w->layer->capacity;
    if (w->fill + w->current < capacity) {
        w->fill += w->current;
        return;
    }
    int64_t lane = empty(w, cycle, 0, capacity - w->fill, step);
    while (w->fill >= capacity) lane = empty(w, cycle, lane + 1, capacity, step);
}

static inline void begin_cycle(walk *w, int64_t cycle) {
    w->current -= w->ends[cycle];
    w->ends[cycle] = 0;
}

static void begin_fold(walk *w, int64_t base, int64_t lanes) {
    w->base = base;
    w->lanes = lanes;
    w->current = 0;
    for (int64_t lane = 0; lane < lanes; lane++) w->slots[lane].length = 0;
}

// MARK: Folds

static void output_stationary(walk *w, int64_t base, int64_t first_window, int64_t lanes) {
    int64_t channels = w->layer->channels, steps = w->positions * channels;
    begin_fold(w, base, lanes);
    int64_t phase = 0, position = 0; // cycle = position * channels + phase
    for (int64_t cycle = 0; cycle < steps + lanes - 1; cycle++) {
        begin_cycle(w, cycle);
        // Lane j begins with a position when it has gone through the one before it.
        int64_t at = position, lane = phase;
        if (at >= w->positions) {
            lane += (at - w->positions + 1) * channels;
            at = w->positions - 1;
        }
        for (; lane < lanes && at >= 0; lane += channels, at--)
            begin_sweep(w, first_window + lane, &w->stretches[at], lane, cycle, lane, 0);
        end_cycle(w, cycle, 0);
        if (++phase == channels) {
            phase = 0;
            position++;
        }
    }
    begin_cycle(w, steps + lanes - 1);
}

static void weight_stationary(walk *w, int64_t base, int64_t lanes) {
    begin_fold(w, base, lanes);
    for (int64_t cycle = 0; cycle < w->windows + lanes - 1; cycle++) {
        begin_cycle(w, cycle);
        for (int64_t i = 0; i < w->stretch_count; i++) {
            stretch *s = &w->stretches[i];
            int64_t window = cycle - s->lane;
            if (window < 0) break;
            if (window >= w->windows) continue;
            begin_sweep(w, window, s, s->lane + s->turn, cycle, s->lane, 1);
            if (++s->turn == s->length) s->turn = 0;
        }
        end_cycle(w, cycle, 1);
    }
    begin_cycle(w, w->windows + lanes - 1);
}

static void input_stationary(walk *w, int64_t base, int64_t first_window, int64_t lanes, int64_t rows) {
    begin_fold(w, base, lanes);
    int64_t cycle = 0;
    for (int64_t i = w->stretch_count - 1; i >= 0; i--) {
        const stretch *s = &w->stretches[i];
        for (int64_t end = cycle + s->length, start = cycle; cycle < end; cycle++) {
            begin_cycle(w, cycle);
            if (cycle == start)
                for (int64_t lane = 0; lane < lanes; lane++)
                    begin_sweep(w, first_window + lane, s, lane, cycle, lane, 0);
            end_cycle(w, cycle, 0);
        }
    }
    begin_cycle(w, rows);
}

static void walk_folds(walk *w) {
    const tk_epochs_layer *l = w->layer;
    int64_t depth = w->positions * l->channels;
    int64_t row_extent = l->dataflow == 0 ? w->windows : depth;
    int64_t base = 0;
    if (l->dataflow == 0) cut(w, 0, depth);
    for (int64_t column = 0; column < l->column_extent; column += l->columns)
        for (int64_t row = 0; row < row_extent; row += l->rows, base += l->fold_cycles) {
            int64_t rows = row_extent - row < l->rows ? row_extent - row : l->rows;
            int64_t columns = l->column_extent - column < l->columns ? l->column_extent - column : l->columns;
            if (l->dataflow != 0) cut(w, row, row + rows);
            switch (l->dataflow) {
            case 0: output_stationary(w, base, row, rows); break;
            case 1: weight_stationary(w, base + l->rows, rows); break;
            default: input_stationary(w, base + l->rows - rows, column, columns, rows); break;
            }
        }
}

int tk_epochs_walk(const tk_epochs_layer *layer, tk_epochs_result *result) {
    walk w = {.layer = layer};
    int failure = prepare(&w);
    if (!failure) {
        walk_folds(&w);
        w.result.insertions += w.fill;
        *result = w.result;
    }
    release(&w);
    return failure;
}
