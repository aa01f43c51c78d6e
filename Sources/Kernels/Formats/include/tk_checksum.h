// SPDX-License-Identifier: Apache-2.0

// The long part of a CRC-32 of ZIP archives, at memory speed; zlib computes the rest.
#pragma once

#include <stddef.h>
#include <stdint.h>

// Folds the first bytes of a message into 16 that take the register of the CRC-32 of ZIP (polynomial 0x04C11DB7, reflected) from 0 to
// where the first bytes take it from `start`. The register is the one inside, before the last inversion. Returns how many bytes
// were folded: a multiple of 64; 0 with fewer than 128 bytes, on a processor without carry-less multiplication, and where
// TESSERA_VECTORS asks for plain loops. Then `folded` is left alone.
size_t tk_crc32_fold(uint32_t start, const void *bytes, size_t count, uint8_t folded[16]);
