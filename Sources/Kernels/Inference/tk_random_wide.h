// SPDX-License-Identifier: Apache-2.0

// The random numbers of tk_normal_inline.h, eight at a time in vectors of 512 bits.
#pragma once

#include "tk_normal.h"
#include "tk_target.h"

#if defined(TK_FOR_AVX512)
#include <immintrin.h>

// Not contracted to fused operations: the functions of immintrin.h are expressions of their own.
#define TK_INLINE_512 TK_FOR_AVX512 static inline __attribute__((always_inline))

// first, first + 1, ..., first + 7.
TK_INLINE_512 __m512i tk_counted_from(uint64_t first) {
    return _mm512_add_epi64(_mm512_set1_epi64((long long)first), _mm512_setr_epi64(0, 1, 2, 3, 4, 5, 6, 7));
}

// Words number `index` of streams, as tk_word.
TK_INLINE_512 __m512i tk_words(__m512i streams, __m512i index) {
    const __m512i step = _mm512_set1_epi64((long long)0x9E3779B97F4A7C15u);
    __m512i z = _mm512_add_epi64(streams, _mm512_mullo_epi64(_mm512_add_epi64(index, _mm512_set1_epi64(1)), step));
    z = _mm512_xor_si512(z, _mm512_srli_epi64(z, 30));
    z = _mm512_mullo_epi64(z, _mm512_set1_epi64((long long)0xBF58476D1CE4E5B9u));
    z = _mm512_xor_si512(z, _mm512_srli_epi64(z, 27));
    z = _mm512_mullo_epi64(z, _mm512_set1_epi64((long long)0x94D049BB133111EBu));
    return _mm512_xor_si512(z, _mm512_srli_epi64(z, 31));
}

// Four coefficients of each of eight segments, one of all in each of `c`.
TK_INLINE_512 void tk_coefficients(const double *table, __m512i segments, __m512d c[4]) {
    uint64_t at[8];
    _mm512_storeu_si512(at, _mm512_slli_epi64(segments, 2));
    __m512d pairs[4];
    for (int i = 0; i < 4; i++) {
        // Segments i and i + 4.
        const __m512d low = _mm512_castpd256_pd512(_mm256_loadu_pd(table + at[i]));
        pairs[i] = _mm512_insertf64x4(low, _mm256_loadu_pd(table + at[i + 4]), 1);
    }
    // Coefficients 0 and 2, and 1 and 3, of segments 0, 1, 4, 5 and of 2, 3, 6, 7.
    const __m512d even[2] = {_mm512_unpacklo_pd(pairs[0], pairs[1]), _mm512_unpacklo_pd(pairs[2], pairs[3])};
    const __m512d odd[2] = {_mm512_unpackhi_pd(pairs[0], pairs[1]), _mm512_unpackhi_pd(pairs[2], pairs[3])};
    const __m512i first = _mm512_setr_epi64(0, 1, 8, 9, 4, 5, 12, 13), second = _mm512_setr_epi64(2, 3, 10, 11, 6, 7, 14, 15);
    c[0] = _mm512_permutex2var_pd(even[0], first, even[1]);
    c[1] = _mm512_permutex2var_pd(odd[0], first, odd[1]);
    c[2] = _mm512_permutex2var_pd(even[0], second, even[1]);
    c[3] = _mm512_permutex2var_pd(odd[0], second, odd[1]);
}

// Normal numbers of draws, which are the lower halves of the lanes, as tk_normal_of.
TK_INLINE_512 __m512d tk_normals_of(const double *table, __m512i draws) {
    const __m512i tails = _mm512_and_si512(draws, _mm512_set1_epi64(0x7FFFFFFF));
    const __m512i bits = _mm512_castpd_si512(_mm512_add_pd(_mm512_cvtepi64_pd(tails), _mm512_set1_pd(0.5)));
    const __m512i fraction = _mm512_and_si512(_mm512_slli_epi64(bits, 3), _mm512_set1_epi64(0x000FFFFFFFFFFFFF));
    const __m512i one = _mm512_set1_epi64(0x3FF0000000000000);
    const __m512d x = _mm512_sub_pd(_mm512_castsi512_pd(_mm512_or_si512(fraction, one)), _mm512_set1_pd(1));
    __m512d c[4];
    tk_coefficients(table, _mm512_sub_epi64(_mm512_srli_epi64(bits, 49), _mm512_set1_epi64(1022 << 3)), c);
    __m512d z = _mm512_add_pd(_mm512_mul_pd(c[3], x), c[2]);
    z = _mm512_add_pd(_mm512_mul_pd(z, x), c[1]);
    z = _mm512_add_pd(_mm512_mul_pd(z, x), c[0]);
    const __m512i sign = _mm512_slli_epi64(_mm512_srli_epi64(draws, 31), 63);
    return _mm512_castsi512_pd(_mm512_xor_si512(_mm512_castpd_si512(z), sign));
}
#endif
