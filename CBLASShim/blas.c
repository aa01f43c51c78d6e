// SPDX-License-Identifier: Apache-2.0

#include "blas.h"

#include <dlfcn.h>
#include <lapacke.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <strings.h>

// The libraries and their functions; written once, by load().
static struct {
    const char *problem;
    const char *warning;
    void *openblas;
    __typeof__(&openblas_get_config) config;
    __typeof__(&openblas_get_corename) core;
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

static const char core_variable[] = "OPENBLAS_CORETYPE";

// The kernels of OpenBLAS that fit this processor, as OpenBLAS calls them; null where its own choice is taken.
static const char *fitting_core(void) {
#if defined(__x86_64__)
    const int has_512 = __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512dq")
        && __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512cd");
    if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma")) return has_512 ? "SkylakeX" : "Haswell";
#endif
    return 0;
}

static void open_blas(void) {
    // A wheel of Python has libraries of its own, with names that no other package of the process has loaded.
    static const char *const names[] = {
        "libtessera-openblas.so.0", "libopenblas.so.0", "libopenblas.so", "libopenblas.dylib", 0,
    };
    library.openblas = open_one(names, "OpenBLAS was not found; on Debian: apt-get install libopenblas0");
    library.config = function(library.openblas, "openblas_get_config");
    library.core = function(library.openblas, "openblas_get_corename");
    library.sgemm = function(library.openblas, "cblas_sgemm");
    library.dgemm = function(library.openblas, "cblas_dgemm");
    library.dgemv = function(library.openblas, "cblas_dgemv");
    library.dtrsm = function(library.openblas, "cblas_dtrsm");
    library.dtrmm = function(library.openblas, "cblas_dtrmm");
}

// Whether products of small whole numbers, which have no rounding, are what they must be.
static int multiplies(void) {
    enum { rows = 37, columns = 29, inner = 53 };
    float a[rows * inner], b[inner * columns], c[rows * columns];
    double da[rows * inner], db[inner * columns], dc[rows * columns];
    for (int i = 0; i < rows * inner; i++) da[i] = a[i] = (float)(i * 7 % 19 - 9);
    for (int i = 0; i < inner * columns; i++) db[i] = b[i] = (float)(i * 5 % 17 - 8);
    library.sgemm(
        CblasRowMajor, CblasNoTrans, CblasNoTrans, rows, columns, inner, 1, a, inner, b, columns, 0, c, columns);
    library.dgemm(
        CblasRowMajor, CblasNoTrans, CblasNoTrans, rows, columns, inner, 1, da, inner, db, columns, 0, dc, columns);
    for (int row = 0; row < rows; row++) {
        for (int column = 0; column < columns; column++) {
            double sum = 0;
            for (int i = 0; i < inner; i++) sum += da[row * inner + i] * db[i * columns + column];
            if (c[row * columns + column] != (float)sum || dc[row * columns + column] != sum) return 0;
        }
    }
    return 1;
}

// OpenBLAS chooses its kernels when it is loaded. A version that is older than the processor takes those of 2004, so that the
// choice is made here, unless the user has made it.
static void load_blas(void) {
    const char *core = getenv(core_variable) ? 0 : fitting_core();
    if (core) setenv(core_variable, core, 1);
    open_blas();
    if (core) unsetenv(core_variable);
    if (library.problem || multiplies()) return;
    if (core) {
        dlclose(library.openblas);
        open_blas();
        if (library.problem) return;
        library.warning = "the kernels of OpenBLAS for this processor give wrong products; its own choice is used";
    }
    if (!multiplies()) library.problem = "OpenBLAS gives wrong products; OPENBLAS_CORETYPE chooses other kernels of it";
}

static void load(void) {
    static const char *const lapacke[] = {
        "libtessera-lapacke.so.3", "liblapacke.so.3", "liblapacke.so", "liblapacke.dylib", 0,
    };
    // Threads are the callers': the library's would get in their way, and cut sums in other places.
    setenv("OPENBLAS_NUM_THREADS", "1", 1);
    load_blas();
    void *lapack = library.problem ? 0 : open_one(lapacke, "LAPACKE was not found; on Debian: apt-get install liblapacke");
    library.dpbtrf = function(lapack, "LAPACKE_dpbtrf");
    library.dpbtrs = function(lapack, "LAPACKE_dpbtrs");
}

const char *blas_problem(void) {
    pthread_once(&once, load);
    return library.problem;
}

const char *blas_description(void) { return blas_problem() ? 0 : library.config(); }

const char *blas_core(void) { return blas_problem() ? 0 : library.core(); }

const char *blas_warning(void) {
    if (blas_problem() || library.warning) return library.warning;
    // Names of kernels for processors without 256-bit vectors and fused multiplications.
    static const char *const slow[] = {
        "Katmai", "Coppermine", "Northwood", "Prescott", "Banias", "Core2", "Penryn", "Dunnington", "Nehalem", "Sandybridge",
        "Atom", "Athlon", "Opteron", "Opteron_SSE3", "Barcelona", "Bobcat", "Nano", 0,
    };
    if (!fitting_core()) return 0;
    for (const char *const *name = slow; *name; name++) {
        if (strcasecmp(library.core(), *name) == 0) {
            return "its kernels are those of an older processor and slow; unset OPENBLAS_CORETYPE, or take a newer OpenBLAS";
        }
    }
    return 0;
}

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
