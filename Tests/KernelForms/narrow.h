// SPDX-License-Identifier: Apache-2.0

// Compiles the source of a kernel that chooses among several vectors once more, under other names and without the widest ones. The
// headers come first, so that only the functions in the source are renamed.
#pragma once

#include "tk_bytes.h"
#include "tk_checksum.h"
#include "tk_imc.h"
#include "tk_imc_block.h"
#include "tk_processor.h"
#include "tk_products.h"

__typeof__(tk_add_entries) narrow_tk_add_entries;
__typeof__(tk_crc32_fold) narrow_tk_crc32_fold;
__typeof__(tk_imc_pack) narrow_tk_imc_pack;
__typeof__(tk_imc_table_products) narrow_tk_imc_table_products;
__typeof__(tk_imc_convert) narrow_tk_imc_convert;
__typeof__(tk_imc_analog_products) narrow_tk_imc_analog_products;
__typeof__(tk_byte_weights_size) narrow_tk_byte_weights_size;
__typeof__(tk_byte_weights_pack) narrow_tk_byte_weights_pack;
__typeof__(tk_byte_products) narrow_tk_byte_products;
__typeof__(tk_imc_block_products) narrow_tk_imc_block_products;
__typeof__(tk_vector_width) narrow_tk_vector_width;

#define tk_add_entries narrow_tk_add_entries
#define tk_crc32_fold narrow_tk_crc32_fold
#define tk_imc_pack narrow_tk_imc_pack
#define tk_imc_table_products narrow_tk_imc_table_products
#define tk_imc_convert narrow_tk_imc_convert
#define tk_imc_analog_products narrow_tk_imc_analog_products
#define tk_byte_weights_size narrow_tk_byte_weights_size
#define tk_byte_weights_pack narrow_tk_byte_weights_pack
#define tk_byte_products narrow_tk_byte_products
#define tk_imc_block_products narrow_tk_imc_block_products
#define tk_vector_width narrow_tk_vector_width

// Functions of the same sources that are not compared by themselves.
#define tk_byte_quads narrow_tk_byte_quads
#define tk_byte_row_sums narrow_tk_byte_row_sums
#define tk_block_doubles narrow_tk_block_doubles
#define tk_table_entries narrow_tk_table_entries
#define tk_build_table narrow_tk_build_table
#define tk_list_entries narrow_tk_list_entries
