// SPDX-License-Identifier: Apache-2.0

#include "blas.h"

#include <dlfcn.h>
#include <lapacke.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

// The libraries and their functions; written once, by load().
static struct {
    const char *problem;
    __typeof__(&openblas_get_config) config;
    __typeof__(&cblas_sgemm) sgemm;
    __typeof__(&cblas_dgemm) dgemm;
    __typeof__(&cblas_dgemv) dgemv;
    __typeof__(&cblas_dtrsm) dtrsm;
    __typeof__(&cblas_dtrmm) dtrmm;
    __typeof__(&LAPACKE_dpbtrf) dpbtrf;
    __typeof__(&LAPACKE_dpbtrs) dpbtrs;
} library;

static pthread_once_t once = PTHREAD_ONCE_INIT;

static void *open_one(const char *const names[], const char *problem) {
    for (; *names; names++) {
        void *handle = dlopen(*names, RTLD_LAZY | RTLD_LOCAL);
        if (handle) return handle;
    }
    library.problem = problem;
    return 0;
}

static void *function(void *handle, const char *name) {
    void *found = handle ? dlsym(handle, name) : 0;
    if (!found && !library.problem) library.problem = "OpenBLAS or LAPACKE lacks a function that is needed";
    return found;
}

static void load(void) {
    // A wheel of Python has libraries of its own, with names that no other package of the process has loaded.
    static const char *const openblas[] = {
        "libtessera-openblas.so.0", "libopenblas.so.0", "libopenblas.so", "libopenblas.dylib", 0,
    };
    static const char *const lapacke[] = {
        "libtessera-lapacke.so.3", "liblapacke.so.3", "liblapacke.so", "liblapacke.dylib", 0,
    };
    // Threads are the callers': the library's would get in their way, and cut sums in other places.
    setenv("OPENBLAS_NUM_THREADS", "1", 1);
    void *blas = open_one(openblas, "OpenBLAS was not found; on Debian: apt-get install libopenblas0");
    void *lapack = blas ? open_one(lapacke, "LAPACKE was not found; on Debian: apt-get install liblapacke") : 0;
    library.config = function(blas, "openblas_get_config");
    library.sgemm = function(blas, "cblas_sgemm");
    library.dgemm = function(blas, "cblas_dgemm");
    library.dgemv = function(blas, "cblas_dgemv");
    library.dtrsm = function(blas, "cblas_dtrsm");
    library.dtrmm = function(blas, "cblas_dtrmm");
    library.dpbtrf = function(lapack, "LAPACKE_dpbtrf");
    library.dpbtrs = function(lapack, "LAPACKE_dpbtrs");
}

const char *blas_problem(void) {
    pthread_once(&once, load);
    return library.problem;
}

const char *blas_description(void) { return blas_problem() ? 0 : library.config(); }

static void need(void) {
    const char *problem = blas_problem();
    if (!problem) return;
    fprintf(stderr, "error: %s\n", problem);
    abort();
}

void blas_sgemm(
    CBLAS_ORDER order, CBLAS_TRANSPOSE transpose_a, CBLAS_TRANSPOSE transpose_b, int32_t rows, int32_t columns,
    int32_t inner, float alpha, const float *a, int32_t stride_a, const float *b, int32_t stride_b, float beta, float *c,
    int32_t stride_c) {
    need();
    library.sgemm(
        order, transpose_a, transpose_b, rows, columns, inner, alpha, a, stride_a, b, stride_b, beta, c, stride_c);
}

void blas_dgemm(
    CBLAS_ORDER order, CBLAS_TRANSPOSE transpose_a, CBLAS_TRANSPOSE transpose_b, int32_t rows, int32_t columns,
    int32_t inner, double alpha, const double *a, int32_t stride_a, const double *b, int32_t stride_b, double beta,
    double *c, int32_t stride_c) {
    need();
    library.dgemm(
        order, transpose_a, transpose_b, rows, columns, inner, alpha, a, stride_a, b, stride_b, beta, c, stride_c);
}

void blas_dgemv(
    CBLAS_ORDER order, CBLAS_TRANSPOSE transpose, int32_t rows, int32_t columns, double alpha, const double *a,
    int32_t stride_a, const double *x, int32_t stride_x, double beta, double *y, int32_t stride_y) {
    need();
    library.dgemv(order, transpose, rows, columns, alpha, a, stride_a, x, stride_x, beta, y, stride_y);
}

void blas_dtrsm(
    CBLAS_ORDER order, CBLAS_SIDE side, CBLAS_UPLO half, CBLAS_TRANSPOSE transpose, CBLAS_DIAG diagonal, int32_t rows,
    int32_t columns, double alpha, const double *a, int32_t stride_a, double *b, int32_t stride_b) {
    need();
    library.dtrsm(order, side, half, transpose, diagonal, rows, columns, alpha, a, stride_a, b, stride_b);
}

void blas_dtrmm(
    CBLAS_ORDER order, CBLAS_SIDE side, CBLAS_UPLO half, CBLAS_TRANSPOSE transpose, CBLAS_DIAG diagonal, int32_t rows,
    int32_t columns, double alpha, const double *a, int32_t stride_a, double *b, int32_t stride_b) {
    need();
    library.dtrmm(order, side, half, transpose, diagonal, rows, columns, alpha, a, stride_a, b, stride_b);
}

int32_t lapack_dpbtrf(int32_t order, int32_t below, double *band, int32_t stride) {
    need();
    return library.dpbtrf(LAPACK_COL_MAJOR, 'L', order, below, band, stride);
}

int32_t lapack_dpbtrs(
    int32_t order, int32_t below, int32_t sides, const double *band, int32_t stride, double *b, int32_t stride_b) {
    need();
    return library.dpbtrs(LAPACK_COL_MAJOR, 'L', order, below, sides, band, stride, b, stride_b);
}
