// SPDX-License-Identifier: Apache-2.0

#include "tk_training.h"

#include <math.h>
#include <string.h>

#include "tk_target.h"

// Results must be the same on every processor.
#pragma STDC FP_CONTRACT OFF

// The outputs of a line for which an element of the kernel lies inside the map: first ..< end.
static void tk_inside(int64_t offset, int64_t stride, int64_t extent, int64_t out, int64_t *first, int64_t *end) {
    int64_t start = offset < 0 ? (-offset + stride - 1) / stride : 0;
    int64_t stop = offset >= extent ? 0 : (extent - 1 - offset) / stride + 1;
    if (stop > out) stop = out;
    if (start > stop) start = stop;
    *first = start;
    *end = stop;
}

// Sums have eight lanes, so that they have one order on every processor.
TK_INLINE double tk_lanes(const double *lanes) {
    return ((lanes[0] + lanes[1]) + (lanes[2] + lanes[3])) + ((lanes[4] + lanes[5]) + (lanes[6] + lanes[7]));
}

#define TK_UNFOLD_BATCH(NAME, TYPE)                                                                         \
    void NAME(const TYPE *maps, const tk_batch_window *w, int64_t first, int64_t count, TYPE *columns) {    \
        const int64_t plane = w->height * w->width;                                                         \
        for (int64_t c = 0; c < w->channels; c++) {                                                         \
            const TYPE *channel = maps + (c * w->images + first) * plane;                                   \
            for (int64_t ky = 0; ky < w->kernel_height; ky++) {                                             \
                for (int64_t kx = 0; kx < w->kernel_width; kx++) {                                          \
                    const int64_t left = kx - w->pad_left;                                                  \
                    int64_t from, to;                                                                       \
                    tk_inside(left, w->stride_width, w->width, w->out_width, &from, &to);                   \
                    for (int64_t image = 0; image < count; image++) {                                       \
                        for (int64_t oy = 0; oy < w->out_height; oy++, columns += w->out_width) {           \
                            const int64_t y = oy * w->stride_height + ky - w->pad_top;                      \
                            if (y < 0 || y >= w->height) {                                                  \
                                for (int64_t ox = 0; ox < w->out_width; ox++) columns[ox] = 0;              \
                                continue;                                                                   \
                            }                                                                               \
                            const TYPE *source = channel + image * plane + y * w->width + left;             \
                            for (int64_t ox = 0; ox < from; ox++) columns[ox] = 0;                          \
                            if (w->stride_width == 1) {                                                     \
                                for (int64_t ox = from; ox < to; ox++) columns[ox] = source[ox];            \
                            } else {                                                                        \
                                for (int64_t ox = from; ox < to; ox++) columns[ox] = source[ox * w->stride_width];\
                            }                                                                               \
                            for (int64_t ox = to; ox < w->out_width; ox++) columns[ox] = 0;                 \
                        }                                                                                   \
                    }                                                                                       \
                }                                                                                           \
            }                                                                                               \
        }                                                                                                   \
    }

TK_WIDE TK_UNFOLD_BATCH(tk_unfold_batch_f32, float)
TK_WIDE TK_UNFOLD_BATCH(tk_unfold_batch_f64, double)

