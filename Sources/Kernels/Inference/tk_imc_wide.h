// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "tk_imc.h"

// As tk_imc_table_products, with vectors of 512 bits, where nothing is recorded but, if asked for, sums beyond the range. Returns
// how many of the vectors are done, from the first on: fewer than all where the rest is faster one by one, none without memory or
// where the sums beyond the range are not those outside of an interval.
size_t tk_imc_wide_products(
    const tk_imc_table_group *group, const tk_imc_coding *coding, const uint64_t *planes, size_t vectors,
    uint64_t first_vector, double *sums, uint64_t *clipped);
