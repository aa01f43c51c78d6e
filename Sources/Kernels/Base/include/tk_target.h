// SPDX-License-Identifier: Apache-2.0

// How the hot loops are compiled: for any machine, and once more for those with wide vectors. All do the same operations in the
// same order, so that results do not depend on the machine.
#pragma once

// For loops that the compiler turns into vectors by itself. The processor decides when the program is loaded.
#if defined(__x86_64__) && defined(__linux__) && !defined(TK_PORTABLE)
#define TK_WIDE __attribute__((target_clones("arch=x86-64-v3", "default")))
#else
#define TK_WIDE
#endif

// For forms that a kernel chooses by `tk_vector_width`: what the compiler may use where that says TK_AVX2 and TK_AVX512.
#if defined(__x86_64__) && !defined(TK_PORTABLE)
#define TK_FOR_AVX2 __attribute__((target("avx2,fma,popcnt,bmi,bmi2")))
#define TK_FOR_AVX512 \
    __attribute__((target("avx2,fma,popcnt,bmi,bmi2,avx512f,avx512bw,avx512cd,avx512dq,avx512vl,avx512vbmi,avx512vbmi2,avx512vnni," \
                          "avx512bitalg,avx512vpopcntdq"), min_vector_width(512)))
#endif

// For what hot loops call, so that it is compiled with them.
#define TK_INLINE static inline __attribute__((always_inline))
