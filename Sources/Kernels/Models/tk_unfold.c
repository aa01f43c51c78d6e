// SPDX-License-Identifier: Apache-2.0

#include "tk_unfold.h"

#include "tk_bytes.h"
#include "tk_target.h"

#include <string.h>

// Results must be the same on every processor.
#pragma STDC FP_CONTRACT OFF

TK_WIDE void tk_bytes_from_i32(const int32_t *integers, size_t count, uint8_t *bytes) {
    for (size_t i = 0; i < count; i++) bytes[i] = (uint8_t)integers[i];
}

// Vectors of a block whose elements are neighbours in the map, too.
typedef struct {
    size_t place;   // of the first one in the block
    size_t offset;  // of its first element in the source
    size_t count;
} tk_run;

// Where the upper left element of a vector's window is.
static size_t tk_corner(const tk_window *w, size_t image_size, size_t vector) {
    const size_t width = (size_t)w->out_width, places = (size_t)w->out_height * width;
    const size_t place = vector % places;
    return vector / places * image_size + place / width * (size_t)(w->stride_height * w->width)
        + place % width * (size_t)w->stride_width;
}

static size_t tk_find_runs(
    const tk_window *w, size_t image_size, size_t first_vector, size_t vectors, tk_run runs[TK_BLOCK]) {
    const size_t width = (size_t)w->out_width;
    size_t count = 0;
    for (size_t v = 0; v < vectors;) {
        // To the end of a line of outputs, or to that of the block.
        const size_t left = width - (first_vector + v) % width;
        const size_t line = left < vectors - v ? left : vectors - v;
        const size_t corner = tk_corner(w, image_size, first_vector + v);
        const size_t length = w->stride_width == 1 ? line : 1;
        for (size_t i = 0; i < line; i += length) {
            const size_t offset = corner + i * (size_t)w->stride_width;
            if (count > 0 && runs[count - 1].offset + runs[count - 1].count == offset) {
                runs[count - 1].count += length;
            } else {
                runs[count++] = (tk_run){v + i, offset, length};
            }
        }
        v += line;
    }
    return count;
}

// A row of the unfolded matrix: an element of the kernel, in a channel.
typedef struct {
    size_t x;
    size_t y;
    size_t channel;
} tk_place;

// The place of the row that comes `step` rows later.
TK_INLINE tk_place tk_moved(const tk_window *w, tk_place place, size_t step) {
    const size_t width = (size_t)w->kernel_width, height = (size_t)w->kernel_height;
    place.x += step;
    if (place.x < width) return place;
    place.y += place.x / width;
    place.x %= width;
    if (place.y < height) return place;
    place.channel += place.y / height;
    place.y %= height;
    return place;
}

TK_INLINE size_t tk_offset_of(const tk_window *w, tk_place place) {
    return (place.channel * (size_t)w->height + place.y * (size_t)w->dilation_height) * (size_t)w->width
        + place.x * (size_t)w->dilation_width;
}

// Copies runs in order, each with as many bytes as the longest has: what is too much is overwritten by the next one.
TK_INLINE void tk_copy_runs(const uint8_t *source, const tk_run *runs, size_t count, size_t size, uint8_t *row) {
    for (size_t i = 0; i < count; i++) memcpy(row + runs[i].place, source + runs[i].offset, size);
}

static void tk_copy_row(const uint8_t *source, const tk_run *runs, size_t count, size_t longest, uint8_t *row) {
    if (longest == 1) {
        tk_copy_runs(source, runs, count, 1, row);
    } else if (longest <= 4) {
        tk_copy_runs(source, runs, count, 4, row);
    } else if (longest <= 8) {
        tk_copy_runs(source, runs, count, 8, row);
    } else if (longest <= 16) {
        tk_copy_runs(source, runs, count, 16, row);
    } else if (longest <= 32) {
        tk_copy_runs(source, runs, count, 32, row);
    } else {
        tk_copy_runs(source, runs, count, TK_BLOCK, row);
    }
}

