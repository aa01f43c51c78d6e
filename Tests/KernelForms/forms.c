// SPDX-License-Identifier: Apache-2.0

#include "KernelForms.h"

#define PORTABLE(name) __typeof__(name) portable_##name
PORTABLE(tk_adc_evaluate);
PORTABLE(tk_weight_levels);
PORTABLE(tk_weight_levels_f32);
PORTABLE(tk_effective_conductances);
PORTABLE(tk_effective_level_conductances);
PORTABLE(tk_imc_pack);
PORTABLE(tk_imc_table_products);
PORTABLE(tk_imc_convert);
PORTABLE(tk_imc_analog_products);
PORTABLE(tk_byte_quads);
PORTABLE(tk_byte_weights_size);
PORTABLE(tk_byte_weights_pack);
PORTABLE(tk_byte_products);
PORTABLE(tk_byte_row_sums);
PORTABLE(tk_block_doubles);
PORTABLE(tk_imc_code_bytes);
PORTABLE(tk_imc_digits);
PORTABLE(tk_imc_block_products);
PORTABLE(tk_bytes_from_i32);
PORTABLE(tk_rescale_column_f64);
PORTABLE(tk_widen_floats);
PORTABLE(tk_round_to_grid);
PORTABLE(tk_first_not_finite);
PORTABLE(tk_are_finite_f32);
PORTABLE(tk_build_table);
PORTABLE(tk_crc32_fold);
PORTABLE(tk_add_entries);
PORTABLE(tk_random_weights);
PORTABLE(tk_random_former_weights);
PORTABLE(tk_random_bits);
PORTABLE(tk_count_writes);
PORTABLE(tk_count_cell_writes);
PORTABLE(tk_unfold_batch_f32);
PORTABLE(tk_unfold_batch_f64);
PORTABLE(tk_fold_batch_f32);
PORTABLE(tk_fold_batch_f64);
PORTABLE(tk_to_grid_f32);
PORTABLE(tk_to_grid_f64);
PORTABLE(tk_scale_to_grid_f32);
PORTABLE(tk_scale_to_grid_f64);
PORTABLE(tk_mask_f32);
PORTABLE(tk_mask_f64);
PORTABLE(tk_largest_f32);
PORTABLE(tk_largest_f64);
PORTABLE(tk_moments_f32);
PORTABLE(tk_moments_f64);
PORTABLE(tk_affine_f32);
PORTABLE(tk_affine_f64);
PORTABLE(tk_affine_to_grid_f32);
PORTABLE(tk_affine_to_grid_f64);
PORTABLE(tk_norm_sums_f32);
PORTABLE(tk_norm_sums_f64);
PORTABLE(tk_norm_back_f32);
PORTABLE(tk_norm_back_f64);
PORTABLE(tk_quantize_f64);
PORTABLE(tk_pool_max_f32);
PORTABLE(tk_pool_max_f64);
PORTABLE(tk_pool_mean_f32);
PORTABLE(tk_pool_mean_f64);
PORTABLE(tk_imc_cell_bits);
PORTABLE(tk_imc_scale_column);
PORTABLE(tk_imc_energies);

#define NARROW(name) __typeof__(name) narrow_##name
NARROW(tk_add_entries);
NARROW(tk_crc32_fold);
NARROW(tk_imc_pack);
NARROW(tk_imc_table_products);
NARROW(tk_imc_convert);
NARROW(tk_imc_analog_products);
NARROW(tk_byte_weights_size);
NARROW(tk_byte_weights_pack);
NARROW(tk_byte_products);
NARROW(tk_imc_block_products);
NARROW(tk_vector_width);

tk_vectors narrow_tk_vector_width(void) {
    const tk_vectors width = tk_vector_width();
    return width > TK_AVX2 ? TK_AVX2 : width;
}

