#include "tk_network.h"

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

#define TK_UNFOLD_ROWS(NAME, TYPE)                                                                      \
    void NAME(const TYPE *source, const tk_window *w, TYPE *rows) {                                     \
        const int64_t places = w->out_height * w->out_width;                                            \
        for (int64_t c = 0; c < w->channels; c++) {                                                     \
            const TYPE *plane = source + c * w->height * w->width;                                      \
            for (int64_t ky = 0; ky < w->kernel_height; ky++) {                                         \
                for (int64_t kx = 0; kx < w->kernel_width; kx++, rows += places) {                      \
                    const int64_t left = kx * w->dilation_width - w->pad_left;                          \
                    int64_t first, end;                                                                 \
                    tk_inside(left, w->stride_width, w->width, w->out_width, &first, &end);             \
                    for (int64_t oy = 0; oy < w->out_height; oy++) {                                    \
                        TYPE *row = rows + oy * w->out_width;                                           \
                        const int64_t y = oy * w->stride_height + ky * w->dilation_height - w->pad_top; \
                        if (y < 0 || y >= w->height) {                                                  \
                            memset(row, 0, (size_t)w->out_width * sizeof(TYPE));                        \
                            continue;                                                                   \
                        }                                                                               \
                        const TYPE *line = plane + y * w->width + left;                                 \
                        for (int64_t ox = 0; ox < first; ox++) row[ox] = 0;                             \
                        if (w->stride_width == 1) {                                                     \
                            if (end > first)                                                            \
                                memcpy(row + first, line + first, (size_t)(end - first) * sizeof(TYPE)); \
                        } else {                                                                        \
                            for (int64_t ox = first; ox < end; ox++) row[ox] = line[ox * w->stride_width]; \
                        }                                                                               \
                        for (int64_t ox = end; ox < w->out_width; ox++) row[ox] = 0;                    \
                    }                                                                                   \
                }                                                                                       \
            }                                                                                           \
        }                                                                                               \
    }

TK_UNFOLD_ROWS(tk_unfold_rows_f32, float)
TK_UNFOLD_ROWS(tk_unfold_rows_f64, double)

void tk_unfold_vectors_i32(const int32_t *source, const tk_window *w, int32_t padding, int32_t *vectors) {
    for (int64_t oy = 0; oy < w->out_height; oy++) {
        for (int64_t ox = 0; ox < w->out_width; ox++) {
            const int64_t top = oy * w->stride_height - w->pad_top;
            const int64_t left = ox * w->stride_width - w->pad_left;
            const int64_t bottom = top + (w->kernel_height - 1) * w->dilation_height;
            const int64_t right = left + (w->kernel_width - 1) * w->dilation_width;
            if (top >= 0 && left >= 0 && bottom < w->height && right < w->width) {
                for (int64_t c = 0; c < w->channels; c++) {
                    const int32_t *line = source + (c * w->height + top) * w->width + left;
                    for (int64_t ky = 0; ky < w->kernel_height; ky++, line += w->dilation_height * w->width) {
                        for (int64_t kx = 0; kx < w->kernel_width; kx++) *vectors++ = line[kx * w->dilation_width];
                    }
                }
                continue;
            }
            for (int64_t c = 0; c < w->channels; c++) {
                const int32_t *plane = source + c * w->height * w->width;
                for (int64_t ky = 0; ky < w->kernel_height; ky++) {
                    const int64_t y = top + ky * w->dilation_height;
                    const int is_row = y >= 0 && y < w->height;
                    for (int64_t kx = 0; kx < w->kernel_width; kx++) {
                        const int64_t x = left + kx * w->dilation_width;
                        *vectors++ = is_row && x >= 0 && x < w->width ? plane[y * w->width + x] : padding;
                    }
                }
            }
        }
    }
}

#define TK_POOL_MAX(NAME, TYPE)                                                                         \
    void NAME(const TYPE *source, const tk_window *w, TYPE *result) {                                   \
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

TK_POOL_MAX(tk_pool_max_f32, float)
TK_POOL_MAX(tk_pool_max_f64, double)

#define TK_POOL_MEAN(NAME, TYPE)                                                                        \
    void NAME(const TYPE *source, const tk_window *w, int includes_padding, TYPE *result) {             \
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

TK_POOL_MEAN(tk_pool_mean_f32, float)
TK_POOL_MEAN(tk_pool_mean_f64, double)

static int32_t tk_limited(double number, double low, double high) {
    if (!(number > low)) return (int32_t)low;
    return (int32_t)(number < high ? number : high);
}

// x / scale is a division and no product with the reciprocal: the two round differently.
void tk_quantize_f64(
    const double *values, int64_t count, double scale, double zero_point, double low, double high, int32_t *integers) {
    for (int64_t i = 0; i < count; i++) {
        // Limiting first, by a margin, lets the conversion to an integer stand for floor, which is a call without SSE4.1.
        double number = values[i] / scale + 0.5;
        number = number > low - zero_point - 1 ? number : low - zero_point - 1;
        number = number < high - zero_point + 1 ? number : high - zero_point + 1;
        int64_t whole = (int64_t)number;
        whole -= (double)whole > number;
        int64_t integer = whole + (int64_t)zero_point;
        integer = integer < (int64_t)low ? (int64_t)low : integer;
        integers[i] = (int32_t)(integer > (int64_t)high ? (int64_t)high : integer);
    }
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

void tk_multiply_i32(
    const int32_t *inputs, const int32_t *weights, int64_t vectors, int64_t rows, int64_t columns, double *products) {
    for (int64_t v = 0; v < vectors; v++) {
        for (int64_t c = 0; c < columns; c++) {
            int64_t sum = 0;
            for (int64_t r = 0; r < rows; r++) {
                sum += (int64_t)inputs[v * rows + r] * (int64_t)weights[r * columns + c];
            }
            products[v * columns + c] = (double)sum;
        }
    }
}
