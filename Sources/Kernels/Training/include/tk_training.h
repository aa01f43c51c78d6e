// SPDX-License-Identifier: Apache-2.0

// Passes of training over the feature maps of a batch, [channels][images][height][width]. Every operation is rounded once, in
// the order in which it is written here.
#pragma once

#include <stdint.h>

/// A batch of feature maps and the places of a kernel over each of them.
typedef struct {
    int64_t channels;
    int64_t images;
    int64_t height;
    int64_t width;
    int64_t kernel_height;
    int64_t kernel_width;
    int64_t stride_height;
    int64_t stride_width;
    int64_t pad_top;
    int64_t pad_left;
    int64_t out_height;
    int64_t out_width;
} tk_batch_window;

/// A grid of numbers: multiples of 1 / steps from -limit to limit.
typedef struct {
    double steps;
    double limit;
    /// What becomes of a number within the limits: 0 nothing, 1 its sign, 2 the nearest multiple, halves to the even one.
    int rounding;
} tk_grid;

/// Unfolds the images first ..< first + count: one row for each input of a dot product, [channels][kernel_height]
/// [kernel_width], one column for each place of each image, [count][out_height][out_width]; padding is zero.
void tk_unfold_batch_f32(const float *maps, const tk_batch_window *w, int64_t first, int64_t count, float *columns);
void tk_unfold_batch_f64(const double *maps, const tk_batch_window *w, int64_t first, int64_t count, double *columns);

/// Adds each element of columns, as above, to the element of the maps that it was unfolded from.
void tk_fold_batch_f32(const float *columns, const tk_batch_window *w, int64_t first, int64_t count, float *maps);
void tk_fold_batch_f64(const double *columns, const tk_batch_window *w, int64_t first, int64_t count, double *maps);

/// The largest element of squares of `size` that do not overlap, for `planes` maps of height times width; rows and columns
/// left over are dropped. `places` gets the number of the first largest one within its square, row by row; `size` is at most
/// 16.
void tk_pool_largest_f32(
    const float *maps, int64_t planes, int64_t height, int64_t width, int64_t size, float *result, uint8_t *places);
void tk_pool_largest_f64(
    const double *maps, int64_t planes, int64_t height, int64_t width, int64_t size, double *result, uint8_t *places);

/// Gives each element of `errors` to the place of its square that `places` names; all others get zero.
void tk_pool_largest_back_f32(
    const float *errors, const uint8_t *places, int64_t planes, int64_t height, int64_t width, int64_t size, float *maps);
void tk_pool_largest_back_f64(
    const double *errors, const uint8_t *places, int64_t planes, int64_t height, int64_t width, int64_t size,
    double *maps);

/// The mean of squares: the sum place by place, row by row, over size^2.
void tk_pool_mean_batch_f32(
    const float *maps, int64_t planes, int64_t height, int64_t width, int64_t size, float *result);
void tk_pool_mean_batch_f64(
    const double *maps, int64_t planes, int64_t height, int64_t width, int64_t size, double *result);

/// Gives each element of `errors` over size^2 to all places of its square; what is left over gets zero.
void tk_pool_mean_back_f32(
    const float *errors, int64_t planes, int64_t height, int64_t width, int64_t size, float *maps);
void tk_pool_mean_back_f64(
    const double *errors, int64_t planes, int64_t height, int64_t width, int64_t size, double *maps);

/// values[i] = the number of the grid next to values[i] / divisor. flags[i] has bit 0 where values[i] / divisor is within
/// the limits, and bit 1 where the result is above zero. With `rectifies`, results below zero become zero.
void tk_to_grid_f32(float *values, int64_t count, double divisor, const tk_grid *grid, int rectifies, uint8_t *flags);
void tk_to_grid_f64(double *values, int64_t count, double divisor, const tk_grid *grid, int rectifies, uint8_t *flags);

/// values[i] = the number of the grid next to values[i] * factor.
void tk_scale_to_grid_f32(float *values, int64_t count, double factor, const tk_grid *grid);
void tk_scale_to_grid_f64(double *values, int64_t count, double factor, const tk_grid *grid);

/// Sets values to zero whose flags lack `bit`.
void tk_mask_f32(float *values, int64_t count, const uint8_t *flags, uint8_t bit);
void tk_mask_f64(double *values, int64_t count, const uint8_t *flags, uint8_t bit);

/// The largest magnitude; infinity where a value is infinite or NaN.
double tk_largest_f32(const float *values, int64_t count);
double tk_largest_f64(const double *values, int64_t count);

/// Mean and variance (the mean of the squares of the distances from the mean) of `count` values, one at least. Sums are in double
/// precision, in eight lanes: lane k has the values k, k + 8, k + 16 ...
void tk_moments_f32(const float *values, int64_t count, double *mean, double *variance);
void tk_moments_f64(const double *values, int64_t count, double *mean, double *variance);

/// values[i] = values[i] * factor + offset, in double precision.
void tk_affine_f32(float *values, int64_t count, double factor, double offset);
void tk_affine_f64(double *values, int64_t count, double factor, double offset);

/// values[i] = the number of the grid next to values[i] * factor + offset, in double precision; flags as tk_to_grid_f32.
void tk_affine_to_grid_f32(
    float *values, int64_t count, double factor, double offset, const tk_grid *grid, int rectifies, uint8_t *flags);
void tk_affine_to_grid_f64(
    double *values, int64_t count, double factor, double offset, const tk_grid *grid, int rectifies, uint8_t *flags);

/// The sum of errors, and of errors[i] * (values[i] - mean), in lanes as tk_moments_f32.
void tk_norm_sums_f32(
    const float *errors, const float *values, int64_t count, double mean, double *sum, double *product);
void tk_norm_sums_f64(
    const double *errors, const double *values, int64_t count, double mean, double *sum, double *product);

/// errors[i] = factor * (errors[i] - level - (values[i] - mean) * slope), in double precision.
void tk_norm_back_f32(
    float *errors, const float *values, int64_t count, double mean, double factor, double level, double slope);
void tk_norm_back_f64(
    double *errors, const double *values, int64_t count, double mean, double factor, double level, double slope);