#define TK_FOLD_BATCH(NAME, TYPE)                                                                           \
    void NAME(const TYPE *columns, const tk_batch_window *w, int64_t first, int64_t count, TYPE *maps) {    \
        const int64_t plane = w->height * w->width;                                                         \
        for (int64_t c = 0; c < w->channels; c++) {                                                         \
            TYPE *channel = maps + (c * w->images + first) * plane;                                         \
            for (int64_t ky = 0; ky < w->kernel_height; ky++) {                                             \
                for (int64_t kx = 0; kx < w->kernel_width; kx++) {                                          \
                    const int64_t left = kx - w->pad_left;                                                  \
                    int64_t from, to;                                                                       \
                    tk_inside(left, w->stride_width, w->width, w->out_width, &from, &to);                   \
                    for (int64_t image = 0; image < count; image++) {                                       \
                        for (int64_t oy = 0; oy < w->out_height; oy++, columns += w->out_width) {           \
                            const int64_t y = oy * w->stride_height + ky - w->pad_top;                      \
                            if (y < 0 || y >= w->height) continue;                                          \
                            TYPE *target = channel + image * plane + y * w->width + left;                   \
                            if (w->stride_width == 1) {                                                     \
                                for (int64_t ox = from; ox < to; ox++) target[ox] += columns[ox];           \
                            } else {                                                                        \
                                for (int64_t ox = from; ox < to; ox++) target[ox * w->stride_width] += columns[ox];\
                            }                                                                               \
                        }                                                                                   \
                    }                                                                                       \
                }                                                                                           \
            }                                                                                               \
        }                                                                                                   \
    }

TK_WIDE TK_FOLD_BATCH(tk_fold_batch_f32, float)
TK_WIDE TK_FOLD_BATCH(tk_fold_batch_f64, double)

#define TK_POOL_LARGEST(NAME, TYPE)                                                                          \
    void NAME(                                                                                               \
        const TYPE *maps, int64_t planes, int64_t height, int64_t width, int64_t size, TYPE *result,         \
        uint8_t *places) {                                                                                   \
        for (int64_t p = 0; p < planes; p++, maps += height * width) {                                       \
            for (int64_t oy = 0; oy < height / size; oy++) {                                                 \
                for (int64_t ox = 0; ox < width / size; ox++, result++, places++) {                          \
                    const TYPE *corner = maps + oy * size * width + ox * size;                               \
                    TYPE best = *corner;                                                                     \
                    int64_t place = 0;                                                                       \
                    for (int64_t k = 1; k < size * size; k++) {                                              \
                        const TYPE value = corner[k / size * width + k % size];                              \
                        if (value > best) {                                                                  \
                            best = value;                                                                    \
                            place = k;                                                                       \
                        }                                                                                    \
                    }                                                                                        \
                    *result = best;                                                                          \
                    *places = (uint8_t)place;                                                                \
                }                                                                                            \
            }                                                                                                \
        }                                                                                                    \
    }

TK_POOL_LARGEST(tk_pool_largest_f32, float)
TK_POOL_LARGEST(tk_pool_largest_f64, double)

#define TK_POOL_LARGEST_BACK(NAME, TYPE)                                                                     \
    void NAME(                                                                                               \
        const TYPE *errors, const uint8_t *places, int64_t planes, int64_t height, int64_t width,            \
        int64_t size, TYPE *maps) {                                                                          \
        memset(maps, 0, (size_t)(planes * height * width) * sizeof(TYPE));                                   \
        for (int64_t p = 0; p < planes; p++, maps += height * width) {                                       \
            for (int64_t oy = 0; oy < height / size; oy++) {                                                 \
                for (int64_t ox = 0; ox < width / size; ox++) {                                              \
                    const int64_t place = *places++;                                                         \
                    maps[(oy * size + place / size) * width + ox * size + place % size] = *errors++;         \
                }                                                                                            \
            }                                                                                                \
        }                                                                                                    \
    }

TK_POOL_LARGEST_BACK(tk_pool_largest_back_f32, float)
TK_POOL_LARGEST_BACK(tk_pool_largest_back_f64, double)

#define TK_POOL_MEAN(NAME, TYPE)                                                                             \
    void NAME(const TYPE *maps, int64_t planes, int64_t height, int64_t width, int64_t size, TYPE *result) { \
        const TYPE all = (TYPE)(size * size);                                                                \
        for (int64_t p = 0; p < planes; p++, maps += height * width) {                                       \
            for (int64_t oy = 0; oy < height / size; oy++) {                                                 \
                for (int64_t ox = 0; ox < width / size; ox++) {                                              \
                    const TYPE *corner = maps + oy * size * width + ox * size;                               \
                    TYPE sum = *corner;                                                                      \
                    for (int64_t k = 1; k < size * size; k++) sum += corner[k / size * width + k % size];    \
                    *result++ = sum / all;                                                                   \
                }                                                                                            \
            }                                                                                                \
        }                                                                                                    \
    }

