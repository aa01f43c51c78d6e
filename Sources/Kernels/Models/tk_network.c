// SPDX-License-Identifier: Apache-2.0

#include "tk_network.h"

#include "tk_target.h"

#include <math.h>
#include <string.h>

// Results must be the same on every processor.
#pragma STDC FP_CONTRACT OFF

// The outputs of a row for which an element of the kernel lies inside the feature map: first to end.
static void tk_inside(int64_t offset, int64_t stride, int64_t extent, int64_t out, int64_t *first, int64_t *end) {
    int64_t start = offset < 0 ? (-offset + stride - 1) / stride : 0;
    int64_t stop = offset >= extent ? 0 : (extent - 1 - offset) / stride + 1;
    if (stop > out) stop = out;
    if (start > stop) start = stop;
    *first = start;
    *end = stop;
}

// A row of the unfolded matrix where outputs stand as close as inputs and lines are as long: the map itself, moved. What came from
// the end of another line is padding.
#define TK_UNFOLD_SHIFTED(NAME, TYPE)                                                                  \
    static void NAME(const TYPE *plane, const tk_window *w, int64_t top, int64_t left, TYPE *row) {    \
        int64_t first, end, above, below;                                                              \
        tk_inside(left, 1, w->width, w->width, &first, &end);                                          \
        tk_inside(top, 1, w->height, w->out_height, &above, &below);                                   \
        if (first >= end || above >= below) {                                                          \
            memset(row, 0, (size_t)(w->out_height * w->width) * sizeof(TYPE));                         \
            return;                                                                                    \
        }                                                                                              \
        const int64_t start = above * w->width + first, stop = (below - 1) * w->width + end;           \
        memset(row, 0, (size_t)start * sizeof(TYPE));                                                  \
        memcpy(row + start, plane + (top * w->width + left + start), (size_t)(stop - start) * sizeof(TYPE));\
        memset(row + stop, 0, (size_t)(w->out_height * w->width - stop) * sizeof(TYPE));               \
        for (int64_t y = above; y < below; y++) {                                                      \
            TYPE *line = row + y * w->width;                                                           \
            for (int64_t x = 0; x < first; x++) line[x] = 0;                                           \
            for (int64_t x = end; x < w->width; x++) line[x] = 0;                                      \
        }                                                                                              \
    }

// A row of the unfolded matrix, line by line.
#define TK_UNFOLD_LINES(NAME, TYPE)                                                                    \
    static void NAME(const TYPE *plane, const tk_window *w, int64_t top, int64_t left, TYPE *row) {    \
        int64_t first, end;                                                                            \
        tk_inside(left, w->stride_width, w->width, w->out_width, &first, &end);                        \
        for (int64_t oy = 0; oy < w->out_height; oy++, row += w->out_width) {                          \
            const int64_t y = oy * w->stride_height + top;                                             \
            if (y < 0 || y >= w->height) {                                                             \
                memset(row, 0, (size_t)w->out_width * sizeof(TYPE));                                   \
                continue;                                                                              \
            }                                                                                          \
            const TYPE *line = plane + y * w->width + left;                                            \
            for (int64_t ox = 0; ox < first; ox++) row[ox] = 0;                                        \
            for (int64_t ox = first; ox < end; ox++) row[ox] = line[ox * w->stride_width];             \
            for (int64_t ox = end; ox < w->out_width; ox++) row[ox] = 0;                               \
        }                                                                                              \
    }

#define TK_UNFOLD_ROWS(NAME, TYPE, SHIFTED, LINES)                                                     \
    void NAME(const TYPE *source, const tk_window *w, TYPE *rows) {                                    \
        const int64_t places = w->out_height * w->out_width, kernel = w->kernel_height * w->kernel_width;\
        const int is_shift = w->stride_height == 1 && w->stride_width == 1 && w->out_width == w->width;\
        for (int64_t c = 0; c < w->channels; c++) {                                                    \
            const TYPE *plane = source + c * w->height * w->width;                                     \
            for (int64_t k = 0; k < kernel; k++, rows += places) {                                     \
                const int64_t top = k / w->kernel_width * w->dilation_height - w->pad_top;             \
                const int64_t left = k % w->kernel_width * w->dilation_width - w->pad_left;            \
                if (is_shift) {                                                                        \
                    SHIFTED(plane, w, top, left, rows);                                                \
                } else {                                                                               \
                    LINES(plane, w, top, left, rows);                                                  \
                }                                                                                      \
            }                                                                                          \
        }                                                                                              \
    }

TK_UNFOLD_SHIFTED(shifted_f32, float)
TK_UNFOLD_SHIFTED(shifted_f64, double)
TK_UNFOLD_LINES(lines_f32, float)
TK_UNFOLD_LINES(lines_f64, double)
TK_UNFOLD_ROWS(tk_unfold_rows_f32, float, shifted_f32, lines_f32)
TK_UNFOLD_ROWS(tk_unfold_rows_f64, double, shifted_f64, lines_f64)

