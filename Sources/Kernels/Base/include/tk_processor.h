// SPDX-License-Identifier: Apache-2.0

#pragma once

/// Whether this processor runs the forms of kernels for wide vectors: 1 if so, 0 if it lacks one of AVX2, FMA, POPCNT, BMI
/// and BMI2, -1 if there are no such forms for its architecture.
int tk_runs_wide_kernels(void);
