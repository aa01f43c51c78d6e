// SPDX-License-Identifier: Apache-2.0

#include "tk_processor.h"

int tk_runs_wide_kernels(void) {
#if defined(__x86_64__) && !defined(TK_PORTABLE)
    return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma") && __builtin_cpu_supports("popcnt")
        && __builtin_cpu_supports("bmi") && __builtin_cpu_supports("bmi2");
#else
    return -1;
#endif
}