void tk_pad_i32(const int32_t *source, const tk_window *w, int32_t padding, int32_t *padded) {
    const int64_t width = w->width + w->pad_left + w->pad_right;
    for (int64_t c = 0; c < w->channels; c++) {
        for (int64_t y = -w->pad_top; y < w->height + w->pad_bottom; y++, padded += width) {
            if (y < 0 || y >= w->height) {
                for (int64_t x = 0; x < width; x++) padded[x] = padding;
                continue;
            }
            for (int64_t x = 0; x < w->pad_left; x++) padded[x] = padding;
            memcpy(padded + w->pad_left, source + (c * w->height + y) * w->width, (size_t)w->width * sizeof(int32_t));
            for (int64_t x = w->pad_left + w->width; x < width; x++) padded[x] = padding;
        }
    }
}

// Whether every place of the window lies inside the feature map, and nothing is padding.
static int is_inside(const tk_window *w) {
    return w->pad_top == 0 && w->pad_left == 0 && w->pad_bottom == 0 && w->pad_right == 0
        && (w->out_height - 1) * w->stride_height + (w->kernel_height - 1) * w->dilation_height < w->height
        && (w->out_width - 1) * w->stride_width + (w->kernel_width - 1) * w->dilation_width < w->width;
}

// Pools whose windows lie inside the map, a line of outputs at a time: elements come in the same order.
#define TK_POOL_INSIDE(NAME, TYPE, FIRST, STEP, LAST)                                                   \
    static TK_WIDE void NAME(const TYPE *source, const tk_window *w, TYPE *result) {                    \
        const TYPE count = (TYPE)(w->kernel_height * w->kernel_width);                                  \
        for (int64_t row = 0; row < w->channels * w->out_height; row++, result += w->out_width) {       \
            const int64_t c = row / w->out_height, y = row % w->out_height * w->stride_height;          \
            const TYPE *corner = source + (c * w->height + y) * w->width;                               \
            for (int64_t ox = 0; ox < w->out_width; ox++) result[ox] = FIRST;                           \
            for (int64_t ky = 0; ky < w->kernel_height; ky++) {                                         \
                for (int64_t kx = 0; kx < w->kernel_width; kx++) {                                      \
                    const TYPE *x = corner + ky * w->dilation_height * w->width + kx * w->dilation_width; \
                    for (int64_t ox = 0; ox < w->out_width; ox++) {                                     \
                        const TYPE value = x[ox * w->stride_width], former = result[ox];                \
                        result[ox] = STEP;                                                              \
                    }                                                                                   \
                }                                                                                       \
            }                                                                                           \
            for (int64_t ox = 0; ox < w->out_width; ox++) {                                             \
                const TYPE former = result[ox];                                                         \
                result[ox] = LAST;                                                                      \
            }                                                                                           \
            (void)count;                                                                                \
        }                                                                                               \
    }

#define TK_POOL_MAX(NAME, TYPE, INSIDE)                                                                         \
    void NAME(const TYPE *source, const tk_window *w, TYPE *result) {                                   \
        if (is_inside(w)) {                                                                          \
            INSIDE(source, w, result);                                                                  \
            return;                                                                                     \
        }                                                                                               \
        for (int64_t c = 0; c < w->channels; c++) {                                                     \
            const TYPE *plane = source + c * w->height * w->width;                                      \
            for (int64_t oy = 0; oy < w->out_height; oy++) {                                            \
                for (int64_t ox = 0; ox < w->out_width; ox++) {                                         \
                    TYPE best = -(TYPE)INFINITY;                                                        \
                    for (int64_t ky = 0; ky < w->kernel_height; ky++) {                                 \
                        const int64_t y = oy * w->stride_height - w->pad_top + ky * w->dilation_height; \
                        if (y < 0 || y >= w->height) continue;                                          \
                        for (int64_t kx = 0; kx < w->kernel_width; kx++) {                              \
                            const int64_t x = ox * w->stride_width - w->pad_left + kx * w->dilation_width; \
                            if (x < 0 || x >= w->width) continue;                                       \
                            const TYPE value = plane[y * w->width + x];                                 \
                            if (value > best) best = value;                                             \
                        }                                                                               \
                    }                                                                                   \
                    *result++ = best;                                                                   \
                }                                                                                       \
            }                                                                                           \
        }                                                                                               \
    }

