// SPDX-License-Identifier: Apache-2.0

// Kernels that are compiled for any machine and once or twice more for wide vectors, in all forms. In the program the processor
// decides which one runs; here a test can call each.
#pragma once

#include "tk_adc.h"
#include "tk_bytes.h"
#include "tk_cells.h"
#include "tk_checksum.h"
#include "tk_imc.h"
#include "tk_imc_block.h"
#include "tk_network.h"
#include "tk_numbers.h"
#include "tk_processor.h"
#include "tk_products.h"
#include "tk_random.h"
#include "tk_training.h"
#include "tk_unfold.h"
#include "tk_writes.h"

/// The functions of one form.
typedef struct {
    __typeof__(tk_adc_evaluate) *tk_adc_evaluate;
    __typeof__(tk_weight_levels) *tk_weight_levels;
    __typeof__(tk_weight_levels_f32) *tk_weight_levels_f32;
    __typeof__(tk_effective_conductances) *tk_effective_conductances;
    __typeof__(tk_effective_level_conductances) *tk_effective_level_conductances;
    __typeof__(tk_imc_pack) *tk_imc_pack;
    __typeof__(tk_imc_table_products) *tk_imc_table_products;
    __typeof__(tk_imc_convert) *tk_imc_convert;
    __typeof__(tk_imc_analog_products) *tk_imc_analog_products;
    __typeof__(tk_byte_quads) *tk_byte_quads;
    __typeof__(tk_byte_weights_size) *tk_byte_weights_size;
    __typeof__(tk_byte_weights_pack) *tk_byte_weights_pack;
    __typeof__(tk_byte_products) *tk_byte_products;
    __typeof__(tk_byte_row_sums) *tk_byte_row_sums;
    __typeof__(tk_block_doubles) *tk_block_doubles;
    __typeof__(tk_imc_code_bytes) *tk_imc_code_bytes;
    __typeof__(tk_imc_digits) *tk_imc_digits;
    __typeof__(tk_imc_block_products) *tk_imc_block_products;
    __typeof__(tk_bytes_from_i32) *tk_bytes_from_i32;
    __typeof__(tk_rescale_column_f64) *tk_rescale_column_f64;
    __typeof__(tk_widen_floats) *tk_widen_floats;
    __typeof__(tk_round_to_grid) *tk_round_to_grid;
    __typeof__(tk_first_not_finite) *tk_first_not_finite;
    __typeof__(tk_are_finite_f32) *tk_are_finite_f32;
    __typeof__(tk_build_table) *tk_build_table;
    __typeof__(tk_crc32_fold) *tk_crc32_fold;
    __typeof__(tk_add_entries) *tk_add_entries;
    __typeof__(tk_random_weights) *tk_random_weights;
    __typeof__(tk_random_former_weights) *tk_random_former_weights;
    __typeof__(tk_random_bits) *tk_random_bits;
    __typeof__(tk_count_writes) *tk_count_writes;
    __typeof__(tk_count_cell_writes) *tk_count_cell_writes;
    __typeof__(tk_unfold_batch_f32) *tk_unfold_batch_f32;
    __typeof__(tk_unfold_batch_f64) *tk_unfold_batch_f64;
    __typeof__(tk_fold_batch_f32) *tk_fold_batch_f32;
    __typeof__(tk_fold_batch_f64) *tk_fold_batch_f64;
    __typeof__(tk_to_grid_f32) *tk_to_grid_f32;
    __typeof__(tk_to_grid_f64) *tk_to_grid_f64;
    __typeof__(tk_scale_to_grid_f32) *tk_scale_to_grid_f32;
    __typeof__(tk_scale_to_grid_f64) *tk_scale_to_grid_f64;
    __typeof__(tk_mask_f32) *tk_mask_f32;
    __typeof__(tk_mask_f64) *tk_mask_f64;
    __typeof__(tk_largest_f32) *tk_largest_f32;
    __typeof__(tk_largest_f64) *tk_largest_f64;
    __typeof__(tk_moments_f32) *tk_moments_f32;
    __typeof__(tk_moments_f64) *tk_moments_f64;
    __typeof__(tk_affine_f32) *tk_affine_f32;
    __typeof__(tk_affine_f64) *tk_affine_f64;
    __typeof__(tk_affine_to_grid_f32) *tk_affine_to_grid_f32;
    __typeof__(tk_affine_to_grid_f64) *tk_affine_to_grid_f64;
    __typeof__(tk_norm_sums_f32) *tk_norm_sums_f32;
    __typeof__(tk_norm_sums_f64) *tk_norm_sums_f64;
    __typeof__(tk_norm_back_f32) *tk_norm_back_f32;
    __typeof__(tk_norm_back_f64) *tk_norm_back_f64;
    __typeof__(tk_quantize_f64) *tk_quantize_f64;
    __typeof__(tk_pool_max_f32) *tk_pool_max_f32;
    __typeof__(tk_pool_max_f64) *tk_pool_max_f64;
    __typeof__(tk_pool_mean_f32) *tk_pool_mean_f32;
    __typeof__(tk_pool_mean_f64) *tk_pool_mean_f64;
    __typeof__(tk_imc_cell_bits) *tk_imc_cell_bits;
    __typeof__(tk_imc_scale_column) *tk_imc_scale_column;
    __typeof__(tk_imc_energies) *tk_imc_energies;
} kernel_form;

/// The kernels as the program runs them: with wide vectors where the processor has them.
kernel_form processor_form(void);

/// The same with vectors of 256 bits at most: another form than that of the processor where that has wider ones, and for the
/// functions that choose by `tk_vector_width`.
kernel_form narrow_form(void);

/// The same sources compiled without wide vectors.
kernel_form portable_form(void);
