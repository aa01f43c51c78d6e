// SPDX-License-Identifier: Apache-2.0

// Compiles the source of a kernel that chooses among several vectors once more, under other names and without the widest ones. The
// headers come first, so that only the functions in the source are renamed.
#pragma once

#include "tk_imc.h"
#include "tk_processor.h"

__typeof__(tk_imc_pack) narrow_tk_imc_pack;
__typeof__(tk_imc_table_products) narrow_tk_imc_table_products;
__typeof__(tk_imc_convert) narrow_tk_imc_convert;
__typeof__(tk_imc_analog_products) narrow_tk_imc_analog_products;
__typeof__(tk_vector_width) narrow_tk_vector_width;

#define tk_imc_pack narrow_tk_imc_pack
#define tk_imc_table_products narrow_tk_imc_table_products
#define tk_imc_convert narrow_tk_imc_convert
#define tk_imc_analog_products narrow_tk_imc_analog_products
#define tk_vector_width narrow_tk_vector_width