#define TK_POOL_MEAN(NAME, TYPE, INSIDE)                                                                        \
    void NAME(const TYPE *source, const tk_window *w, int includes_padding, TYPE *result) {             \
        if (is_inside(w)) {                                                                          \
            INSIDE(source, w, result);                                                                  \
            return;                                                                                     \
        }                                                                                               \
        for (int64_t c = 0; c < w->channels; c++) {                                                     \
            const TYPE *plane = source + c * w->height * w->width;                                      \
            for (int64_t oy = 0; oy < w->out_height; oy++) {                                            \
                for (int64_t ox = 0; ox < w->out_width; ox++) {                                         \
                    TYPE sum = 0;                                                                       \
                    int64_t count = 0;                                                                  \
                    for (int64_t ky = 0; ky < w->kernel_height; ky++) {                                 \
                        const int64_t y = oy * w->stride_height - w->pad_top + ky * w->dilation_height; \
                        if (y >= w->height + w->pad_bottom) continue;                                   \
                        for (int64_t kx = 0; kx < w->kernel_width; kx++) {                              \
                            const int64_t x = ox * w->stride_width - w->pad_left + kx * w->dilation_width; \
                            if (x >= w->width + w->pad_right) continue;                                 \
                            const int is_inside = y >= 0 && y < w->height && x >= 0 && x < w->width;    \
                            if (is_inside) sum += plane[y * w->width + x];                              \
                            if (is_inside || includes_padding) count++;                                 \
                        }                                                                               \
                    }                                                                                   \
                    *result++ = count > 0 ? sum / (TYPE)count : 0;                                      \
                }                                                                                       \
            }                                                                                           \
        }                                                                                               \
    }

TK_POOL_INSIDE(max_inside_f32, float, -(float)INFINITY, value > former ? value : former, former)
TK_POOL_INSIDE(max_inside_f64, double, -(double)INFINITY, value > former ? value : former, former)
TK_POOL_INSIDE(mean_inside_f32, float, 0, former + value, former / count)
TK_POOL_INSIDE(mean_inside_f64, double, 0, former + value, former / count)
TK_POOL_MAX(tk_pool_max_f32, float, max_inside_f32)
TK_POOL_MAX(tk_pool_max_f64, double, max_inside_f64)
TK_POOL_MEAN(tk_pool_mean_f32, float, mean_inside_f32)
TK_POOL_MEAN(tk_pool_mean_f64, double, mean_inside_f64)

static int32_t tk_limited(double number, double low, double high) {
    if (!(number > low)) return (int32_t)low;
    return (int32_t)(number < high ? number : high);
}

// x / scale is a division and no product with the reciprocal: the two round differently.
TK_WIDE void tk_quantize_f64(
    const double *values, int64_t count, double scale, double zero_point, double low, double high, int32_t *integers) {
    // Limits of the number before the zero point is added. Limiting first, by a margin of 1, keeps what is converted
    // small, so that conversion to an integer can stand for floor, which has no vector form on every processor.
    const double bottom = low - zero_point - 1;
    const double top = high - zero_point + 1;
    const int32_t zero = (int32_t)zero_point;
    const int32_t smallest = (int32_t)low;
    const int32_t largest = (int32_t)high;
    for (int64_t i = 0; i < count; i++) {
        double number = values[i] / scale + 0.5;
        number = number > bottom ? number : bottom;
        number = number < top ? number : top;
        int32_t whole = (int32_t)number;
        whole -= (double)whole > number;
        whole += zero;
        whole = whole < smallest ? smallest : whole;
        integers[i] = whole > largest ? largest : whole;
    }
}

void tk_floats_from_i32(const int32_t *integers, int64_t count, float *numbers) {
    for (int64_t i = 0; i < count; i++) numbers[i] = (float)integers[i];
}

void tk_doubles_from_i32(const int32_t *integers, int64_t count, double *numbers) {
    for (int64_t i = 0; i < count; i++) numbers[i] = (double)integers[i];
}

void tk_doubles_from_f32(const float *source, int64_t count, double *numbers) {
    for (int64_t i = 0; i < count; i++) numbers[i] = (double)source[i];
}

void tk_quantize_odd_f64(
    const double *values, int64_t count, double scale, double low, double high, int32_t *integers) {
    for (int64_t i = 0; i < count; i++) {
        integers[i] = tk_limited(2 * floor(values[i] / (2 * scale)) + 1, low, high);
    }
}

void tk_rescale_f64(
    const double *products, int64_t vectors, int64_t columns, const double *scales, const double *bias, double *result) {
    for (int64_t c = 0; c < columns; c++) {
        const double scale = scales[c];
        const double offset = bias[c];
        double *plane = result + c * vectors;
        for (int64_t v = 0; v < vectors; v++) {
            const double product = products[v * columns + c] * scale;
            plane[v] = product + offset;
        }
    }
}

void tk_sum_vectors_i32(const int32_t *inputs, int64_t vectors, int64_t rows, int64_t *sums) {
    for (int64_t v = 0; v < vectors; v++) {
        int64_t sum = 0;
        for (int64_t r = 0; r < rows; r++) sum += inputs[v * rows + r];
        sums[v] = sum;
    }
}
