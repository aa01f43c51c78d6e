// SPDX-License-Identifier: Apache-2.0

// Power and latency of conversions, from tables and column by column.
#include "check.h"
#include "tk_adc.h"

enum { first_octave = 100, octaves = 8, power_bits = 6, latency_bits = 4 };

static double power_law(const tk_adc_response *r, double conductance) {
    if (conductance == 0) return r->idle_power;
    if (!(conductance > 0) || isinf(conductance)) return 0;
    return r->base_power + r->coupling * pow(conductance / r->resistance_scale, r->exponent);
}

// The smallest number of a bin, and the first one behind it.
static double bin_start(int bin, int bits) { return ldexp(1 + (double)(bin % (1 << bits)) / (1 << bits), first_octave - 127 + bin / (1 << bits)); }

// Parabolas through the ends and the middle of each bin.
static double *power_table(const tk_adc_response *r) {
    const int bins = octaves << power_bits;
    double *table = ARRAY(double, (size_t)(3 * bins));
    for (int bin = 0; bin < bins; bin++) {
        const double x[3] = {bin_start(bin, power_bits), (bin_start(bin, power_bits) + bin_start(bin + 1, power_bits)) / 2, bin_start(bin + 1, power_bits)};
        double y[3];
        for (int i = 0; i < 3; i++) y[i] = power_law(r, x[i]);
        const double slope = (y[1] - y[0]) / (x[1] - x[0]), other = (y[2] - y[1]) / (x[2] - x[1]);
        const double bend = (other - slope) / (x[2] - x[0]);
        table[3 * bin + 2] = bend;
        table[3 * bin + 1] = slope - bend * (x[0] + x[1]);
        table[3 * bin] = y[0] - slope * x[0] + bend * x[0] * x[1];
    }
    return table;
}

// Latency of a column: the slowest of all references. The shape rises to a ratio of 1, and falls behind it.
static double slowest(const tk_adc_response *r, double conductance) {
    const tk_adc_delay *d = &r->delay;
    const double resistance = r->resistance_scale / conductance;
    const double scale = d->log_slope * log(resistance / 1000) + d->log_offset;
    if (!(scale > 0)) return 0;
    double most = 0;
    for (int64_t i = d->first_reference; i < d->end_reference; i++) {
        const double ratio = (d->reference_start + (double)(i + 1) * d->reference_span / d->levels) / resistance;
        if (ratio <= d->lowest_ratio || ratio >= d->highest_ratio) continue;
        most = fmax(most, ratio <= 1 ? ratio : 2 - ratio);
    }
    return scale * most;
}

static tk_adc_response random_response(void) {
    tk_adc_response r = {
        .first_octave = first_octave, .octaves = octaves, .power_bin_bits = power_bits, .latency_bin_bits = latency_bits,
        .base_power = real(0, 1e-5), .coupling = real(1e-6, 1e-3), .exponent = real(0.2, 1.5), .idle_power = 1e-7,
        .resistance_scale = real(0.5, 2), .minimum_latency = 1e-9, .maximum_latency = between(0, 3) ? 1e-6 : 1e-9};
    const double middle = ldexp(1, 127 - first_octave - octaves / 2);
    r.delay = (tk_adc_delay){
        .log_slope = 1e-9, .log_offset = 1e-9, .below = {0, 1, 0, 0}, .above = {2, -1, 0, 0, 0}, .crossover = 1,
        .lowest_ratio = 0.1, .highest_ratio = 1.9, .reference_start = real(0, middle), .reference_span = real(middle, 8 * middle),
        .levels = (double)between(2, 64), .turning_points = {{1, 1}}, .turning_point_count = 1};
    r.delay.end_reference = (int64_t)r.delay.levels - between(0, 1);
    r.power_coefficients = power_table(&r);
    float *bounds = ARRAY(float, (size_t)(octaves << latency_bits));
    // The scale is largest for the smallest conductance of a bin, the shape at most 1.
    for (int bin = 0; bin < octaves << latency_bits; bin++) {
        const double resistance = r.resistance_scale / (bin_start(bin, latency_bits) * (1 - 1e-6));
        bounds[bin] = (float)(1.0001 * fmax(0, r.delay.log_slope * log(resistance / 1000) + r.delay.log_offset));
    }
    r.latency_bounds = bounds;
    return r;
}

static double random_conductance(int64_t kind, double middle) {
    static const double strange[] = {0, -1, INFINITY, NAN, 1e-100, 1e100};
    switch (kind) {
    case 0: return ldexp(real(1, 2), first_octave - 127 + (int)between(0, octaves - 1));
    case 1: return middle * real(0.99, 1.01);
    case 2: return middle;
    default: return between(0, 3) ? middle * real(0.1, 10) : strange[between(0, 5)];
    }
}

void check_adc(void) {
    const tk_adc_response r = random_response();
    const size_t vectors = (size_t)between(0, 6), columns = odd_size(600), stride = columns + (size_t)between(0, 3);
    const int64_t kind = between(0, 3);
    const double middle = random_conductance(0, 0);
    const size_t size = vectors > 0 ? (vectors - 1) * stride + columns : 0;
    double *conductances = ARRAY(double, size);
    for (size_t i = 0; i < size; i++) conductances[i] = random_conductance(kind, middle);
    double *latencies = ARRAY(double, vectors), *energies = ARRAY(double, vectors);
    tk_adc_evaluate(&r, conductances, vectors, columns, stride, latencies, energies);
    for (size_t v = 0; v < vectors; v++) {
        double latency = r.minimum_latency, power = 0;
        for (size_t c = 0; c < columns; c++) {
            const double conductance = conductances[v * stride + c];
            power += power_law(&r, conductance);
            if (!(conductance > 0) || isinf(conductance)) continue;
            const double single = r.minimum_latency < r.maximum_latency ? slowest(&r, conductance) : r.minimum_latency;
            EXPECT(near(tk_adc_conversion_latency(&r, conductance), single, 0));
            latency = fmax(latency, single);
        }
        latency = columns > 0 ? fmin(latency, r.maximum_latency) : 0;
        EXPECT(fabs(latencies[v] - latency) <= 1e-9 * latency);
        EXPECT(fabs(energies[v] - power * latency) <= 1e-5 * fabs(power * latency));
    }
}