TK_POOL_MEAN(tk_pool_mean_batch_f32, float)
TK_POOL_MEAN(tk_pool_mean_batch_f64, double)

#define TK_POOL_MEAN_BACK(NAME, TYPE)                                                                        \
    void NAME(const TYPE *errors, int64_t planes, int64_t height, int64_t width, int64_t size, TYPE *maps) { \
        const TYPE all = (TYPE)(size * size);                                                                \
        memset(maps, 0, (size_t)(planes * height * width) * sizeof(TYPE));                                   \
        for (int64_t p = 0; p < planes; p++, maps += height * width) {                                       \
            for (int64_t oy = 0; oy < height / size; oy++) {                                                 \
                for (int64_t ox = 0; ox < width / size; ox++) {                                              \
                    const TYPE share = *errors++ / all;                                                      \
                    TYPE *corner = maps + oy * size * width + ox * size;                                     \
                    for (int64_t k = 0; k < size * size; k++) corner[k / size * width + k % size] = share;   \
                }                                                                                            \
            }                                                                                                \
        }                                                                                                    \
    }

TK_POOL_MEAN_BACK(tk_pool_mean_back_f32, float)
TK_POOL_MEAN_BACK(tk_pool_mean_back_f64, double)

// The number of a grid next to a value that is within the limits.
#define TK_ROUNDED(TYPE, RINT)                                                                               \
    TK_INLINE TYPE tk_rounded_##TYPE(TYPE value, TYPE steps, TYPE step, int rounding) {                      \
        if (rounding == 2) return RINT(value * steps) * step;                                                \
        if (rounding == 1) return value > 0 ? 1 : value < 0 ? -1 : 0;                                        \
        return value;                                                                                        \
    }

TK_ROUNDED(float, __builtin_rintf)
TK_ROUNDED(double, __builtin_rint)

#define TK_TO_GRID(NAME, TYPE, FABS)                                                                         \
    TK_INLINE void NAME##_by(                                                                                \
        TYPE *values, int64_t count, TYPE divisor, TYPE limit, TYPE steps, int rounding, int rectifies,      \
        uint8_t *flags) {                                                                                    \
        const TYPE step = 1 / steps;                                                                         \
        for (int64_t i = 0; i < count; i++) {                                                                \
            const TYPE value = values[i] / divisor;                                                          \
            const TYPE clamped = value > limit ? limit : value < -limit ? -limit : value;                    \
            const TYPE result = tk_rounded_##TYPE(clamped, steps, step, rounding);                           \
            flags[i] = (uint8_t)((FABS(value) <= limit ? 1 : 0) | (result > 0 ? 2 : 0));                     \
            values[i] = rectifies && result < 0 ? 0 : result;                                                \
        }                                                                                                    \
    }                                                                                                        \
    TK_WIDE void NAME(                                                                                       \
        TYPE *values, int64_t count, double divisor, const tk_grid *grid, int rectifies, uint8_t *flags) {   \
        const TYPE limit = (TYPE)grid->limit, steps = (TYPE)grid->steps;                                     \
        if (grid->rounding == 2) {                                                                           \
            NAME##_by(values, count, (TYPE)divisor, limit, steps, 2, rectifies, flags);                      \
        } else {                                                                                             \
            NAME##_by(values, count, (TYPE)divisor, limit, steps, grid->rounding, rectifies, flags);         \
        }                                                                                                    \
    }

TK_TO_GRID(tk_to_grid_f32, float, __builtin_fabsf)
TK_TO_GRID(tk_to_grid_f64, double, __builtin_fabs)

