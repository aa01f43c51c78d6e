// SPDX-License-Identifier: Apache-2.0

// Random shapes and numbers for the kernels, and plain loops to compare with. Arrays have exactly the size that a kernel may
// touch, so that AddressSanitizer sees the first byte beyond.
#pragma once

#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

// Random numbers; the state is that of the round.
uint64_t next_word(void);
// A whole number from low to high.
int64_t between(int64_t low, int64_t high);
// A real number from low to high.
double real(double low, double high);
// A multiple of 1/1024 from -1 to 1: sums of few are exact.
double grid(void);

// A size up to `most`, by preference 0 or next to a power of two, where loops over a rest begin and end.
size_t odd_size(int64_t most);

// Memory of `count` elements, freed after the round. Not initialized.
void *elements(size_t count, size_t size);
#define ARRAY(type, count) ((type *)elements((count), sizeof(type)))
// Leaves memory out of the checksum: its content depends on which form of a kernel runs.
void leave_out(const void *block);
// Frees what the round has allocated.
void free_elements(void);

// Says that a check of a round has failed, and ends.
_Noreturn void fail(const char *file, int line, const char *text);
#define EXPECT(condition) \
    do { \
        if (!(condition)) fail(__FILE__, __LINE__, #condition); \
    } while (0)

// Whether numbers are equal to rounding: relative to `scale` or to the larger of the two.
static inline int near(double a, double b, double scale) {
    double size = fmax(fmax(fabs(a), fabs(b)), scale);
    return a == b || fabs(a - b) <= 1e-11 * size || (isnan(a) && isnan(b));
}

// One round of each kernel.
void check_checksum(void);
void check_csv(void);
void check_bits(void);
void check_cells(void);
void check_network(void);
void check_unfold(void);
void check_bytes(void);
void check_training(void);
void check_products(void);
void check_imc(void);
void check_block(void);
void check_analog(void);
void check_adc(void);
void check_writes(void);
void check_epochs(void);
void check_random(void);
void check_blas(void);
// Decodes damaged pictures. `files` ends with null.
void check_jpeg(const char *const *files, int rounds);
