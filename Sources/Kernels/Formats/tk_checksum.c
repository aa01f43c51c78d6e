// SPDX-License-Identifier: Apache-2.0

#include "tk_checksum.h"

#include "tk_processor.h"

#if defined(__x86_64__) && !defined(TK_PORTABLE)
#include <immintrin.h>

#define FOR_CARRY_LESS __attribute__((target("pclmul,sse4.1")))

// What 16 bytes are worth some bits later in the message: their halves times the two powers of x in `powers`.
FOR_CARRY_LESS static inline __m128i moved(__m128i bytes, __m128i powers) {
    return _mm_xor_si128(_mm_clmulepi64_si128(bytes, powers, 0x00), _mm_clmulepi64_si128(bytes, powers, 0x11));
}

FOR_CARRY_LESS static inline __m128i loaded(const uint8_t *bytes) { return _mm_loadu_si128((const __m128i *)bytes); }

// V. Gopal et al., "Fast CRC computation for generic polynomials using PCLMULQDQ instruction", Intel, 2009. For n bits the powers are
// x^(n + 32) and x^(n - 32) modulo the polynomial, with their bits in reverse and one place to the left.
FOR_CARRY_LESS static size_t fold(uint32_t start, const uint8_t *bytes, size_t count, uint8_t *folded) {
    enum { lanes = 4, lane = 16, block = lanes * lane };
    const __m128i by_512 = _mm_set_epi64x(0x1C6E41596, 0x154442BD4), by_128 = _mm_set_epi64x(0x0CCAA009E, 0x1751997D0);
    __m128i sums[lanes];
    for (int i = 0; i < lanes; i++) sums[i] = loaded(bytes + i * lane);
    sums[0] = _mm_xor_si128(sums[0], _mm_cvtsi32_si128((int32_t)start));
    size_t done = block;
    for (; done + block <= count; done += block) {
        for (int i = 0; i < lanes; i++) {
            sums[i] = _mm_xor_si128(moved(sums[i], by_512), loaded(bytes + done + i * lane));
        }
    }
    for (int i = 1; i < lanes; i++) sums[i] = _mm_xor_si128(moved(sums[i - 1], by_128), sums[i]);
    _mm_storeu_si128((__m128i *)folded, sums[lanes - 1]);
    return done;
}
#endif

size_t tk_crc32_fold(uint32_t start, const void *bytes, size_t count, uint8_t folded[16]) {
#if defined(__x86_64__) && !defined(TK_PORTABLE)
    const int is_fast = __builtin_cpu_supports("pclmul") && tk_vector_width() != TK_PLAIN;
    if (is_fast && count >= 128) return fold(start, bytes, count, folded);
#endif
    return 0;
}