TK_WIDE void tk_unfold_block(
    const uint8_t *source, const tk_window *w, size_t image_size, tk_rows rows, size_t first_vector, size_t vectors,
    uint8_t *block) {
    tk_run runs[TK_BLOCK];
    const size_t count = tk_find_runs(w, image_size, first_vector, vectors, runs);
    size_t longest = 0;
    for (size_t i = 0; i < count; i++) longest = runs[i].count > longest ? runs[i].count : longest;
    tk_place place = tk_moved(w, (tk_place){0, 0, 0}, rows.first);
    for (size_t r = 0; r < rows.count; r++, block += TK_BLOCK, place = tk_moved(w, place, rows.step)) {
        tk_copy_row(source + tk_offset_of(w, place), runs, count, longest, block);
        if (vectors < TK_BLOCK) memset(block + vectors, 0, TK_BLOCK - vectors);
    }
}

void tk_gather_block(
    const uint8_t *source, size_t stride, tk_rows rows, size_t first_vector, size_t vectors, uint8_t *block) {
    source += first_vector * stride + rows.first;
    for (size_t r = 0; r < rows.count; r++, block += TK_BLOCK) {
        for (size_t v = 0; v < vectors; v++) block[v] = source[v * stride + r * rows.step];
        memset(block + vectors, 0, TK_BLOCK - vectors);
    }
}

// With a kernel width that the compiler knows, a line of the kernel is copied without a loop.
TK_INLINE void tk_unfold_range(
    const int32_t *source, const tk_window *w, size_t image_size, size_t first_vector, size_t vectors, size_t kernel_width,
    size_t gap, int32_t *result) {
    const size_t plane = (size_t)(w->height * w->width), line = (size_t)(w->dilation_height * w->width);
    for (size_t v = 0; v < vectors; v++) {
        const int32_t *corner = source + tk_corner(w, image_size, first_vector + v);
        for (int64_t c = 0; c < w->channels; c++, corner += plane) {
            const int32_t *x = corner;
            for (int64_t y = 0; y < w->kernel_height; y++, x += line) {
                for (size_t i = 0; i < kernel_width; i++) *result++ = x[i * gap];
            }
        }
    }
}

void tk_unfold_range_i32(
    const int32_t *source, const tk_window *w, size_t image_size, size_t first_vector, size_t vectors, int32_t *result) {
    switch (w->dilation_width == 1 ? w->kernel_width : 0) {
        case 1: tk_unfold_range(source, w, image_size, first_vector, vectors, 1, 1, result); break;
        case 3: tk_unfold_range(source, w, image_size, first_vector, vectors, 3, 1, result); break;
        case 5: tk_unfold_range(source, w, image_size, first_vector, vectors, 5, 1, result); break;
        case 7: tk_unfold_range(source, w, image_size, first_vector, vectors, 7, 1, result); break;
        default:
            tk_unfold_range(
                source, w, image_size, first_vector, vectors, (size_t)w->kernel_width, (size_t)w->dilation_width, result);
    }
}

void tk_transpose_f64(const double *matrix, size_t rows, size_t columns, double *result) {
    // Eight by eight, so that lines of the cache are used as a whole.
    enum { tile = 8 };
    for (size_t r = 0; r < rows; r += tile) {
        const size_t last_row = r + tile < rows ? r + tile : rows;
        for (size_t c = 0; c < columns; c += tile) {
            const size_t last_column = c + tile < columns ? c + tile : columns;
            for (size_t j = c; j < last_column; j++) {
                for (size_t i = r; i < last_row; i++) result[j * rows + i] = matrix[i * columns + j];
            }
        }
    }
}

TK_WIDE void tk_rescale_column_f64(const double *products, size_t count, double scale, double bias, double *result) {
    for (size_t i = 0; i < count; i++) {
        const double product = products[i] * scale;
        result[i] = product + bias;
    }
}
