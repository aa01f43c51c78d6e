// SPDX-License-Identifier: Apache-2.0

// OpenBLAS and LAPACKE, loaded when they are first needed: what has no use for them starts without their start-up time and
// their threads, and runs where they are not installed. Debian: libopenblas-dev, liblapacke-dev.
//
// Arguments are those of the functions of the same names, cblas_* and LAPACKE_*. All run on the thread that calls them.
#pragma once

#include <cblas.h>
#include <stdint.h>

/// Loads OpenBLAS and LAPACKE. Returns null, or what is wrong. Functions below end the program where something is.
const char *blas_problem(void);

/// Which OpenBLAS was loaded and for which processor, for people to read; null where none was.
const char *blas_description(void);

/// The processor whose kernels of OpenBLAS run, as OpenBLAS calls it; null where none was loaded. The environment variable
/// OPENBLAS_CORETYPE chooses them; where it is not set, they are chosen by the vectors that this processor has.
const char *blas_core(void);

/// What is wrong with the kernels of OpenBLAS that run; null where all is well. They give right products in any case.
const char *blas_warning(void);

void blas_sgemm(
    CBLAS_ORDER order, CBLAS_TRANSPOSE transpose_a, CBLAS_TRANSPOSE transpose_b, int32_t rows, int32_t columns,
    int32_t inner, float alpha, const float *a, int32_t stride_a, const float *b, int32_t stride_b, float beta, float *c,
    int32_t stride_c);

void blas_dgemm(
    CBLAS_ORDER order, CBLAS_TRANSPOSE transpose_a, CBLAS_TRANSPOSE transpose_b, int32_t rows, int32_t columns,
    int32_t inner, double alpha, const double *a, int32_t stride_a, const double *b, int32_t stride_b, double beta,
    double *c, int32_t stride_c);

void blas_dgemv(
    CBLAS_ORDER order, CBLAS_TRANSPOSE transpose, int32_t rows, int32_t columns, double alpha, const double *a,
    int32_t stride_a, const double *x, int32_t stride_x, double beta, double *y, int32_t stride_y);

void blas_dtrsm(
    CBLAS_ORDER order, CBLAS_SIDE side, CBLAS_UPLO half, CBLAS_TRANSPOSE transpose, CBLAS_DIAG diagonal, int32_t rows,
    int32_t columns, double alpha, const double *a, int32_t stride_a, double *b, int32_t stride_b);

void blas_dtrmm(
    CBLAS_ORDER order, CBLAS_SIDE side, CBLAS_UPLO half, CBLAS_TRANSPOSE transpose, CBLAS_DIAG diagonal, int32_t rows,
    int32_t columns, double alpha, const double *a, int32_t stride_a, double *b, int32_t stride_b);

/// Cholesky factor of a lower band matrix, column by column. Returns 0, or which leading minor is not positive.
int32_t lapack_dpbtrf(int32_t order, int32_t below, double *band, int32_t stride);

/// Solves equations with the factor of a lower band matrix. Returns 0 where that worked.
int32_t lapack_dpbtrs(
    int32_t order, int32_t below, int32_t sides, const double *band, int32_t stride, double *b, int32_t stride_b);
