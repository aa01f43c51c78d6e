// SPDX-License-Identifier: Apache-2.0

#include "check.h"
#include "tk_checksum.h"

static uint32_t crc_register(uint32_t start, const uint8_t *bytes, size_t count) {
    for (size_t i = 0; i < count; i++) {
        start ^= bytes[i];
        for (int bit = 0; bit < 8; bit++) start = start & 1 ? start >> 1 ^ 0xEDB88320u : start >> 1;
    }
    return start;
}

void check_checksum(void) {
    const size_t count = odd_size(1023), shift = (size_t)between(0, 3);
    uint8_t *bytes = ARRAY(uint8_t, count + shift), *folded = ARRAY(uint8_t, 16);
    for (size_t i = 0; i < count + shift; i++) bytes[i] = (uint8_t)next_word();
    // Not every processor folds.
    leave_out(folded);
    const uint32_t start = (uint32_t)next_word();
    const size_t done = tk_crc32_fold(start, bytes + shift, count, folded);
    if (done > 0) EXPECT(crc_register(0, folded, 16) == crc_register(start, bytes + shift, done));
}
