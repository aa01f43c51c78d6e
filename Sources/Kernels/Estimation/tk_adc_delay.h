// SPDX-License-Identifier: Apache-2.0

// What the evaluation of converters needs to know of single delays.
#pragma once

#include "tk_adc.h"

/// Largest latency [s] of columns from one conductance to another where it is known to be that of one of these two, and a
/// negative number where it is not. The latency varies.
double tk_adc_latency_at_ends(const tk_adc_response *response, double lowest, double highest);