kernel_form processor_form(void) {
    return (kernel_form){
        .tk_adc_evaluate = tk_adc_evaluate,
        .tk_weight_levels = tk_weight_levels, .tk_weight_levels_f32 = tk_weight_levels_f32,
        .tk_effective_conductances = tk_effective_conductances,
        .tk_effective_level_conductances = tk_effective_level_conductances,
        .tk_imc_pack = tk_imc_pack,
        .tk_imc_table_products = tk_imc_table_products,
        .tk_imc_convert = tk_imc_convert,
        .tk_imc_analog_products = tk_imc_analog_products,
        .tk_byte_quads = tk_byte_quads,
        .tk_byte_weights_size = tk_byte_weights_size,
        .tk_byte_weights_pack = tk_byte_weights_pack,
        .tk_byte_products = tk_byte_products,
        .tk_byte_row_sums = tk_byte_row_sums,
        .tk_block_doubles = tk_block_doubles,
        .tk_imc_code_bytes = tk_imc_code_bytes,
        .tk_imc_digits = tk_imc_digits,
        .tk_imc_block_products = tk_imc_block_products,
        .tk_bytes_from_i32 = tk_bytes_from_i32,
        .tk_rescale_column_f64 = tk_rescale_column_f64,
        .tk_widen_floats = tk_widen_floats,
        .tk_round_to_grid = tk_round_to_grid,
        .tk_first_not_finite = tk_first_not_finite,
        .tk_are_finite_f32 = tk_are_finite_f32,
        .tk_build_table = tk_build_table,
        .tk_add_entries = tk_add_entries, .tk_crc32_fold = tk_crc32_fold,
        .tk_random_weights = tk_random_weights,
        .tk_random_former_weights = tk_random_former_weights,
        .tk_random_bits = tk_random_bits,
        .tk_count_writes = tk_count_writes,
        .tk_count_cell_writes = tk_count_cell_writes,
        .tk_unfold_batch_f32 = tk_unfold_batch_f32,
        .tk_unfold_batch_f64 = tk_unfold_batch_f64,
        .tk_fold_batch_f32 = tk_fold_batch_f32,
        .tk_fold_batch_f64 = tk_fold_batch_f64,
        .tk_to_grid_f32 = tk_to_grid_f32,
        .tk_to_grid_f64 = tk_to_grid_f64,
        .tk_scale_to_grid_f32 = tk_scale_to_grid_f32,
        .tk_scale_to_grid_f64 = tk_scale_to_grid_f64,
        .tk_mask_f32 = tk_mask_f32,
        .tk_mask_f64 = tk_mask_f64,
        .tk_largest_f32 = tk_largest_f32,
        .tk_largest_f64 = tk_largest_f64,
        .tk_moments_f32 = tk_moments_f32,
        .tk_moments_f64 = tk_moments_f64,
        .tk_affine_f32 = tk_affine_f32,
        .tk_affine_f64 = tk_affine_f64,
        .tk_affine_to_grid_f32 = tk_affine_to_grid_f32,
        .tk_affine_to_grid_f64 = tk_affine_to_grid_f64,
        .tk_norm_sums_f32 = tk_norm_sums_f32,
        .tk_norm_sums_f64 = tk_norm_sums_f64,
        .tk_norm_back_f32 = tk_norm_back_f32, .tk_norm_back_f64 = tk_norm_back_f64,
        .tk_quantize_f64 = tk_quantize_f64,
        .tk_pool_max_f32 = tk_pool_max_f32, .tk_pool_max_f64 = tk_pool_max_f64,
        .tk_pool_mean_f32 = tk_pool_mean_f32, .tk_pool_mean_f64 = tk_pool_mean_f64,
        .tk_imc_cell_bits = tk_imc_cell_bits,
        .tk_imc_scale_column = tk_imc_scale_column, .tk_imc_energies = tk_imc_energies,
    };
}

kernel_form narrow_form(void) {
    kernel_form form = processor_form();
    form.tk_add_entries = narrow_tk_add_entries;
    form.tk_crc32_fold = narrow_tk_crc32_fold;
    form.tk_imc_pack = narrow_tk_imc_pack;
    form.tk_imc_table_products = narrow_tk_imc_table_products;
    form.tk_imc_convert = narrow_tk_imc_convert;
    form.tk_imc_analog_products = narrow_tk_imc_analog_products;
    form.tk_byte_weights_size = narrow_tk_byte_weights_size;
    form.tk_byte_weights_pack = narrow_tk_byte_weights_pack;
    form.tk_byte_products = narrow_tk_byte_products;
    form.tk_imc_block_products = narrow_tk_imc_block_products;
    return form;
}

