// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "tk_imc.h"

// As tk_imc_table_products, for a group with `counting`, where nothing is recorded but, if asked for, sums beyond the range.
// Returns 0, and has done nothing, where the processor cannot.
int tk_imc_count_products(
    const tk_imc_table_group *group, const tk_imc_coding *coding, const uint64_t *planes, size_t vectors, double *sums,
    uint64_t *clipped);
