// SPDX-License-Identifier: Apache-2.0

#include "check.h"
#include "tk_training.h"

static tk_batch_window random_window(void) {
    tk_batch_window w = {
        .channels = between(1, 3), .images = between(1, 5), .height = between(1, 12), .width = between(1, 12),
        .kernel_height = between(1, 5), .kernel_width = between(1, 5), .stride_height = 1, .stride_width = 1};
    if (between(0, 1)) {
        w.stride_height = between(1, 3);
        w.stride_width = between(1, 3);
    }
    if (between(0, 2)) {
        w.pad_top = between(0, 3);
        w.pad_left = between(0, 3);
    }
    // The last places may reach beyond the maps.
    w.out_height = between(1, w.height + 3);
    w.out_width = between(1, w.width + 3);
    return w;
}

// The element under a place of the kernel; -1 in the padding.
static int64_t under(const tk_batch_window *w, int64_t row, int64_t image, int64_t place) {
    const int64_t k = row % (w->kernel_height * w->kernel_width), c = row / (w->kernel_height * w->kernel_width);
    const int64_t y = place / w->out_width * w->stride_height + k / w->kernel_width - w->pad_top;
    const int64_t x = place % w->out_width * w->stride_width + k % w->kernel_width - w->pad_left;
    if (y < 0 || y >= w->height || x < 0 || x >= w->width) return -1;
    return ((c * w->images + image) * w->height + y) * w->width + x;
}

static void check_folds(void) {
    const tk_batch_window w = random_window();
    const int64_t first = between(0, w.images - 1), count = between(0, w.images - first);
    const int64_t rows = w.channels * w.kernel_height * w.kernel_width, places = w.out_height * w.out_width;
    const size_t size = (size_t)(w.channels * w.images * w.height * w.width), all = (size_t)(rows * count * places);
    double *maps = ARRAY(double, size), *columns = ARRAY(double, all), *back = ARRAY(double, size);
    float *single = ARRAY(float, size), *single_columns = ARRAY(float, all), *single_back = ARRAY(float, size);
    double *sums = ARRAY(double, size);
    for (size_t i = 0; i < size; i++) {
        single[i] = (float)(maps[i] = grid());
        single_back[i] = (float)(back[i] = sums[i] = grid());
    }
    tk_unfold_batch_f64(maps, &w, first, count, columns);
    tk_unfold_batch_f32(single, &w, first, count, single_columns);
    tk_fold_batch_f64(columns, &w, first, count, back);
    tk_fold_batch_f32(single_columns, &w, first, count, single_back);
    size_t at = 0;
    for (int64_t row = 0; row < rows; row++)
        for (int64_t image = first; image < first + count; image++)
            for (int64_t place = 0; place < places; place++, at++) {
                const int64_t index = under(&w, row, image, place);
                const double value = index < 0 ? 0 : maps[index];
                EXPECT(columns[at] == value && single_columns[at] == (float)value);
                if (index >= 0) sums[index] += value;
            }
    for (size_t i = 0; i < size; i++) EXPECT(back[i] == sums[i] && single_back[i] == (float)sums[i]);
}

static void check_largest_of_squares(void) {
    const int64_t planes = between(1, 5), size = between(0, 4) ? between(1, 4) : 16;
    const int64_t height = between(size, size + 8), width = between(size, size + 8);
    const int64_t rows = height / size, columns = width / size;
    const size_t all = (size_t)(planes * height * width), squares = (size_t)(planes * rows * columns);
    double *maps = ARRAY(double, all), *most = ARRAY(double, squares), *back = ARRAY(double, all);
    float *single = ARRAY(float, all), *single_most = ARRAY(float, squares), *single_back = ARRAY(float, all);
    uint8_t *places = ARRAY(uint8_t, squares), *single_places = ARRAY(uint8_t, squares);
    for (size_t i = 0; i < all; i++) single[i] = (float)(maps[i] = (double)between(-3, 3));
    tk_pool_largest_f64(maps, planes, height, width, size, most, places);
    tk_pool_largest_f32(single, planes, height, width, size, single_most, single_places);
    tk_pool_largest_back_f64(most, places, planes, height, width, size, back);
    tk_pool_largest_back_f32(single_most, single_places, planes, height, width, size, single_back);
    for (int64_t i = 0; i < (int64_t)all; i++) {
        const int64_t p = i / (height * width), y = i / width % height, x = i % width;
        if (y / size >= rows || x / size >= columns) {
            EXPECT(back[i] == 0 && single_back[i] == 0);
            continue;
        }
        const int64_t square = (p * rows + y / size) * columns + x / size, place = y % size * size + x % size;
        EXPECT(place < places[square] ? maps[i] < most[square] : maps[i] <= most[square]);
        const int is_largest = places[square] == place;
        if (is_largest) EXPECT(maps[i] == most[square]);
        EXPECT(places[square] == single_places[square] && single_most[square] == (float)most[square]);
        EXPECT(back[i] == (is_largest ? most[square] : 0) && single_back[i] == (float)back[i]);
    }
}

