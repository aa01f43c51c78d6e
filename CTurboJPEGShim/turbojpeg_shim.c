// SPDX-License-Identifier: Apache-2.0

#include "turbojpeg_shim.h"

#include <dlfcn.h>
#include <pthread.h>
#include <stdio.h>

// Constants of the TurboJPEG interface, version 2: they are part of what the library promises to keep.
enum { FORMAT_RGB = 0, FORMAT_GREY = 6, FORMAT_CMYK = 11, COLOR_GREY = 2, COLOR_CMYK = 3, COLOR_YCCK = 4, ACCURATE_TRANSFORM = 4096 };
// A truncated picture is a warning to the library, which fills the rest with grey.
enum { STOP_ON_WARNING = 8192 };

static struct {
    const char *problem;
    void *(*open)(void);
    int (*header)(void *, const unsigned char *, unsigned long, int *, int *, int *, int *);
    int (*decode)(void *, const unsigned char *, unsigned long, unsigned char *, int, int, int, int, int);
    char *(*error)(void *);
    int (*close)(void *);
} library;

static pthread_once_t once = PTHREAD_ONCE_INIT;
static _Thread_local char message[256];

static void *function(void *handle, const char *name) {
    void *found = handle ? dlsym(handle, name) : 0;
    if (!found && !library.problem) library.problem = "TurboJPEG lacks a function that is needed";
    return found;
}

static void load(void) {
    // The first is that of a wheel of Python.
    static const char *const names[] = {
        "libtessera-turbojpeg.so.0", "libturbojpeg.so.0", "libturbojpeg.so", "libturbojpeg.0.dylib", 0,
    };
    void *handle = 0;
    for (int index = 0; names[index] && !handle; index++) handle = dlopen(names[index], RTLD_LAZY | RTLD_LOCAL);
    if (!handle) library.problem = "TurboJPEG was not found; on Debian: apt-get install libturbojpeg0";
    library.open = function(handle, "tjInitDecompress");
    library.header = function(handle, "tjDecompressHeader3");
    library.decode = function(handle, "tjDecompress2");
    library.error = function(handle, "tjGetErrorStr2");
    library.close = function(handle, "tjDestroy");
}

const char *jpeg_problem(void) {
    pthread_once(&once, load);
    return library.problem;
}

/// Ends the use of a decoder; the message of its failure is kept.
static const char *finish(void *decoder, int status) {
    if (status != 0) snprintf(message, sizeof message, "%s", library.error(decoder));
    if (decoder) library.close(decoder);
    return status == 0 ? 0 : message;
}

const char *jpeg_read_header(const uint8_t *bytes, size_t size, jpeg_header *header) {
    if (jpeg_problem()) return jpeg_problem();
    int subsampling, color = 0;
    void *decoder = library.open();
    if (!decoder) return finish(0, 1);
    int status = library.header(decoder, bytes, size, &header->width, &header->height, &subsampling, &color);
    header->channels = color == COLOR_GREY ? 1 : color == COLOR_CMYK || color == COLOR_YCCK ? 4 : 3;
    return finish(decoder, status);
}

const char *jpeg_decode(const uint8_t *bytes, size_t size, jpeg_header header, uint8_t *pixels) {
    if (jpeg_problem()) return jpeg_problem();
    void *decoder = library.open();
    if (!decoder) return finish(0, 1);
    int format = header.channels == 1 ? FORMAT_GREY : header.channels == 4 ? FORMAT_CMYK : FORMAT_RGB;
    int status = library.decode(
        decoder, bytes, size, pixels, header.width, 0, header.height, format,
        ACCURATE_TRANSFORM | STOP_ON_WARNING);
    return finish(decoder, status);
}
