// SPDX-License-Identifier: Apache-2.0

// Products of matrices, layers of neural networks and products of two activations on modelled in-memory-computing hardware.
//
// Settings are texts in JSON (UTF-8). An unknown member is an error, and so is a number that is out of range. A function that
// returns an int32_t returns 0, or what kind of error there is (64 usage, 65 input, 66 missing, 70 a defect of Tessera, 73 cannot
// write). One that returns a handle returns null on an error. tessera_error() then has the message. Handles may be used on any
// thread, but not on two at a time, other than forward functions, which may be.
//
// Arrays are the caller's, and dense in the order that is written. Results depend on settings and inputs, not on threads, on the
// machine, or on how images are shared out to calls.
#pragma once

#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/// The version of these declarations: 1.
int32_t tessera_interface_version(void);
/// The version of Tessera, as `tessera --version` prints it. The caller does not free it.
const char *tessera_program_version(void);
/// What was wrong in the last call of this thread that failed, until its next call that fails.
const char *tessera_error(void);
/// Ends a handle; null does nothing.
void tessera_free(void *handle);

// MARK: Products of integer matrices

/// y [vectors][columns] = x [vectors][rows] * w [rows][columns], as `tessera matmul` computes it.
///
/// Settings: {"hardware": {keys of the hardware file}, "seed": 0, "trial": 0, "threads": 2}; all may be left out.
/// calibration [calibration_vectors][rows] is for converters that are calibrated, else null and 0.
int32_t tessera_matmul(
    const char *settings, const int32_t *x, int64_t vectors, int64_t rows, const int32_t *w, int64_t columns,
    const int32_t *calibration, int64_t calibration_vectors, double *y);

// MARK: Layers

/// A convolution or fully connected layer on hardware, from real weights [outputs][rows] and a bias [outputs], or null.
/// Row (channel of the group * kernel height + y) * kernel width + x of a convolution belongs to place (y, x) of the kernel.
///
/// Settings, of which those with a value may be left out:
///   "hardware": {}       keys of the hardware file; without it 128 rows, 1-bit cells, 8-bit converters, no noise
///   "seed": 0, "trial": 0   random numbers, and which of several chips
///   "threads"            threads at most; all processors
///   "name": "layer"      for messages
///   "layer": 0           its number among the layers that hardware computes
///   "matrix": 0          how many matrices (groups of channels) the layers before it have: it chooses random numbers
///   "weightBits": 8, "activationBits": 8
///   "perChannel": false  a scale for each output
///   "asymmetric": false  a zero point for activations that may be negative
///   "form": "integer"    "odd" for XNOR arrays
///   "outputs", "inputs"  outputs, and rows
///   "groups": 1
///   "window": {"kernel": [h, w], "stride": [1, 1], "dilation": [1, 1], "padding": [top, left, bottom, right]}
///                        of a convolution
///   "inputShape"         extents of one image: [channels, height, width], [inputs] or [..., inputs]
///   "range": {"minimum": 0, "maximum": 1, "largest": 1, "meanMagnitude": 0}
///                        activations for the images of a calibration; meanMagnitude is for single bits
void *tessera_layer(const char *settings, const double *weights, const double *bias);
/// Elements of the output of one image.
int64_t tessera_layer_output_size(void *layer);
/// y [images][output] for x [images][input]. Noise belongs to the number of the image: first_image is that of the first.
int32_t tessera_layer_forward(void *layer, const double *x, int64_t images, int64_t first_image, double *y);
/// The same in single precision; integers and sums are the same.
int32_t tessera_layer_forward_f32(void *layer, const float *x, int64_t images, int64_t first_image, float *y);
/// The same with exact integers in place of the hardware.
int32_t tessera_layer_integers(void *layer, const double *x, int64_t images, double *y);
/// How numbers become integers: weight = scale * (integer - zero point), with integers [outputs][rows], and scale and zero point of
/// each output; the scale of activations, and of their integers [zero point, least, largest, 1 if odd].
int32_t tessera_layer_quantization(
    void *layer, int32_t *weights, double *weight_scales, int32_t *weight_zero_points, double *activation_scale,
    int32_t *activation_integers);
/// Shows images to converters that are calibrated ("adc_scheme" "calibrated" or "lloydmax").
int32_t tessera_layer_observe(void *layer, const double *x, int64_t images);
/// Ends the calibration. Only then such a layer has a forward.
int32_t tessera_layer_finish_calibration(void *layer);

// MARK: Products of two activations

/// A product of a [..., vectors, rows] and b [..., rows, columns] on hardware, into which b is written.
///
/// Settings: hardware, seed, trial, threads, name as above, and
///   "product": 0         its number among the products of two activations: it chooses random numbers
///   "inputBits": 8, "storedBits": 8, "asymmetric": false
///   "shapes": [[heads, vectors, rows], [heads, rows, columns]]   extents of both operands of one image
///   "ranges": [{...}, {...}]   as "range" above
void *tessera_product(const char *settings);
int64_t tessera_product_output_size(void *product);
int32_t tessera_product_forward(
    void *product, const double *a, const double *b, int64_t images, int64_t first_image, double *y);
/// The same with exact integers in place of the hardware.
int32_t tessera_product_integers(void *product, const double *a, const double *b, int64_t images, double *y);
int32_t tessera_product_observe(void *product, const double *a, const double *b, int64_t images);
int32_t tessera_product_finish_calibration(void *product);

#ifdef __cplusplus
}
#endif
