// SPDX-License-Identifier: Apache-2.0

// The libraries that are loaded when they are first needed.
#include "blas.h"
#include "check.h"
#include "turbojpeg_shim.h"

static double *random_doubles(size_t count) {
    double *values = ARRAY(double, count);
    for (size_t i = 0; i < count; i++) values[i] = grid();
    return values;
}

static void check_factor(void) {
    const int32_t order = (int32_t)between(1, 30), below = (int32_t)between(0, order - 1), stride = below + 1;
    double *band = ARRAY(double, (size_t)(stride * order)), *factor = ARRAY(double, (size_t)(stride * order));
    // Diagonally dominant, hence positive definite.
    for (int32_t c = 0; c < order; c++)
        for (int32_t d = 0; d <= below; d++) band[c * stride + d] = d == 0 ? 2.0 * below + 2 : grid();
    memcpy(factor, band, (size_t)(stride * order) * sizeof *band);
    double *x = random_doubles((size_t)order), *b = ARRAY(double, (size_t)order);
    for (int32_t r = 0; r < order; r++) {
        b[r] = 0;
        for (int32_t c = 0; c < order; c++) {
            const int32_t low = r < c ? r : c, distance = r < c ? c - r : r - c;
            if (distance <= below) b[r] += band[low * stride + distance] * x[c];
        }
    }
    EXPECT(lapack_dpbtrf(order, below, factor, stride) == 0);
    EXPECT(lapack_dpbtrs(order, below, 1, factor, stride, b, order) == 0);
    for (int32_t i = 0; i < order; i++) EXPECT(fabs(b[i] - x[i]) < 1e-9);
}

void check_blas(void) {
    if (blas_problem()) {
        static int said;
        if (!said++) printf("blas: left out, because %s\n", blas_problem());
        return;
    }
    const int32_t rows = (int32_t)between(1, 20), columns = (int32_t)between(1, 20), inner = (int32_t)between(1, 20);
    double *a = random_doubles((size_t)(rows * inner)), *b = random_doubles((size_t)(inner * columns));
    double *c = random_doubles((size_t)(rows * columns)), *y = random_doubles((size_t)rows);
    float *sa = ARRAY(float, (size_t)(rows * inner)), *sb = ARRAY(float, (size_t)(inner * columns));
    float *sc = ARRAY(float, (size_t)(rows * columns));
    for (int32_t i = 0; i < rows * inner; i++) sa[i] = (float)a[i];
    for (int32_t i = 0; i < inner * columns; i++) sb[i] = (float)b[i];
    blas_sgemm(CblasRowMajor, CblasNoTrans, CblasNoTrans, rows, columns, inner, 1, sa, inner, sb, columns, 0, sc, columns);
    blas_dgemm(CblasRowMajor, CblasNoTrans, CblasNoTrans, rows, columns, inner, 1, a, inner, b, columns, 0, c, columns);
    blas_dgemv(CblasRowMajor, CblasNoTrans, rows, inner, 1, a, inner, b, columns, 0, y, 1);
    for (int32_t r = 0; r < rows; r++)
        for (int32_t n = 0; n < columns; n++) {
            double sum = 0;
            for (int32_t i = 0; i < inner; i++) sum += a[r * inner + i] * b[i * columns + n];
            EXPECT(near(c[r * columns + n], sum, 1));
            EXPECT(fabs((double)sc[r * columns + n] - sum) < 1e-4);
            if (n == 0) EXPECT(near(y[r], sum, 1));
        }
    // A product with a triangle, and back.
    double *triangle = random_doubles((size_t)(rows * rows)), *d = ARRAY(double, (size_t)(rows * columns));
    for (int32_t r = 0; r < rows; r++) triangle[r * rows + r] = 4;
    memcpy(d, c, (size_t)(rows * columns) * sizeof *d);
    blas_dtrmm(CblasRowMajor, CblasLeft, CblasLower, CblasNoTrans, CblasNonUnit, rows, columns, 1, triangle, rows, d, columns);
    blas_dtrsm(CblasRowMajor, CblasLeft, CblasLower, CblasNoTrans, CblasNonUnit, rows, columns, 1, triangle, rows, d, columns);
    for (int32_t i = 0; i < rows * columns; i++) EXPECT(fabs(c[i] - d[i]) < 1e-6);
    check_factor();
}

void check_jpeg(const char *const *files, int rounds) {
    if (jpeg_problem()) {
        printf("jpeg: left out, because %s\n", jpeg_problem());
        return;
    }
    for (; *files; files++) {
        FILE *file = fopen(*files, "rb");
        EXPECT(file != NULL);
        uint8_t picture[1 << 16];
        const size_t size = fread(picture, 1, sizeof picture, file);
        fclose(file);
        for (int round = 0; round < rounds; round++) {
            const size_t length = round % 4 == 1 ? (size_t)between(0, (int64_t)size) : size;
            uint8_t *copy = ARRAY(uint8_t, length);
            if (length > 0) memcpy(copy, picture, length);
            for (int64_t i = round ? between(0, 5) : 0; i > 0 && length > 0; i--) copy[between(0, (int64_t)length - 1)] = (uint8_t)next_word();
            jpeg_header header = {0};
            const char *problem = jpeg_read_header(copy, length, &header);
            EXPECT(round > 0 || !problem);
            const int64_t pixels = (int64_t)header.width * header.height;
            if (!problem && header.channels != 4 && pixels > 0 && pixels < 1 << 22) {
                uint8_t *out = ARRAY(uint8_t, (size_t)(pixels * header.channels));
                problem = jpeg_decode(copy, length, header, out);
                EXPECT(round > 0 || !problem);
            }
            free_elements();
        }
    }
    printf("jpeg       %d rounds a picture\n", rounds);
}
