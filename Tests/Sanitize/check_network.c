// SPDX-License-Identifier: Apache-2.0

#include "check.h"
#include "tk_network.h"

static tk_window random_window(void) {
    tk_window w = {
        .channels = between(1, 4), .height = between(1, 14), .width = between(1, 14), .stride_height = between(1, 3),
        .stride_width = between(1, 3), .dilation_height = between(1, 3), .dilation_width = between(1, 3)};
    if (between(0, 3)) {
        w.pad_top = between(0, 3);
        w.pad_left = between(0, 3);
        w.pad_bottom = between(0, 3);
        w.pad_right = between(0, 3);
    }
    const int64_t tall = w.height + w.pad_top + w.pad_bottom, wide = w.width + w.pad_left + w.pad_right;
    w.kernel_height = between(1, (tall - 1) / w.dilation_height + 1);
    w.kernel_width = between(1, (wide - 1) / w.dilation_width + 1);
    w.out_height = (tall - (w.kernel_height - 1) * w.dilation_height - 1) / w.stride_height + 1;
    w.out_width = (wide - (w.kernel_width - 1) * w.dilation_width - 1) / w.stride_width + 1;
    // The last places may reach beyond the padding.
    w.out_height += between(0, 1);
    w.out_width += between(0, 1);
    if (!between(0, 2)) {
        // Outputs that stand as close as inputs, in lines as long, with padding that may be wider than the map.
        w.stride_height = w.stride_width = 1;
        w.pad_left = between(0, w.width + 2);
        w.pad_top = between(0, w.height + 2);
        w.out_width = w.width;
    }
    return w;
}

// The element under a place of the kernel; 0 and *inside = 0 in the padding.
static double under(
    const double *source, const tk_window *w, int64_t c, int64_t oy, int64_t ox, int64_t ky, int64_t kx, int *inside) {
    const int64_t y = oy * w->stride_height - w->pad_top + ky * w->dilation_height;
    const int64_t x = ox * w->stride_width - w->pad_left + kx * w->dilation_width;
    *inside = y >= 0 && y < w->height && x >= 0 && x < w->width;
    return *inside ? source[(c * w->height + y) * w->width + x] : 0;
}

static void check_windows(void) {
    const tk_window w = random_window();
    const size_t size = (size_t)(w.channels * w.height * w.width), places = (size_t)(w.out_height * w.out_width);
    const size_t inputs = (size_t)(w.channels * w.kernel_height * w.kernel_width), pooled = (size_t)w.channels * places;
    double *source = ARRAY(double, size), *rows = ARRAY(double, inputs * places);
    float *single = ARRAY(float, size), *single_rows = ARRAY(float, inputs * places);
    for (size_t i = 0; i < size; i++) single[i] = (float)(source[i] = grid());
    tk_unfold_rows_f64(source, &w, rows);
    tk_unfold_rows_f32(single, &w, single_rows);
    double *most = ARRAY(double, pooled), *mean = ARRAY(double, pooled);
    float *single_most = ARRAY(float, pooled), *single_mean = ARRAY(float, pooled);
    const int includes = (int)between(0, 1);
    tk_pool_max_f64(source, &w, most);
    tk_pool_max_f32(single, &w, single_most);
    tk_pool_mean_f64(source, &w, includes, mean);
    tk_pool_mean_f32(single, &w, includes, single_mean);
    for (int64_t c = 0; c < w.channels; c++)
        for (size_t place = 0; place < places; place++) {
            const int64_t oy = (int64_t)place / w.out_width, ox = (int64_t)place % w.out_width;
            double best = -INFINITY, sum = 0;
            int64_t count = 0;
            for (int64_t ky = 0; ky < w.kernel_height; ky++)
                for (int64_t kx = 0; kx < w.kernel_width; kx++) {
                    int inside;
                    const double value = under(source, &w, c, oy, ox, ky, kx, &inside);
                    const size_t row = (size_t)((c * w.kernel_height + ky) * w.kernel_width + kx);
                    EXPECT(rows[row * places + place] == value);
                    EXPECT(single_rows[row * places + place] == (float)value);
                    if (inside && value > best) best = value;
                    sum += value;
                    // What lies beyond the padding does not count.
                    const int is_beyond = oy * w.stride_height + ky * w.dilation_height >= w.pad_top + w.height + w.pad_bottom
                        || ox * w.stride_width + kx * w.dilation_width >= w.pad_left + w.width + w.pad_right;
                    count += inside || (includes && !is_beyond);
                }
            const size_t at = (size_t)c * places + place;
            EXPECT(most[at] == best && single_most[at] == (float)best);
            EXPECT(near(mean[at], count ? sum / (double)count : 0, 1));
            EXPECT(fabs((double)single_mean[at] - mean[at]) < 1e-5);
        }
}

