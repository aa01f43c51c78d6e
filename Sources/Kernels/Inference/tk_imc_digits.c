// SPDX-License-Identifier: Apache-2.0

#include "tk_imc_block.h"
#include "tk_target.h"

#include <string.h>

TK_WIDE void tk_imc_code_bytes(const tk_imc_byte_coding *coding, size_t count, uint8_t *bytes) {
    // A sign that is turned over makes numbers in two's complement larger by 128.
    const uint8_t turned = coding->addend != 0 ? 128 : 0;
    const int32_t addend = coding->addend - turned;
    for (size_t i = 0; i < count; i++) bytes[i] = (uint8_t)(((int32_t)(bytes[i] ^ turned) + addend) >> coding->shift);
}

// A block as words of 64 bits: the order of bytes in them does not matter.
typedef uint64_t block_words __attribute__((vector_size(TK_BLOCK)));
typedef uint8_t block_bytes __attribute__((vector_size(TK_BLOCK)));

// Exchanges the bits of `mask` of b with those of a that are higher by `shift`.
TK_INLINE void exchange(block_words *a, block_words *b, int shift, uint64_t mask) {
    const block_words t = (*a >> shift ^ *b) & mask;
    *b ^= t;
    *a ^= t << shift;
}

// Transposes the bits of eight rows: bit i of byte v of rows[b] becomes bit b of byte v of rows[i].
TK_INLINE void transpose_bits(block_words rows[8]) {
    for (int i = 0; i < 4; i++) exchange(&rows[i], &rows[i + 4], 4, 0x0F0F0F0F0F0F0F0Fu);
    for (int i = 0; i < 8; i += 4) {
        exchange(&rows[i], &rows[i + 2], 2, 0x3333333333333333u);
        exchange(&rows[i + 1], &rows[i + 3], 2, 0x3333333333333333u);
    }
    for (int i = 0; i < 8; i += 2) exchange(&rows[i], &rows[i + 1], 1, 0x5555555555555555u);
}

TK_INLINE void transpose_rows(const uint8_t *rows, size_t count, size_t digits, uint8_t *result) {
    const size_t row_bytes = (count + 7) / 8;
    for (size_t j = 0; j < row_bytes; j++) {
        block_words row[8];
        for (size_t i = 0; i < 8; i++) {
            if (8 * j + i < count) {
                memcpy(&row[i], rows + (8 * j + i) * TK_BLOCK, TK_BLOCK);
            } else {
                memset(&row[i], 0, TK_BLOCK);
            }
        }
        transpose_bits(row);
        for (size_t b = 0; b < digits; b++) memcpy(result + (b * row_bytes + j) * TK_BLOCK, &row[b], TK_BLOCK);
    }
}

TK_WIDE void tk_imc_digits(const uint8_t *rows, size_t count, size_t digits, uint8_t *result, uint32_t *most_on) {
    transpose_rows(rows, count, digits, result);
    const size_t row_bytes = (count + 7) / 8;
    for (size_t d = 0; d < digits; d++) {
        block_bytes on = {0};
        for (size_t j = 0; j < row_bytes; j++) {
            block_bytes x;
            memcpy(&x, result + (d * row_bytes + j) * TK_BLOCK, TK_BLOCK);
            // Bits of pairs, then of fours, then of bytes.
            x = x - (x >> 1 & 0x55);
            x = (x & 0x33) + (x >> 2 & 0x33);
            on += (x + (x >> 4)) & 0x0F;
        }
        most_on[d] = __builtin_reduce_max(on);
    }
}
