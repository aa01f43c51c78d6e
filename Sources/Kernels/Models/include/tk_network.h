// SPDX-License-Identifier: Apache-2.0

#ifndef TK_NETWORK_H
#define TK_NETWORK_H

#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

// Windows and numbers of networks. Every operation is rounded once, in the order in which it is written here.

/// A kernel's places over the feature map of one image, [channels][height][width]. The last places may reach beyond the
/// padding.
typedef struct {
    int64_t channels;
    int64_t height;
    int64_t width;
    int64_t kernel_height;
    int64_t kernel_width;
    int64_t stride_height;
    int64_t stride_width;
    int64_t dilation_height;
    int64_t dilation_width;
    int64_t pad_top;
    int64_t pad_left;
    int64_t pad_bottom;
    int64_t pad_right;
    int64_t out_height;
    int64_t out_width;
} tk_window;

/// Unfolds an image: one row for each input of a dot product, [channels][kernel_height][kernel_width], one column for each
/// place; padding and what lies beyond it are zero.
void tk_unfold_rows_f32(const float *source, const tk_window *window, float *rows);
void tk_unfold_rows_f64(const double *source, const tk_window *window, double *rows);

/// Writes an image of integers with the padding of a window around it, `padding` in every place of it.
void tk_pad_i32(const int32_t *source, const tk_window *window, int32_t padding, int32_t *padded);

/// The largest element under each place of the window, [channels][places]. Padding and NaN do not count; without any other
/// element it is minus infinity.
void tk_pool_max_f32(const float *source, const tk_window *window, float *result);
void tk_pool_max_f64(const double *source, const tk_window *window, double *result);

/// The mean under each place of the window, [channels][places], of the sum line by line; 0 where nothing counts. With
/// `includes_padding`, padding counts as zeros; what lies beyond the padding never counts.
void tk_pool_mean_f32(const float *source, const tk_window *window, int includes_padding, float *result);
void tk_pool_mean_f64(const double *source, const tk_window *window, int includes_padding, double *result);

/// integers[i] = floor(values[i] / scale + 1/2) + zero_point, limited to low and high. NaN gives low. The last three are
/// whole.
void tk_quantize_f64(
    const double *values, int64_t count, double scale, double zero_point, double low, double high, int32_t *integers);

/// integers[i] = 2 * floor(values[i] / (2 * scale)) + 1, limited to low and high. NaN gives low.
void tk_quantize_odd_f64(
    const double *values, int64_t count, double scale, double low, double high, int32_t *integers);

/// result[c * vectors + v] = products[v * columns + c] * scales[c] + bias[c], without fused multiplication.
void tk_rescale_f64(
    const double *products, int64_t vectors, int64_t columns, const double *scales, const double *bias, double *result);

/// sums[v] = sum over rows of inputs[v * rows + r].
void tk_sum_vectors_i32(const int32_t *inputs, int64_t vectors, int64_t rows, int64_t *sums);

/// Numbers in another format.
void tk_floats_from_i32(const int32_t *integers, int64_t count, float *numbers);
void tk_doubles_from_i32(const int32_t *integers, int64_t count, double *numbers);
void tk_doubles_from_f32(const float *source, int64_t count, double *numbers);

#ifdef __cplusplus
}
#endif
#endif