#define TK_SCALE_TO_GRID(NAME, TYPE)                                                                         \
    TK_INLINE void NAME##_by(                                                                                \
        TYPE *values, int64_t count, TYPE factor, TYPE limit, TYPE steps, int rounding) {                    \
        const TYPE step = 1 / steps;                                                                         \
        for (int64_t i = 0; i < count; i++) {                                                                \
            const TYPE value = values[i] * factor;                                                           \
            const TYPE clamped = value > limit ? limit : value < -limit ? -limit : value;                    \
            values[i] = tk_rounded_##TYPE(clamped, steps, step, rounding);                                   \
        }                                                                                                    \
    }                                                                                                        \
    TK_WIDE void NAME(TYPE *values, int64_t count, double factor, const tk_grid *grid) {                     \
        const TYPE limit = (TYPE)grid->limit, steps = (TYPE)grid->steps;                                     \
        if (grid->rounding == 2) {                                                                           \
            NAME##_by(values, count, (TYPE)factor, limit, steps, 2);                                         \
        } else {                                                                                             \
            NAME##_by(values, count, (TYPE)factor, limit, steps, grid->rounding);                            \
        }                                                                                                    \
    }

TK_SCALE_TO_GRID(tk_scale_to_grid_f32, float)
TK_SCALE_TO_GRID(tk_scale_to_grid_f64, double)

#define TK_MASK(NAME, TYPE)                                                                                  \
    TK_WIDE void NAME(TYPE *values, int64_t count, const uint8_t *flags, uint8_t bit) {                      \
        for (int64_t i = 0; i < count; i++) values[i] = flags[i] & bit ? values[i] : 0;                      \
    }

TK_MASK(tk_mask_f32, float)
TK_MASK(tk_mask_f64, double)

#define TK_LARGEST(NAME, TYPE, FABS)                                                                         \
    TK_WIDE double NAME(const TYPE *values, int64_t count) {                                                 \
        TYPE largest = 0;                                                                                    \
        int unordered = 0;                                                                                   \
        for (int64_t i = 0; i < count; i++) {                                                                \
            const TYPE magnitude = FABS(values[i]);                                                          \
            largest = magnitude > largest ? magnitude : largest;                                             \
            unordered |= magnitude != magnitude;                                                             \
        }                                                                                                    \
        return unordered ? INFINITY : largest;                                                               \
    }

TK_LARGEST(tk_largest_f32, float, __builtin_fabsf)
TK_LARGEST(tk_largest_f64, double, __builtin_fabs)

#define TK_MOMENTS(NAME, TYPE)                                                                               \
    TK_WIDE void NAME(const TYPE *values, int64_t count, double *mean, double *variance) {                   \
        double sums[8] = {0}, squares[8] = {0};                                                              \
        int64_t i = 0;                                                                                       \
        for (; i + 8 <= count; i += 8) {                                                                     \
            for (int k = 0; k < 8; k++) sums[k] += (double)values[i + k];                                    \
        }                                                                                                    \
        for (int k = 0; i + k < count; k++) sums[k] += (double)values[i + k];                                \
        const double middle = tk_lanes(sums) / (double)count;                                                \
        for (i = 0; i + 8 <= count; i += 8) {                                                                \
            for (int k = 0; k < 8; k++) {                                                                    \
                const double off = (double)values[i + k] - middle;                                           \
                squares[k] += off * off;                                                                     \
            }                                                                                                \
        }                                                                                                    \
        for (int k = 0; i + k < count; k++) {                                                                \
            const double off = (double)values[i + k] - middle;                                               \
            squares[k] += off * off;                                                                         \
        }                                                                                                    \
        *mean = middle;                                                                                      \
        *variance = tk_lanes(squares) / (double)count;                                                       \
    }

TK_MOMENTS(tk_moments_f32, float)
TK_MOMENTS(tk_moments_f64, double)

