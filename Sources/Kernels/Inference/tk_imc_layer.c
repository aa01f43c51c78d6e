// SPDX-License-Identifier: Apache-2.0

// What is done once for a layer, or once for a column of its products.
#include "tk_imc_block.h"
#include "tk_target.h"

// Results must be the same on every processor.
#pragma STDC FP_CONTRACT OFF

// Columns that are worked on at a time.
enum { some_columns = 64 };

TK_WIDE void tk_imc_cell_bits(
    const int32_t *weights, size_t columns, size_t first, size_t step, size_t count, int32_t least, const uint32_t *masks,
    size_t lanes, uint8_t *result) {
    const size_t row_bytes = (count + 7) / 8;
    for (size_t j = 0; j < row_bytes; j++) {
        const size_t rows = count - 8 * j < 8 ? count - 8 * j : 8;
        for (size_t start = 0; start < columns; start += some_columns) {
            const size_t width = columns - start < some_columns ? columns - start : some_columns;
            uint32_t bits[8][some_columns] = {{0}};
            for (size_t i = 0; i < rows; i++) {
                const int32_t *row = weights + (first + (8 * j + i) * step) * columns + start;
                for (size_t n = 0; n < width; n++) bits[i][n] = masks[row[n] - least];
            }
            for (size_t q = 0; q < lanes; q++) {
                uint32_t bytes[some_columns] = {0};
                for (size_t i = 0; i < rows; i++) {
                    for (size_t n = 0; n < some_columns; n++) bytes[n] |= (bits[i][n] >> q & 1) << i;
                }
                for (size_t n = 0; n < width; n++) result[((start + n) * lanes + q) * row_bytes + j] = (uint8_t)bytes[n];
            }
        }
    }
}

TK_WIDE void tk_imc_scale_column(
    const tk_imc_scale *s, const double *references, const double *all, const double *own, size_t count, double *sums) {
    if (s->share == 1) {
        for (size_t v = 0; v < count; v++) {
            const double whole = (sums[v] - references[v]) * s->unit + s->base - s->off_current * all[v];
            sums[v] = (whole - s->offset * own[v]) * s->weight_unit;
        }
        return;
    }
    for (size_t v = 0; v < count; v++) {
        const double whole = (sums[v] - references[v]) * s->unit + s->base - s->off_current * all[v];
        sums[v] = (whole / s->share - s->offset * own[v]) * s->weight_unit;
    }
}

TK_WIDE void tk_imc_energies(const double *products, const double *wanted, size_t count, double *results) {
    enum { parts = 8 };
    double signal[parts] = {0}, error[parts] = {0};
    size_t i = 0;
    for (; i + parts <= count; i += parts) {
        for (size_t k = 0; k < parts; k++) {
            const double difference = products[i + k] - wanted[i + k];
            signal[k] += wanted[i + k] * wanted[i + k];
            error[k] += difference * difference;
        }
    }
    for (size_t k = 0; i + k < count; k++) {
        const double difference = products[i + k] - wanted[i + k];
        signal[k] += wanted[i + k] * wanted[i + k];
        error[k] += difference * difference;
    }
    results[0] = results[1] = 0;
    for (size_t k = 0; k < parts; k++) {
        results[0] += signal[k];
        results[1] += error[k];
    }
}
