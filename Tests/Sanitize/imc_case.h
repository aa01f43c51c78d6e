// SPDX-License-Identifier: Apache-2.0

// Coded activations for the checks of products.
#pragma once

#include "tk_imc.h"

typedef struct {
    size_t rows, words, vectors;
    tk_imc_coding coding;
    uint64_t *planes;  // [vectors][coding.planes][words]
} imc_case;

// Random activations, packed; checks the packing.
imc_case random_case(size_t most_rows, int is_bipolar, int is_single);

// The digit of a row, 0 or 1 for -1 and +1 where bits are bipolar.
int64_t digit_of(const imc_case *k, size_t vector, size_t digit, size_t row);