#define TK_AFFINE(NAME, TYPE)                                                                                \
    TK_WIDE void NAME(TYPE *values, int64_t count, double factor, double offset) {                           \
        for (int64_t i = 0; i < count; i++) values[i] = (TYPE)((double)values[i] * factor + offset);         \
    }

TK_AFFINE(tk_affine_f32, float)
TK_AFFINE(tk_affine_f64, double)

#define TK_AFFINE_TO_GRID(NAME, TYPE)                                                                        \
    TK_INLINE void NAME##_by(                                                                                \
        TYPE *values, int64_t count, double factor, double offset, double limit, double steps, int rounding, \
        int rectifies, uint8_t *flags) {                                                                     \
        const double step = 1 / steps;                                                                       \
        for (int64_t i = 0; i < count; i++) {                                                                \
            const double value = (double)values[i] * factor + offset;                                        \
            const double clamped = value > limit ? limit : value < -limit ? -limit : value;                  \
            const double result = tk_rounded_double(clamped, steps, step, rounding);                         \
            flags[i] = (uint8_t)((__builtin_fabs(value) <= limit ? 1 : 0) | (result > 0 ? 2 : 0));           \
            /* Zeros become positive, so that they have one form. */                                         \
            values[i] = (TYPE)(rectifies && result <= 0 ? 0 : result);                                       \
        }                                                                                                    \
    }                                                                                                        \
    TK_WIDE void NAME(                                                                                       \
        TYPE *values, int64_t count, double factor, double offset, const tk_grid *grid, int rectifies,       \
        uint8_t *flags) {                                                                                    \
        if (grid->rounding == 2) {                                                                           \
            NAME##_by(values, count, factor, offset, grid->limit, grid->steps, 2, rectifies, flags);         \
        } else {                                                                                             \
            NAME##_by(                                                                                       \
                values, count, factor, offset, grid->limit, grid->steps, grid->rounding, rectifies, flags);  \
        }                                                                                                    \
    }

TK_AFFINE_TO_GRID(tk_affine_to_grid_f32, float)
TK_AFFINE_TO_GRID(tk_affine_to_grid_f64, double)

#define TK_NORM_SUMS(NAME, TYPE)                                                                             \
    TK_WIDE void NAME(                                                                                       \
        const TYPE *errors, const TYPE *values, int64_t count, double mean, double *sum, double *product) {  \
        double sums[8] = {0}, products[8] = {0};                                                             \
        int64_t i = 0;                                                                                       \
        for (; i + 8 <= count; i += 8) {                                                                     \
            for (int k = 0; k < 8; k++) {                                                                    \
                sums[k] += (double)errors[i + k];                                                            \
                products[k] += (double)errors[i + k] * ((double)values[i + k] - mean);                       \
            }                                                                                                \
        }                                                                                                    \
        for (int k = 0; i + k < count; k++) {                                                                \
            sums[k] += (double)errors[i + k];                                                                \
            products[k] += (double)errors[i + k] * ((double)values[i + k] - mean);                           \
        }                                                                                                    \
        *sum = tk_lanes(sums);                                                                               \
        *product = tk_lanes(products);                                                                       \
    }

TK_NORM_SUMS(tk_norm_sums_f32, float)
TK_NORM_SUMS(tk_norm_sums_f64, double)

#define TK_NORM_BACK(NAME, TYPE)                                                                             \
    TK_WIDE void NAME(                                                                                       \
        TYPE *errors, const TYPE *values, int64_t count, double mean, double factor, double level,           \
        double slope) {                                                                                      \
        for (int64_t i = 0; i < count; i++) {                                                                \
            errors[i] = (TYPE)(factor * ((double)errors[i] - level - ((double)values[i] - mean) * slope));   \
        }                                                                                                    \
    }

TK_NORM_BACK(tk_norm_back_f32, float)
TK_NORM_BACK(tk_norm_back_f64, double)