static void check_padding(void) {
    const tk_window w = random_window();
    const int64_t tall = w.height + w.pad_top + w.pad_bottom, wide = w.width + w.pad_left + w.pad_right;
    const size_t size = (size_t)(w.channels * w.height * w.width), all = (size_t)(w.channels * tall * wide);
    int32_t *source = ARRAY(int32_t, size), *padded = ARRAY(int32_t, all);
    for (size_t i = 0; i < size; i++) source[i] = (int32_t)between(-128, 127);
    tk_pad_i32(source, &w, 99, padded);
    for (int64_t c = 0; c < w.channels; c++)
        for (int64_t y = 0; y < tall; y++)
            for (int64_t x = 0; x < wide; x++) {
                const int64_t sy = y - w.pad_top, sx = x - w.pad_left;
                const int inside = sy >= 0 && sy < w.height && sx >= 0 && sx < w.width;
                const int32_t value = inside ? source[(c * w.height + sy) * w.width + sx] : 99;
                EXPECT(padded[(c * tall + y) * wide + x] == value);
            }
}

static void check_sums(void) {
    const size_t vectors = odd_size(70), rows = odd_size(70);
    int32_t *inputs = ARRAY(int32_t, vectors * rows);
    int64_t *sums = ARRAY(int64_t, vectors);
    for (size_t i = 0; i < vectors * rows; i++) inputs[i] = (int32_t)next_word();
    tk_sum_vectors_i32(inputs, (int64_t)vectors, (int64_t)rows, sums);
    for (size_t v = 0; v < vectors; v++) {
        int64_t sum = 0;
        for (size_t r = 0; r < rows; r++) sum += inputs[v * rows + r];
        EXPECT(sums[v] == sum);
    }
}

static int32_t limited(double number, double low, double high) {
    return !(number > low) ? (int32_t)low : number > high ? (int32_t)high : (int32_t)number;
}

static void check_numbers(void) {
    const int64_t count = (int64_t)odd_size(200), columns = between(1, 7);
    double *values = ARRAY(double, (size_t)count), *doubles = ARRAY(double, (size_t)count);
    int32_t *out = ARRAY(int32_t, (size_t)count), *odd = ARRAY(int32_t, (size_t)count);
    float *floats = ARRAY(float, (size_t)count);
    static const double strange[] = {INFINITY, -INFINITY, NAN, 1e300, -1e300, 0, -0.0, 0.5, -0.5};
    for (int64_t i = 0; i < count; i++) values[i] = between(0, 4) ? real(-300, 300) : strange[between(0, 8)];
    const double scale = real(0.01, 2), zero = (double)between(-128, 127), low = -128, high = 127;
    tk_quantize_f64(values, count, scale, zero, low, high, out);
    tk_quantize_odd_f64(values, count, scale, -255, 255, odd);
    for (int64_t i = 0; i < count; i++) {
        EXPECT(out[i] == limited(floor(values[i] / scale + 0.5) + zero, low, high));
        EXPECT(odd[i] == limited(2 * floor(values[i] / (2 * scale)) + 1, -255, 255));
    }
    tk_floats_from_i32(out, count, floats);
    tk_doubles_from_i32(out, count, doubles);
    for (int64_t i = 0; i < count; i++) EXPECT(floats[i] == (float)out[i] && doubles[i] == (double)out[i]);
    tk_doubles_from_f32(floats, count, doubles);
    for (int64_t i = 0; i < count; i++) EXPECT(doubles[i] == (double)floats[i]);
    const int64_t vectors = count / columns;
    double *scales = ARRAY(double, (size_t)columns), *bias = ARRAY(double, (size_t)columns);
    double *result = ARRAY(double, (size_t)(vectors * columns));
    for (int64_t c = 0; c < columns; c++) scales[c] = real(0, 1), bias[c] = real(-1, 1);
    tk_rescale_f64(doubles, vectors, columns, scales, bias, result);
    for (int64_t i = 0; i < vectors * columns; i++) {
        const int64_t c = i / vectors, v = i % vectors;
        EXPECT(near(result[i], doubles[v * columns + c] * scales[c] + bias[c], 1));
    }
}

void check_network(void) {
    check_windows();
    check_padding();
    check_sums();
    check_numbers();
}
