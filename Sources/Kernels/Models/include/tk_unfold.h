// SPDX-License-Identifier: Apache-2.0

// Feature maps of bytes, unfolded piece by piece: rows of a matrix for a block of its vectors (tk_bytes.h).
#pragma once

#include "tk_network.h"

#include <stddef.h>

/// The lowest bytes of integers.
void tk_bytes_from_i32(const int32_t *integers, size_t count, uint8_t *bytes);

/// Some rows of the matrix that unfolding makes of images, from one row in steps.
typedef struct {
    size_t first;
    size_t step;
    size_t count;
} tk_rows;

/// Writes rows of vectors `first_vector` and following, `vectors` of them, at most 64: `block` [rows][64], zeros beyond them.
/// Row (c kernel_height + y) kernel_width + x holds element (y, x) of channel c under the window; vector
/// (image out_height + y) out_width + x is place (y, x) of an image. Every place lies inside the image; the window's own
/// padding is not looked at. Image i begins at source + i image_size. There must be 64 bytes more than the images have, and room for 64
/// bytes behind the rows, which are overwritten.
void tk_unfold_block(
    const uint8_t *source, const tk_window *window, size_t image_size, tk_rows rows, size_t first_vector, size_t vectors,
    uint8_t *block);

/// As tk_unfold_block, of vectors that stand there as such: [vectors][stride].
void tk_gather_block(
    const uint8_t *source, size_t stride, tk_rows rows, size_t first_vector, size_t vectors, uint8_t *block);

/// Unfolds vectors of integers: `vectors` of them from first_vector on, each [channels][kernel_height][kernel_width]. Vectors
/// and images as in tk_unfold_block.
void tk_unfold_range_i32(
    const int32_t *source, const tk_window *window, size_t image_size, size_t first_vector, size_t vectors, int32_t *result);

/// A matrix [rows][columns] as [columns][rows].
void tk_transpose_f64(const double *matrix, size_t rows, size_t columns, double *result);

/// real[v] = product[v] * scale + bias for a column of products [count], each operation rounded once.
void tk_rescale_column_f64(const double *products, size_t count, double scale, double bias, double *result);
