// What the evaluation of converters needs to know of single delays.
#pragma once

#include "tk_adc.h"

/// Whether the latency of every column between two conductances is at most that of the slower of the two.
///
/// So it is where no reference passes a turning point, and the references next to the turning points, one of which is the
/// slowest, are each monotone: the larger one of rising and falling functions has no maximum inside an interval.
int tk_adc_is_slowest_at_ends(const tk_adc_response *response, double lowest, double highest);
