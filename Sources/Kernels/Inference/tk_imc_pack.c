// SPDX-License-Identifier: Apache-2.0

#include "tk_imc.h"

#include <string.h>

#if defined(__x86_64__) && !defined(TK_PORTABLE)
#include <immintrin.h>
#endif

#define ALWAYS_INLINE static inline __attribute__((always_inline))

// Transposes a matrix of 8 x 8 bits: bit c of byte r changes places with bit r of byte c.
ALWAYS_INLINE uint64_t transposed(uint64_t x) {
    uint64_t t = (x ^ x >> 7) & 0x00AA00AA00AA00AAu;
    x ^= t ^ t << 7;
    t = (x ^ x >> 14) & 0x0000CCCC0000CCCCu;
    x ^= t ^ t << 14;
    t = (x ^ x >> 28) & 0x00000000F0F0F0F0u;
    return x ^ t ^ t << 28;
}

ALWAYS_INLINE uint32_t coded(const tk_imc_coding *coding, int32_t activation) {
    return ((uint32_t)activation + (uint32_t)coding->addend) >> coding->shift;
}

static void portable_pack(
    const tk_imc_coding *coding, const int32_t *x, size_t step, size_t rows, size_t words, uint64_t *out) {
    for (size_t r = 0; r < rows; r += 8) {
        size_t count = rows - r < 8 ? rows - r : 8;
        uint64_t low = 0, high = 0;
        for (size_t i = 0; i < count; i++) {
            uint32_t u = coded(coding, x[(r + i) * step]);
            low |= (uint64_t)(u & 0xFF) << 8 * i;
            high |= (uint64_t)(u >> 8 & 0xFF) << 8 * i;
        }
        low = transposed(low);
        high = coding->planes > 8 ? transposed(high) : 0;
        for (size_t b = 0; b < coding->planes; b++) {
            uint64_t byte = (b < 8 ? low >> 8 * b : high >> 8 * (b - 8)) & 0xFF;
            out[b * words + r / 64] |= byte << r % 64;
        }
    }
}

#if defined(__x86_64__) && !defined(TK_PORTABLE)
#define AVX2 __attribute__((target("avx2")))

// The lower bytes of 32 numbers, in order.
AVX2 static inline __m256i bytes_of(const __m256i numbers[4]) {
    const __m256i mask = _mm256_set1_epi32(0xFF), order = _mm256_setr_epi32(0, 4, 1, 5, 2, 6, 3, 7);
    __m256i first = _mm256_packus_epi32(_mm256_and_si256(numbers[0], mask), _mm256_and_si256(numbers[1], mask));
    __m256i second = _mm256_packus_epi32(_mm256_and_si256(numbers[2], mask), _mm256_and_si256(numbers[3], mask));
    return _mm256_permutevar8x32_epi32(_mm256_packus_epi16(first, second), order);
}

// Bit `bit` of each of 32 bytes.
AVX2 static inline uint32_t plane_of(__m256i bytes, size_t bit) {
    return (uint32_t)_mm256_movemask_epi8(_mm256_sll_epi16(bytes, _mm_cvtsi32_si128(7 - (int)bit)));
}

AVX2 static void avx2_pack(
    const tk_imc_coding *coding, const int32_t *x, size_t step, size_t rows, size_t words, uint64_t *out) {
    const __m256i addend = _mm256_set1_epi32(coding->addend);
    const __m128i shift = _mm_cvtsi32_si128((int)coding->shift);
    for (size_t r = 0; r < rows; r += 32) {
        size_t count = rows - r < 32 ? rows - r : 32;
        int32_t padded[32] = {0};
        const int32_t *source = x + r * step;
        if (count < 32 || step != 1) {
            for (size_t i = 0; i < count; i++) padded[i] = source[i * step];
            source = padded;
        }
        __m256i low[4], high[4];
        for (int i = 0; i < 4; i++) {
            __m256i numbers = _mm256_loadu_si256((const __m256i *)(source + 8 * i));
            low[i] = _mm256_srl_epi32(_mm256_add_epi32(numbers, addend), shift);
            high[i] = _mm256_srli_epi32(low[i], 8);
        }
        const uint32_t used = count < 32 ? ((uint32_t)1 << count) - 1 : ~(uint32_t)0;
        const __m256i low_bytes = bytes_of(low);
        const size_t low_planes = coding->planes < 8 ? coding->planes : 8;
        for (size_t b = 0; b < low_planes; b++) {
            out[b * words + r / 64] |= (uint64_t)(plane_of(low_bytes, b) & used) << r % 64;
        }
        if (coding->planes <= 8) continue;
        const __m256i high_bytes = bytes_of(high);
        for (size_t b = 8; b < coding->planes; b++) {
            out[b * words + r / 64] |= (uint64_t)(plane_of(high_bytes, b - 8) & used) << r % 64;
        }
    }
}
#endif

void tk_imc_pack(
    const tk_imc_coding *coding, const int32_t *activations, size_t vectors, size_t stride, size_t first_row,
    size_t row_step, size_t rows, size_t words, uint64_t *planes) {
    memset(planes, 0, vectors * coding->planes * words * sizeof *planes);
    void (*pack)(const tk_imc_coding *, const int32_t *, size_t, size_t, size_t, uint64_t *) = portable_pack;
#if defined(__x86_64__) && !defined(TK_PORTABLE)
    if (__builtin_cpu_supports("avx2")) pack = avx2_pack;
#endif
    for (size_t v = 0; v < vectors; v++) {
        pack(coding, activations + v * stride + first_row, row_step, rows, words, planes + v * coding->planes * words);
    }
}