kernel_form portable_form(void) {
    return (kernel_form){
        .tk_adc_evaluate = portable_tk_adc_evaluate,
        .tk_weight_levels = portable_tk_weight_levels, .tk_weight_levels_f32 = portable_tk_weight_levels_f32,
        .tk_effective_conductances = portable_tk_effective_conductances,
        .tk_effective_level_conductances = portable_tk_effective_level_conductances,
        .tk_imc_pack = portable_tk_imc_pack,
        .tk_imc_table_products = portable_tk_imc_table_products,
        .tk_imc_convert = portable_tk_imc_convert,
        .tk_imc_analog_products = portable_tk_imc_analog_products,
        .tk_byte_quads = portable_tk_byte_quads,
        .tk_byte_weights_size = portable_tk_byte_weights_size,
        .tk_byte_weights_pack = portable_tk_byte_weights_pack,
        .tk_byte_products = portable_tk_byte_products,
        .tk_byte_row_sums = portable_tk_byte_row_sums,
        .tk_block_doubles = portable_tk_block_doubles,
        .tk_imc_code_bytes = portable_tk_imc_code_bytes,
        .tk_imc_digits = portable_tk_imc_digits,
        .tk_imc_block_products = portable_tk_imc_block_products,
        .tk_bytes_from_i32 = portable_tk_bytes_from_i32,
        .tk_rescale_column_f64 = portable_tk_rescale_column_f64,
        .tk_widen_floats = portable_tk_widen_floats,
        .tk_round_to_grid = portable_tk_round_to_grid,
        .tk_first_not_finite = portable_tk_first_not_finite,
        .tk_are_finite_f32 = portable_tk_are_finite_f32,
        .tk_build_table = portable_tk_build_table,
        .tk_add_entries = portable_tk_add_entries, .tk_crc32_fold = portable_tk_crc32_fold,
        .tk_random_weights = portable_tk_random_weights,
        .tk_random_former_weights = portable_tk_random_former_weights,
        .tk_random_bits = portable_tk_random_bits,
        .tk_count_writes = portable_tk_count_writes,
        .tk_count_cell_writes = portable_tk_count_cell_writes,
        .tk_unfold_batch_f32 = portable_tk_unfold_batch_f32,
        .tk_unfold_batch_f64 = portable_tk_unfold_batch_f64,
        .tk_fold_batch_f32 = portable_tk_fold_batch_f32,
        .tk_fold_batch_f64 = portable_tk_fold_batch_f64,
        .tk_to_grid_f32 = portable_tk_to_grid_f32,
        .tk_to_grid_f64 = portable_tk_to_grid_f64,
        .tk_scale_to_grid_f32 = portable_tk_scale_to_grid_f32,
        .tk_scale_to_grid_f64 = portable_tk_scale_to_grid_f64,
        .tk_mask_f32 = portable_tk_mask_f32,
        .tk_mask_f64 = portable_tk_mask_f64,
        .tk_largest_f32 = portable_tk_largest_f32,
        .tk_largest_f64 = portable_tk_largest_f64,
        .tk_moments_f32 = portable_tk_moments_f32,
        .tk_moments_f64 = portable_tk_moments_f64,
        .tk_affine_f32 = portable_tk_affine_f32,
        .tk_affine_f64 = portable_tk_affine_f64,
        .tk_affine_to_grid_f32 = portable_tk_affine_to_grid_f32,
        .tk_affine_to_grid_f64 = portable_tk_affine_to_grid_f64,
        .tk_norm_sums_f32 = portable_tk_norm_sums_f32,
        .tk_norm_sums_f64 = portable_tk_norm_sums_f64,
        .tk_norm_back_f32 = portable_tk_norm_back_f32, .tk_norm_back_f64 = portable_tk_norm_back_f64,
        .tk_quantize_f64 = portable_tk_quantize_f64,
        .tk_pool_max_f32 = portable_tk_pool_max_f32, .tk_pool_max_f64 = portable_tk_pool_max_f64,
        .tk_pool_mean_f32 = portable_tk_pool_mean_f32, .tk_pool_mean_f64 = portable_tk_pool_mean_f64,
        .tk_imc_cell_bits = portable_tk_imc_cell_bits,
        .tk_imc_scale_column = portable_tk_imc_scale_column, .tk_imc_energies = portable_tk_imc_energies,
    };
}