static void check_means_of_squares(void) {
    const int64_t planes = between(1, 5), size = between(1, 4);
    const int64_t height = between(size, size + 8), width = between(size, size + 8);
    const int64_t rows = height / size, columns = width / size;
    const size_t all = (size_t)(planes * height * width), squares = (size_t)(planes * rows * columns);
    double *maps = ARRAY(double, all), *mean = ARRAY(double, squares), *back = ARRAY(double, all);
    float *single = ARRAY(float, all), *single_mean = ARRAY(float, squares), *single_back = ARRAY(float, all);
    double *sums = ARRAY(double, squares);
    for (size_t i = 0; i < all; i++) single[i] = (float)(maps[i] = grid());
    for (size_t i = 0; i < squares; i++) sums[i] = 0;
    tk_pool_mean_batch_f64(maps, planes, height, width, size, mean);
    tk_pool_mean_batch_f32(single, planes, height, width, size, single_mean);
    tk_pool_mean_back_f64(mean, planes, height, width, size, back);
    tk_pool_mean_back_f32(single_mean, planes, height, width, size, single_back);
    for (int64_t i = 0; i < (int64_t)all; i++) {
        const int64_t p = i / (height * width), y = i / width % height, x = i % width;
        const int is_over = y / size >= rows || x / size >= columns;
        const int64_t square = is_over ? 0 : (p * rows + y / size) * columns + x / size;
        if (!is_over) sums[square] += maps[i];
        EXPECT(back[i] == (is_over ? 0 : mean[square] / (double)(size * size)));
        EXPECT(single_back[i] == (is_over ? 0 : single_mean[square] / (float)(size * size)));
    }
    // Sums of multiples of 1/1024 are exact in both formats.
    for (size_t i = 0; i < squares; i++) {
        EXPECT(mean[i] == sums[i] / (double)(size * size));
        EXPECT(single_mean[i] == (float)sums[i] / (float)(size * size));
    }
}

static double to_grid(double value, const tk_grid *g) {
    if (value > g->limit) value = g->limit;
    if (value < -g->limit) value = -g->limit;
    if (g->rounding == 2) return rint(value * g->steps) / g->steps;
    return g->rounding == 1 ? (value > 0) - (value < 0) : value;
}

static void check_grids(void) {
    const int64_t count = (int64_t)odd_size(300);
    const size_t size = (size_t)count;
    tk_grid g = {.steps = (double)((int64_t)1 << between(1, 9)), .limit = 1, .rounding = (int)between(0, 2)};
    if (g.rounding == 1) g.steps = 1;
    if (g.rounding == 2) g.limit = 1 - 1 / g.steps;
    double *values = ARRAY(double, size), *result = ARRAY(double, size), *scaled = ARRAY(double, size);
    float *single = ARRAY(float, size), *single_scaled = ARRAY(float, size);
    uint8_t *flags = ARRAY(uint8_t, size), *single_flags = ARRAY(uint8_t, size);
    // Powers of two, so that both formats are exact up to the rounding to the grid.
    const double divisor = between(0, 1) ? 4 : 0.5, factor = 1 / divisor;
    double largest = 0;
    for (int64_t i = 0; i < count; i++) {
        values[i] = result[i] = scaled[i] = 2 * divisor * grid();
        single[i] = single_scaled[i] = (float)values[i];
        largest = fmax(largest, fabs(values[i]));
    }
    const int rectifies = (int)between(0, 1);
    EXPECT(tk_largest_f64(values, count) == largest && tk_largest_f32(single, count) == largest);
    tk_to_grid_f64(result, count, divisor, &g, rectifies, flags);
    tk_to_grid_f32(single, count, divisor, &g, rectifies, single_flags);
    tk_scale_to_grid_f64(scaled, count, factor, &g);
    tk_scale_to_grid_f32(single_scaled, count, factor, &g);
    for (int64_t i = 0; i < count; i++) {
        const double wanted = to_grid(values[i] / divisor, &g);
        EXPECT(scaled[i] == wanted && single_scaled[i] == (float)wanted);
        EXPECT(result[i] == (rectifies && wanted < 0 ? 0 : wanted) && single[i] == (float)result[i]);
        EXPECT(flags[i] == (fabs(values[i] / divisor) <= g.limit) + 2 * (wanted > 0) && flags[i] == single_flags[i]);
    }
    const uint8_t bit = between(0, 1) ? 1 : 2;
    tk_mask_f64(scaled, count, flags, bit);
    tk_mask_f32(single_scaled, count, flags, bit);
    for (int64_t i = 0; i < count; i++) {
        const double wanted = flags[i] & bit ? to_grid(values[i] / divisor, &g) : 0;
        EXPECT(scaled[i] == wanted && single_scaled[i] == (float)wanted);
    }
    if (count == 0) return;
    values[between(0, count - 1)] = between(0, 1) ? NAN : -INFINITY;
    for (int64_t i = 0; i < count; i++) single[i] = (float)values[i];
    EXPECT(isinf(tk_largest_f64(values, count)) && isinf(tk_largest_f32(single, count)));
}

