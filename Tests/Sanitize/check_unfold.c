// SPDX-License-Identifier: Apache-2.0

// Maps that are unfolded piece by piece.
#include "check.h"
#include "tk_unfold.h"

enum { block = 64 };

// A window of which every place lies inside the map.
static tk_window random_window(void) {
    static const int64_t widths[] = {1, 4, 7, 8, 14, 16, 32, 64};
    tk_window w = {
        .channels = between(1, 4), .kernel_height = between(1, 3), .kernel_width = between(1, 7), .stride_height = 1, .stride_width = 1,
        .dilation_height = between(1, 2), .dilation_width = between(1, 2), .out_height = between(1, 9),
        .out_width = between(0, 2) ? widths[between(0, 7)] : between(1, 70)};
    if (between(0, 1)) w.stride_height = between(1, 3), w.stride_width = between(1, 3);
    w.height = (w.out_height - 1) * w.stride_height + (w.kernel_height - 1) * w.dilation_height + 1 + between(0, 1);
    w.width = (w.out_width - 1) * w.stride_width + (w.kernel_width - 1) * w.dilation_width + 1 + between(0, 1);
    return w;
}

// The place of an element of a vector in its image.
static size_t place_of(const tk_window *w, size_t row, size_t place) {
    const size_t width = (size_t)w->kernel_width, height = (size_t)w->kernel_height;
    const size_t y = place / (size_t)w->out_width * (size_t)w->stride_height + row / width % height * (size_t)w->dilation_height;
    const size_t x = place % (size_t)w->out_width * (size_t)w->stride_width + row % width * (size_t)w->dilation_width;
    return (row / width / height * (size_t)w->height + y) * (size_t)w->width + x;
}

static tk_rows random_rows(size_t rows) {
    tk_rows r = {.first = (size_t)between(0, (int64_t)rows - 1), .step = (size_t)between(1, 5)};
    r.count = (size_t)between(0, (int64_t)((rows - 1 - r.first) / r.step) + 1);
    return r;
}

static void check_maps(void) {
    const tk_window w = random_window();
    const size_t inputs = (size_t)(w.channels * w.kernel_height * w.kernel_width), places = (size_t)(w.out_height * w.out_width);
    const size_t size = (size_t)(w.channels * w.height * w.width), images = (size_t)between(1, 3);
    const size_t image_size = size + (size_t)between(0, 3), count = (images - 1) * image_size + size;
    int32_t *maps = ARRAY(int32_t, count);
    uint8_t *bytes = ARRAY(uint8_t, count);
    for (size_t i = 0; i < count; i++) maps[i] = (int32_t)next_word();
    tk_bytes_from_i32(maps, count, bytes);
    for (size_t i = 0; i < count; i++) EXPECT(bytes[i] == (uint8_t)(maps[i] & 255));
    // Whole lines of places, or any vectors.
    size_t first = (size_t)between(0, (int64_t)(images * places) - 1), vectors = images * places - first;
    if (w.out_width <= block && between(0, 1)) {
        first -= first % (size_t)w.out_width;
        vectors = block - block % (size_t)w.out_width;
    }
    if (vectors > images * places - first) vectors = images * places - first;
    if (vectors > block) vectors = block;
    if (between(0, 3) == 0) vectors = (size_t)between(0, (int64_t)vectors);
    const tk_rows rows = random_rows(inputs);
    uint8_t *result = ARRAY(uint8_t, rows.count * block);
    tk_unfold_block(bytes, &w, image_size, rows, first, vectors, result);
    for (size_t r = 0; r < rows.count; r++)
        for (size_t v = 0; v < block; v++) {
            const size_t vector = first + v;
            const size_t at = vector / places * image_size + place_of(&w, rows.first + r * rows.step, vector % places);
            EXPECT(result[r * block + v] == (v < vectors ? bytes[at] : 0));
        }
    int32_t *unfolded = ARRAY(int32_t, vectors * inputs);
    tk_unfold_range_i32(maps, &w, image_size, first, vectors, unfolded);
    for (size_t v = 0; v < vectors; v++)
        for (size_t r = 0; r < inputs; r++) {
            const size_t at = (first + v) / places * image_size + place_of(&w, r, (first + v) % places);
            EXPECT(unfolded[v * inputs + r] == maps[at]);
        }
}

static void check_gathering(void) {
    const size_t stride = odd_size(50) + 1, first = (size_t)between(0, 4), vectors = odd_size(block);
    const size_t count = (first + vectors) * stride;
    uint8_t *source = ARRAY(uint8_t, count);
    for (size_t i = 0; i < count; i++) source[i] = (uint8_t)next_word();
    const tk_rows rows = random_rows(stride);
    uint8_t *result = ARRAY(uint8_t, rows.count * block);
    tk_gather_block(source, stride, rows, first, vectors, result);
    for (size_t r = 0; r < rows.count; r++)
        for (size_t v = 0; v < block; v++) {
            const int value = v < vectors ? source[(first + v) * stride + rows.first + r * rows.step] : 0;
            EXPECT(result[r * block + v] == value);
        }
}

static void check_matrix(void) {
    const size_t rows = odd_size(40), columns = odd_size(40);
    double *matrix = ARRAY(double, rows * columns), *turned = ARRAY(double, rows * columns), *scaled = ARRAY(double, rows * columns);
    for (size_t i = 0; i < rows * columns; i++) matrix[i] = real(-1, 1);
    const double scale = real(-2, 2), bias = real(-1, 1);
    tk_transpose_f64(matrix, rows, columns, turned);
    tk_rescale_column_f64(matrix, rows * columns, scale, bias, scaled);
    for (size_t i = 0; i < rows * columns; i++) {
        EXPECT(turned[i % columns * rows + i / columns] == matrix[i]);
        const double product = matrix[i] * scale;
        EXPECT(scaled[i] == product + bias);
    }
}

void check_unfold(void) {
    check_maps();
    check_gathering();
    check_matrix();
}
