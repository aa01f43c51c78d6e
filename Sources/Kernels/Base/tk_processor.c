// SPDX-License-Identifier: Apache-2.0

#include "tk_processor.h"

#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

tk_vectors tk_processor_vectors(void) {
#if defined(TK_PORTABLE)
    return TK_PLAIN;
#elif defined(__x86_64__)
#define HAS(feature) __builtin_cpu_supports(feature)
    if (!(HAS("avx2") && HAS("fma") && HAS("popcnt") && HAS("bmi") && HAS("bmi2"))) return TK_PLAIN;
    const int has_512 = HAS("avx512f") && HAS("avx512bw") && HAS("avx512cd") && HAS("avx512dq") && HAS("avx512vl")
        && HAS("avx512vbmi") && HAS("avx512vbmi2") && HAS("avx512vnni") && HAS("avx512bitalg") && HAS("avx512vpopcntdq");
    return has_512 ? TK_AVX512 : TK_AVX2;
#undef HAS
#elif defined(__aarch64__)
    return TK_NEON;
#else
    return TK_PLAIN;
#endif
}

int tk_vectors_named(const char *name) {
    static const char *const names[] = {[TK_PLAIN] = "plain", [TK_NEON] = "neon", [TK_AVX2] = "avx2", [TK_AVX512] = "avx512"};
    for (int i = 0; i < (int)(sizeof names / sizeof *names); i++) {
        if (strcmp(name, names[i]) == 0) return i;
    }
    return -1;
}

// Whether a processor with the widest vectors `widest` has others, too.
static int has_vectors(tk_vectors widest, int vectors) {
    if (vectors < 0 || vectors > (int)widest) return 0;
    return vectors != TK_NEON || widest == TK_NEON;
}

tk_vectors tk_vector_width(void) {
    // All threads find the same, so that it does not matter which of them writes it.
    static atomic_int known = -1;
    int width = atomic_load_explicit(&known, memory_order_relaxed);
    if (width >= 0) return (tk_vectors)width;
    width = (int)tk_processor_vectors();
    const char *name = getenv("TESSERA_VECTORS");
    const int named = name ? tk_vectors_named(name) : -1;
    if (has_vectors((tk_vectors)width, named)) width = named;
    atomic_store_explicit(&known, width, memory_order_relaxed);
    return (tk_vectors)width;
}