static void check_norms(void) {
    const int64_t count = (int64_t)odd_size(300) + 1;
    const size_t size = (size_t)count;
    double *values = ARRAY(double, size), *errors = ARRAY(double, size), *result = ARRAY(double, size);
    float *single = ARRAY(float, size), *single_errors = ARRAY(float, size), *single_result = ARRAY(float, size);
    uint8_t *flags = ARRAY(uint8_t, size), *single_flags = ARRAY(uint8_t, size);
    double sum = 0, product = 0, mean, variance, single_mean, single_variance;
    for (int64_t i = 0; i < count; i++) {
        single[i] = (float)(values[i] = result[i] = grid());
        single_errors[i] = (float)(errors[i] = grid());
        single_result[i] = single[i];
        sum += values[i];
        product += values[i] * values[i];
    }
    tk_moments_f64(values, count, &mean, &variance);
    tk_moments_f32(single, count, &single_mean, &single_variance);
    EXPECT(mean == single_mean && variance == single_variance && mean == sum / (double)count);
    EXPECT(fabs(variance - (product / (double)count - mean * mean)) < 1e-9);
    // Powers of two and multiples of 1/1024, so that both formats are exact.
    tk_affine_f64(result, count, -0.5, 0.25);
    tk_affine_f32(single_result, count, -0.5, 0.25);
    for (int64_t i = 0; i < count; i++) {
        EXPECT(result[i] == 0.25 - values[i] / 2 && single_result[i] == (float)result[i]);
        result[i] = values[i];
        single_result[i] = single[i];
    }
    const tk_grid g = {.steps = 16, .limit = 0.9375, .rounding = (int)between(0, 2)};
    const int rectifies = (int)between(0, 1);
    tk_affine_to_grid_f64(result, count, -0.5, 0.25, &g, rectifies, flags);
    tk_affine_to_grid_f32(single_result, count, -0.5, 0.25, &g, rectifies, single_flags);
    for (int64_t i = 0; i < count; i++) {
        const double wanted = to_grid(0.25 - values[i] / 2, &g);
        EXPECT(result[i] == (rectifies && wanted < 0 ? 0 : wanted) && single_result[i] == (float)result[i]);
        EXPECT(flags[i] == (fabs(0.25 - values[i] / 2) <= g.limit) + 2 * (wanted > 0) && flags[i] == single_flags[i]);
    }
    double single_sum, single_product;
    tk_norm_sums_f64(errors, values, count, 0.5, &sum, &product);
    tk_norm_sums_f32(single_errors, single, count, 0.5, &single_sum, &single_product);
    EXPECT(sum == single_sum && product == single_product);
    for (int64_t i = 0; i < count; i++) {
        sum -= errors[i];
        product -= errors[i] * (values[i] - 0.5);
        result[i] = errors[i];
    }
    EXPECT(sum == 0 && product == 0);
    tk_norm_back_f64(result, values, count, 0.5, 2, 0.25, -0.5);
    tk_norm_back_f32(single_errors, single, count, 0.5, 2, 0.25, -0.5);
    for (int64_t i = 0; i < count; i++) {
        EXPECT(result[i] == 2 * (errors[i] - 0.25 + (values[i] - 0.5) / 2) && single_errors[i] == (float)result[i]);
    }
}

void check_training(void) {
    check_norms();
    check_folds();
    check_largest_of_squares();
    check_means_of_squares();
    check_grids();
}
