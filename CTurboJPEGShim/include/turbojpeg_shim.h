// SPDX-License-Identifier: Apache-2.0

// The decoder of libjpeg-turbo, loaded when the first picture needs it: programs that read no JPEG run without it.
#ifndef TURBOJPEG_SHIM_H
#define TURBOJPEG_SHIM_H

#include <stddef.h>
#include <stdint.h>

/// What the header of a picture says.
typedef struct {
    /// Pixels in a row and in a column.
    int width, height;
    /// 1 for grey, 3 for color, 4 for pictures in the four colors of print.
    int channels;
} jpeg_header;

/// Why the decoder cannot be used; null when it can.
const char *jpeg_problem(void);

/// Reads the header of a picture.
///
/// The decoder must be there. The message of a failure stays until the next call on the same thread.
///
/// - Returns: null, or what is wrong.
const char *jpeg_read_header(const uint8_t *bytes, size_t size, jpeg_header *header);

/// Decodes a picture of the given header into `pixels` of width * height * channels bytes, channels innermost.
///
/// - Returns: null, or what is wrong.
const char *jpeg_decode(const uint8_t *bytes, size_t size, jpeg_header header, uint8_t *pixels);

#endif
