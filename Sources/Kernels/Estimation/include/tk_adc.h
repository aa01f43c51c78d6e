// SPDX-License-Identifier: Apache-2.0

#ifndef TK_ADC_H
#define TK_ADC_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/// Most turning points that tk_adc_delay holds.
#define TK_ADC_MAX_TURNING_POINTS 8

/// A ratio of reference to column resistance next to which the slowest comparison can be.
typedef struct {
    double ratio;
    /// Upper bound of the relative delay at this ratio. Where a comparison as slow as this is known already, the
    /// references next to this ratio need no look.
    double ceiling;
} tk_adc_turning_point;

/// Latency of a current-mode conversion as a function of column resistance.
typedef struct {
    /// Latency scale: log_slope * ln(R / 1 kOhm) + log_offset [s].
    double log_slope;
    double log_offset;
    /// Relative latency against the ratio of reference to column resistance, constant term first.
    double below[4];
    double above[5];
    /// The ratio up to which `below` holds, and the open interval in which there is a fit at all.
    double crossover;
    double lowest_ratio;
    double highest_ratio;
    /// Reference i is reference_start + (i + 1) * reference_span / levels [Ohm].
    double reference_start;
    double reference_span;
    double levels;
    /// The references from first_reference up to, not including, end_reference are compared; none where both are equal.
    int64_t first_reference;
    int64_t end_reference;
    /// The turning points, the highest ceiling first: every ratio next to which a comparison can be slower than those on
    /// both sides of it, the ends of the interval and the crossover among them.
    tk_adc_turning_point turning_points[TK_ADC_MAX_TURNING_POINTS];
    int64_t turning_point_count;
} tk_adc_delay;

/// Response of a column converter to the conductance of its column.
///
/// Tables hold over `octaves` octaves of conductance. The first begins at the number whose pattern in single precision is
/// first_octave << 23. An octave is divided into 2^bin_bits bins.
typedef struct {
    int32_t first_octave;
    int32_t octaves;
    int32_t power_bin_bits;
    int32_t latency_bin_bits;
    /// Three values for each power bin: power = v0 + v1 * G + v2 * G^2 [W].
    const double *power_coefficients;
    /// Upper bound of the latency of all conductances that single precision rounds into a bin [s]. Not used where the
    /// latency is fixed.
    const float *latency_bounds;
    /// Power outside the tables: base_power + coupling * (G / resistance_scale) ^ exponent [W].
    double base_power;
    double coupling;
    double exponent;
    /// Power of a column of conductance zero [W].
    double idle_power;
    /// Column resistance for the latency model that stands for 1 Ohm.
    double resistance_scale;
    /// Limits of the latency of a read [s]; equal where the latency is fixed.
    double minimum_latency;
    double maximum_latency;
    /// Only used where the limits differ.
    tk_adc_delay delay;
} tk_adc_response;

/// Latency [s] of one conversion before limits: the latency scale of its resistance times the largest relative latency of
/// the references that are compared. It is 0 where no reference is compared, where the scale is not positive and where the
/// resistance is infinite; conversions of 1 ns or less may count as 0. Where the limits are equal it is the limit.
/// `conductance` is positive.
double tk_adc_conversion_latency(const tk_adc_response *response, double conductance);

/// Latency [s] and energy [J] of the conversion of all columns, for each of a number of input vectors.
///
/// Conductances [S] are stored vector after vector, `stride` apart. The latency of a vector is that of its slowest column,
/// within the limits, and 0 without columns; its energy is the power of all columns times that. Columns with a conductance
/// that is negative, infinite or not a number draw no power and take no time.
///
/// Power is summed in a fixed order, the same for every machine. It is that of the tables; nearly equal columns (within
/// 1/32 of an octave) take the binomial series of the power law up to the fourth power, which is closer than 1e-8. Latency
/// is that of the single columns to 1e-9.
void tk_adc_evaluate(
    const tk_adc_response *response, const double *conductances, size_t vectors, size_t columns, size_t stride,
    double *latencies, double *energies);

#ifdef __cplusplus
}
#endif

#endif
