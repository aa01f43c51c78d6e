#include "tk_adc_delay.h"

#include <math.h>

// The same result on every machine: no fused multiply-add where the hardware happens to have it.
#pragma STDC FP_CONTRACT OFF

/// How far rounding may move a position on the ladder of references, with much to spare.
static const double position_tolerance = 1e-6;

static double cubic(const double c[4], double x) { return ((c[3] * x + c[2]) * x + c[1]) * x + c[0]; }

static double quartic(const double c[5], double x) {
    return (((c[4] * x + c[3]) * x + c[2]) * x + c[1]) * x + c[0];
}

static double larger(double a, double b) { return a < b ? b : a; }

static double clamped(double x, double low, double high) { return x < low ? low : (x > high ? high : x); }

/// Relative latency of one reference; 0 outside the fitted range.
static inline double shape(const tk_adc_delay *delay, double ratio) {
    if (!(ratio > delay->lowest_ratio && ratio < delay->highest_ratio)) return 0;
    return ratio <= delay->crossover ? cubic(delay->below, ratio) : quartic(delay->above, ratio);
}

/// Largest relative latency of the references next to a turning point, for a column whose resistance has the reciprocal
/// `conductance`.
static double slowest_around(
    const tk_adc_delay *delay, double ratio, double resistance, double conductance, double levels_per_ohm,
    double spacing) {
    double position = (ratio * resistance - delay->reference_start) * levels_per_ohm;
    // From now on counted from the reference before the first one, so that no number is negative.
    double count = (double)(delay->end_reference - delay->first_reference);
    position = clamped(position - (double)delay->first_reference, 0, count);
    // A position that rounding may have moved over a reference counts as on both sides of it.
    int64_t below = (int64_t)clamped(position - position_tolerance, 0, count) + delay->first_reference - 1;
    int64_t above = (int64_t)(position + position_tolerance) + delay->first_reference;
    if (below < delay->first_reference) below = delay->first_reference;
    if (above >= delay->end_reference) above = delay->end_reference - 1;
    double slowest = 0;
    for (int64_t i = below; i <= above; i++) {
        double reference = delay->reference_start + (double)(i + 1) * spacing;
        slowest = larger(slowest, shape(delay, reference * conductance));
    }
    return slowest;
}

double tk_adc_conversion_latency(const tk_adc_response *response, double conductance) {
    if (!(response->minimum_latency < response->maximum_latency)) return response->minimum_latency;
    const tk_adc_delay *delay = &response->delay;
    double resistance = 1 / conductance * response->resistance_scale;
    double scale = delay->log_slope * log(resistance / 1000) + delay->log_offset;
    if (!(scale > 0) || isinf(resistance) || delay->first_reference >= delay->end_reference) return 0;
    double scaled_conductance = 1 / resistance;
    double spacing = delay->reference_span / delay->levels;
    double slowest = 0;
    for (int64_t i = 0; i < delay->turning_point_count && delay->turning_points[i].ceiling > slowest; i++) {
        double around = slowest_around(
            delay, delay->turning_points[i].ratio, resistance, scaled_conductance, 1 / spacing, spacing);
        slowest = larger(slowest, around);
    }
    return scale * slowest;
}

/// Numbers from `low` to `high`.
typedef struct {
    double low;
    double high;
} interval;

/// A polynomial over positive arguments, constant term first.
static interval polynomial_over(const double *coefficients, int degree, interval x) {
    interval sum = {coefficients[degree], coefficients[degree]};
    for (int i = degree - 1; i >= 0; i--) {
        double low = sum.low * (sum.low >= 0 ? x.low : x.high);
        double high = sum.high * (sum.high >= 0 ? x.high : x.low);
        sum = (interval){low + coefficients[i], high + coefficients[i]};
    }
    return sum;
}

static interval product(interval a, interval b) {
    double p = a.low * b.low, q = a.low * b.high, r = a.high * b.low, s = a.high * b.high;
    return (interval){fmin(fmin(p, q), fmin(r, s)), fmax(fmax(p, q), fmax(r, s))};
}

/// Whether the latency of one reference only grows or only falls over an interval of column resistance.
///
/// The latency is scale(R) * p(reference / R), whose derivative times R is slope * p - scale * ratio * p'. No turning point
/// lies inside the interval of ratios.
static int is_monotone(const tk_adc_delay *delay, double reference, interval resistance, interval scale) {
    interval ratio = {reference / resistance.high, reference / resistance.low};
    if (ratio.high <= delay->lowest_ratio || ratio.low >= delay->highest_ratio) return 1;
    int is_below = ratio.high <= delay->crossover;
    const double *coefficients = is_below ? delay->below : delay->above;
    int degree = is_below ? 3 : 4;
    double derivative[4];
    for (int i = 1; i <= degree; i++) derivative[i - 1] = i * coefficients[i];
    interval value = polynomial_over(coefficients, degree, ratio);
    interval fall = product(product(scale, ratio), polynomial_over(derivative, degree - 1, ratio));
    interval slope = {delay->log_slope, delay->log_slope};
    interval rise = product(slope, value);
    double rounding = 1e-9 * (fabs(rise.low) + fabs(rise.high) + fabs(fall.low) + fabs(fall.high));
    return rise.low - fall.high > rounding || rise.high - fall.low < -rounding;
}

int tk_adc_is_slowest_at_ends(const tk_adc_response *response, double lowest, double highest) {
    const tk_adc_delay *delay = &response->delay;
    interval resistance = {response->resistance_scale / highest, response->resistance_scale / lowest};
    interval scale = {
        delay->log_slope * log(resistance.low / 1000) + delay->log_offset,
        delay->log_slope * log(resistance.high / 1000) + delay->log_offset};
    if (scale.low > scale.high) scale = (interval){scale.high, scale.low};
    if (!(scale.low > 0) || delay->first_reference >= delay->end_reference) return 0;
    double spacing = delay->reference_span / delay->levels;
    for (int64_t i = 0; i < delay->turning_point_count; i++) {
        double ratio = delay->turning_points[i].ratio;
        double begin = (ratio * resistance.low - delay->reference_start) / spacing - position_tolerance;
        double end = (ratio * resistance.high - delay->reference_start) / spacing + position_tolerance;
        double first = (double)delay->first_reference;
        double last = (double)delay->end_reference;
        double passed = floor(clamped(begin, first, last + 1));
        if (passed != floor(clamped(end, first, last + 1))) return 0;
        for (double index = passed - 1; index <= passed; index++) {
            if (index < first || index >= last) continue;
            double reference = delay->reference_start + (index + 1) * delay->reference_span / delay->levels;
            if (!is_monotone(delay, reference, resistance, scale)) return 0;
        }
    }
    return 1;
}
