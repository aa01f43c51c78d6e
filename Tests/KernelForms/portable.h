// SPDX-License-Identifier: Apache-2.0

// Compiles a kernel's source once more, under other names and without wide vectors. The headers come first, so that only the
// functions in the source are renamed.
#pragma once

#include "tk_adc.h"
#include "tk_cells.h"
#include "tk_imc.h"
#include "tk_numbers.h"
#include "tk_processor.h"
#include "tk_products.h"
#include "tk_random.h"
#include "tk_writes.h"

#define TK_PORTABLE

__typeof__(tk_adc_evaluate) portable_tk_adc_evaluate;
__typeof__(tk_weight_levels) portable_tk_weight_levels;
__typeof__(tk_effective_conductances) portable_tk_effective_conductances;
__typeof__(tk_effective_level_conductances) portable_tk_effective_level_conductances;
__typeof__(tk_imc_pack) portable_tk_imc_pack;
__typeof__(tk_imc_table_products) portable_tk_imc_table_products;
__typeof__(tk_imc_convert) portable_tk_imc_convert;
__typeof__(tk_imc_analog_products) portable_tk_imc_analog_products;
__typeof__(tk_widen_floats) portable_tk_widen_floats;
__typeof__(tk_round_to_grid) portable_tk_round_to_grid;
__typeof__(tk_first_not_finite) portable_tk_first_not_finite;
__typeof__(tk_runs_wide_kernels) portable_tk_runs_wide_kernels;
__typeof__(tk_build_table) portable_tk_build_table;
__typeof__(tk_add_entries) portable_tk_add_entries;
__typeof__(tk_random_weights) portable_tk_random_weights;
__typeof__(tk_random_former_weights) portable_tk_random_former_weights;
__typeof__(tk_random_bits) portable_tk_random_bits;
__typeof__(tk_count_writes) portable_tk_count_writes;

#define tk_adc_evaluate portable_tk_adc_evaluate
#define tk_weight_levels portable_tk_weight_levels
#define tk_effective_conductances portable_tk_effective_conductances
#define tk_effective_level_conductances portable_tk_effective_level_conductances
#define tk_imc_pack portable_tk_imc_pack
#define tk_imc_table_products portable_tk_imc_table_products
#define tk_imc_convert portable_tk_imc_convert
#define tk_imc_analog_products portable_tk_imc_analog_products
#define tk_widen_floats portable_tk_widen_floats
#define tk_round_to_grid portable_tk_round_to_grid
#define tk_first_not_finite portable_tk_first_not_finite
#define tk_runs_wide_kernels portable_tk_runs_wide_kernels
#define tk_build_table portable_tk_build_table
#define tk_add_entries portable_tk_add_entries
#define tk_random_weights portable_tk_random_weights
#define tk_random_former_weights portable_tk_random_former_weights
#define tk_random_bits portable_tk_random_bits
#define tk_count_writes portable_tk_count_writes

// Functions of the same sources that have one form only.
#define tk_table_entries portable_tk_table_entries
#define tk_list_entries portable_tk_list_entries
#define tk_spread_cells portable_tk_spread_cells
#define tk_divide_rows portable_tk_divide_rows
#define tk_random_word portable_tk_random_word
#define tk_write_cache_size portable_tk_write_cache_size
#define tk_imc_count_products portable_tk_imc_count_products
