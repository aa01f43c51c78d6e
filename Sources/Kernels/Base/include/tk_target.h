// SPDX-License-Identifier: Apache-2.0

// How the hot loops are compiled: for any machine, and once more for those with wide vectors. Both do the same operations in
// the same order, so that results do not depend on the machine.
#pragma once

#if defined(__x86_64__) && defined(__linux__) && !defined(TK_PORTABLE)
#define TK_WIDE __attribute__((target_clones("arch=x86-64-v3", "default")))
#else
#define TK_WIDE
#endif

// For what hot loops call, so that it is compiled with them.
#define TK_INLINE static inline __attribute__((always_inline))
