#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Makes the small networks, archives and pictures of Tests/ModelsTests/Fixtures, and what onnxruntime and NumPy give for them.

Needs onnx, onnxruntime and numpy from PyPI. Each network is NAME.onnx; NAME.npz has `images` and `expected`.
With names of groups behind it, it makes only those (of the later ones, which have random numbers of their own).
"""
import os
import struct
import sys
import zlib

import numpy as np
import onnx
import onnxruntime
from onnx import TensorProto, helper, numpy_helper

FOLDER = os.path.join(os.path.dirname(os.path.abspath(__file__)), "../Tests/ModelsTests/Fixtures")
rng = np.random.default_rng(7)


def weights(*shape, scale=0.5):
    return rng.normal(0, scale, shape).astype(np.float32)


def node(kind, inputs, output, **attributes):
    return helper.make_node(kind, inputs, [output], name=output, **attributes)


def save(name, nodes, constants, shape, images=3, opset=13, batch="N", positive=False, open_shape=None, outputs=None):
    """Writes a network whose last node makes its output, and the results of onnxruntime for random images."""
    graph = helper.make_graph(
        nodes, name,
        [helper.make_tensor_value_info("input", TensorProto.FLOAT, [batch, *(open_shape or shape)])],
        [helper.make_tensor_value_info(name, TensorProto.FLOAT, None) for name in outputs or [nodes[-1].output[0]]],
        [numpy_helper.from_array(np.asarray(value), key) for key, value in constants.items()])
    domains = [helper.make_opsetid("", opset)]
    if any(node.domain == "com.microsoft" for node in nodes):
        domains.append(helper.make_opsetid("com.microsoft", 1))
    model = helper.make_model(graph, opset_imports=domains, ir_version=8)
    path = os.path.join(FOLDER, name + ".onnx")
    onnx.save(model, path)
    x = rng.normal(0, 1, (images, *shape)).astype(np.float32)
    if positive:
        x = np.abs(x)
    options = onnxruntime.SessionOptions()
    # Its optimized integer kernels saturate sums on some processors.
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_DISABLE_ALL
    session = onnxruntime.InferenceSession(path, options)
    if batch == 1:
        y = np.concatenate([session.run(None, {"input": image[None]})[0] for image in x])
    else:
        y = session.run(None, {"input": x})[0]
    np.savez_compressed(os.path.join(FOLDER, name + ".npz"), images=x, expected=y.reshape(images, -1))


def integers(*values):
    return np.array(values, np.int64)


def convolutions():
    save("conv_pads", [node("Conv", ["input", "w", "b"], "y", pads=[0, 1, 2, 1], strides=[2, 1])],
         {"w": weights(4, 3, 3, 2), "b": weights(4)}, (3, 7, 6))
    save("conv_groups", [node("Conv", ["input", "w", "b"], "y", group=2, dilations=[2, 1], pads=[2, 1, 2, 1])],
         {"w": weights(6, 2, 3, 3), "b": weights(6)}, (4, 8, 7))
    save("conv_depthwise", [node("Conv", ["input", "w"], "y", group=5, pads=[1, 1, 1, 1], strides=[2, 2])],
         {"w": weights(5, 1, 3, 3)}, (5, 9, 9))
    save("conv_same_upper", [node("Conv", ["input", "w"], "y", auto_pad="SAME_UPPER", strides=[2, 2])],
         {"w": weights(2, 2, 4, 3)}, (2, 7, 8))
    save("conv_same_lower", [node("Conv", ["input", "w"], "y", auto_pad="SAME_LOWER", strides=[2, 3])],
         {"w": weights(2, 2, 4, 4)}, (2, 7, 8))
    save("conv_pointwise", [node("Conv", ["input", "w", "b"], "y")],
         {"w": weights(3, 4, 1, 1), "b": weights(3)}, (4, 5, 5))
    save("conv_valid", [node("Conv", ["input", "w"], "y", auto_pad="VALID", strides=[1, 2])],
         {"w": weights(2, 1, 3, 3)}, (1, 6, 7))


def pools():
    save("pool_max", [node("MaxPool", ["input"], "y", kernel_shape=[3, 2], strides=[2, 2], pads=[1, 0, 1, 1])], {}, (2, 7, 7))
    save("pool_max_ceil", [node("MaxPool", ["input"], "y", kernel_shape=[3, 3], strides=[2, 2], ceil_mode=1)], {}, (2, 8, 6))
    save("pool_mean", [node("AveragePool", ["input"], "y", kernel_shape=[3, 3], strides=[2, 2], pads=[1, 1, 1, 1])], {}, (2, 7, 6))
    save("pool_mean_padding", [node("AveragePool", ["input"], "y", kernel_shape=[3, 3], strides=[2, 2], pads=[1, 1, 1, 1],
                                    count_include_pad=1)], {}, (2, 7, 6))
    save("pool_mean_ceil", [node("AveragePool", ["input"], "y", kernel_shape=[3, 3], strides=[2, 2], ceil_mode=1)], {},
         (2, 8, 6), opset=19)
    save("pool_global", [node("GlobalAveragePool", ["input"], "a"), node("GlobalMaxPool", ["input"], "m"),
                         node("Concat", ["a", "m"], "c", axis=1), node("Flatten", ["c"], "y")], {}, (3, 5, 4))
    save("mean_spatial", [node("ReduceMean", ["input"], "y", axes=[2, 3], keepdims=0)], {}, (3, 4, 5))
    save("mean_spatial_keep", [node("ReduceMean", ["input", "axes"], "y", keepdims=1)], {"axes": integers(-1, -2)},
         (3, 4, 5), opset=18)


def elements():
    chain = ["Relu", "Sigmoid", "Tanh", "HardSwish", "HardSigmoid", "LeakyRelu"]
    for kind in chain:
        extra = {"alpha": 0.3} if kind == "LeakyRelu" else {}
        save("element_" + kind.lower(), [node(kind, ["input"], "y", **extra)], {}, (2, 3, 3), opset=14)
    save("element_clip", [node("Clip", ["input", "low", "high"], "y")],
         {"low": np.float32(-0.5), "high": np.float32(0.75)}, (2, 3, 3))
    save("element_relu6_old", [node("Clip", ["input"], "y", min=0.0, max=0.5)], {}, (2, 3, 3), opset=7)
    save("element_silu", [node("Sigmoid", ["input"], "s"), node("Mul", ["input", "s"], "y")], {}, (2, 3, 3))
    save("binary_constants", [node("Add", ["input", "a"], "p"), node("Mul", ["p", "m"], "q"), node("Sub", ["c", "q"], "r"),
                              node("Div", ["r", "d"], "y")],
         {"a": weights(1, 3, 1, 1), "m": weights(4, 5), "c": np.float32(1.5), "d": np.float32(2.5)}, (3, 4, 5))
    save("softmax", [node("Flatten", ["input"], "f"), node("Softmax", ["f"], "y")], {}, (3, 2, 2))
    save("pad", [node("Pad", ["input", "p", "v"], "y")],
         {"p": integers(0, 0, 1, 2, 0, 0, 0, 1), "v": np.float32(0.25)}, (2, 3, 3))
    save("transpose", [node("Transpose", ["input"], "t", perm=[0, 2, 3, 1]), node("Reshape", ["t", "s"], "y")],
         {"s": integers(0, -1)}, (3, 4, 2))


def activations():
    save("element_elu", [node("Elu", ["input"], "y", alpha=0.7)], {}, (2, 3, 3))
    save("element_elu_plain", [node("Elu", ["input"], "y")], {}, (2, 3, 3))


def networks():
    save("squeeze_excite", [
        node("Conv", ["input", "w0"], "c"), node("BatchNormalization", ["c", "g", "b", "m", "v"], "n"),
        node("GlobalAveragePool", ["n"], "p"), node("Conv", ["p", "w1", "b1"], "r"), node("Relu", ["r"], "rr"),
        node("Conv", ["rr", "w2"], "e"), node("HardSigmoid", ["e"], "s", alpha=1 / 6, beta=0.5),
        node("Mul", ["n", "s"], "x"), node("Add", ["x", "input"], "sum"), node("Concat", ["sum", "input"], "cat", axis=1),
        node("Flatten", ["cat"], "f"), node("MatMul", ["f", "fc"], "mm"), node("Add", ["mm", "fb"], "y")],
        {"w0": weights(4, 4, 1, 1), "g": weights(4), "b": weights(4), "m": weights(4), "v": np.abs(weights(4)) + 0.1,
         "w1": weights(2, 4, 1, 1), "b1": weights(2), "w2": weights(4, 2, 1, 1), "fc": weights(72, 5), "fb": weights(5)},
        (4, 3, 3))
    save("gemm_plain", [node("Flatten", ["input"], "f"), node("Gemm", ["f", "w", "b"], "y", alpha=0.5, beta=2.0)],
         {"w": weights(8, 3), "b": weights(3)}, (2, 2, 2))
    save("exporter_reshape", [
        node("Shape", ["input"], "shape"), node("Constant", [], "zero", value=numpy_helper.from_array(np.int64(0))),
        node("Gather", ["shape", "zero"], "n", axis=0),
        node("Unsqueeze", ["n", "axes"], "n1"), node("Concat", ["n1", "rest"], "target", axis=0),
        node("Reshape", ["input", "target"], "y")], {"axes": integers(0), "rest": integers(-1)}, (2, 3, 2))
    save("fixed_batch", [node("Reshape", ["input", "s"], "f"), node("Gemm", ["f", "w"], "y", transB=1)],
         {"s": integers(1, 12), "w": weights(3, 12)}, (3, 2, 2), batch=1)
    save("matmul_positions", [node("Transpose", ["input"], "t", perm=[0, 2, 1]), node("MatMul", ["t", "w"], "y")],
         {"w": weights(4, 3)}, (4, 6))


def classifier():
    """Tells which of six pixels is the brightest: the network of the tests of accuracy."""
    weight = np.full((6, 6), -0.05, np.float32)
    np.fill_diagonal(weight, 1)
    save("classifier", [node("Flatten", ["input"], "f"), node("MatMul", ["f", "w"], "y")], {"w": weight}, (6, 1, 1))


def quantized():
    def pair(name, source, scale, zero, axis=None):
        extra = {} if axis is None else {"axis": axis}
        return [node("QuantizeLinear", [source, scale, zero], name + "_q", **extra),
                node("DequantizeLinear", [name + "_q", scale, zero], name + "_d", **extra)]

    # Weights in each of the forms, activations with a zero point, per-channel scales, and a grouped convolution.
    w = rng.integers(-127, 128, (4, 2, 3, 3)).astype(np.int8)
    f = rng.integers(0, 256, (100, 5)).astype(np.uint8)
    nodes = [
        *pair("x", "input", "xs", "xz"),
        node("DequantizeLinear", ["w", "ws", "wz"], "wd", axis=0),
        node("Conv", ["x_d", "wd", "b"], "c", pads=[1, 1, 1, 1], group=2), node("Relu", ["c"], "r"),
        *pair("h", "r", "hs", "hz"), node("Flatten", ["h_d"], "flat"),
        node("DequantizeLinear", ["f", "fs", "fz"], "fd"), node("MatMul", ["flat", "fd"], "y")]
    save("quantized_mixed", nodes, {
        "xs": np.float32(0.02), "xz": np.uint8(120), "w": w, "ws": np.abs(weights(4, scale=0.01)) + 0.002,
        "wz": np.zeros(4, np.int8), "b": weights(4), "hs": np.float32(0.03), "hz": np.int8(-128), "f": f,
        "fs": np.float32(0.01), "fz": np.uint8(131)}, (4, 5, 5), images=8)


def exporters():
    # PyTorch's exporter sets allowzero where there is no zero.
    save("reshape_allowzero", [node("Reshape", ["input", "s"], "f", allowzero=1), node("Gemm", ["f", "w"], "y", transB=1)],
         {"s": integers(-1, 12), "w": weights(3, 12)}, (3, 2, 2), opset=20)


def one_dimension():
    save("conv1d", [
        node("Conv", ["input", "w", "b"], "c", pads=[2, 1], strides=[2], dilations=[2]),
        node("BatchNormalization", ["c", "g", "gb", "m", "v"], "n"), node("Relu", ["n"], "r"),
        node("MaxPool", ["r"], "p", kernel_shape=[2], strides=[2]),
        node("Conv", ["p", "w2"], "d", group=2, auto_pad="SAME_UPPER", strides=[2]),
        node("AveragePool", ["d"], "a", kernel_shape=[3], pads=[1, 1]), node("GlobalAveragePool", ["a"], "y")],
        {"w": weights(4, 3, 3), "b": weights(4), "g": weights(4), "gb": weights(4), "m": weights(4),
         "v": np.abs(weights(4)) + 0.1, "w2": weights(6, 2, 4)}, (3, 40))


def transposed_convolutions():
    save("transposed", [node("ConvTranspose", ["input", "w", "b"], "y", strides=[2, 3], pads=[1, 0, 0, 2], output_padding=[1, 2],
                             dilations=[2, 1])], {"w": weights(3, 4, 3, 2), "b": weights(4)}, (3, 4, 5))
    save("transposed_groups", [node("ConvTranspose", ["input", "w"], "c", group=2, strides=[2, 2], auto_pad="SAME_UPPER"),
                               node("BatchNormalization", ["c", "g", "gb", "m", "v"], "y")],
         {"w": weights(4, 3, 3, 3), "g": weights(6), "gb": weights(6), "m": weights(6), "v": np.abs(weights(6)) + 0.1}, (4, 3, 5))
    save("transposed_shape", [node("ConvTranspose", ["input", "w"], "y", strides=[3, 2], output_shape=[10, 6])],
         {"w": weights(2, 2, 3, 4)}, (2, 3, 3))
    save("transposed_lower", [node("ConvTranspose", ["input", "w"], "y", strides=[2, 2], auto_pad="SAME_LOWER")],
         {"w": weights(2, 1, 3, 3)}, (2, 3, 3))
    save("transposed_line", [node("ConvTranspose", ["input", "w", "b"], "y", strides=[2], pads=[1, 1])],
         {"w": weights(3, 2, 4), "b": weights(2)}, (3, 6))


def resizing():
    def resize(name, sizes=None, scales=None, shape=(2, 4, 5), opset=13, **attributes):
        inputs, constants = ["input", "", "scales" if sizes is None else ""], {}
        if opset < 13:
            # Regions, and scales where there are sizes, were no optional inputs then.
            inputs[1:] = ["roi", "scales"]
            constants = {"roi": np.zeros(0, np.float32), "scales": np.zeros(0, np.float32)}
        if sizes is None:
            constants["scales"] = np.array(scales, np.float32)
        else:
            inputs.append("sizes")
            constants["sizes"] = integers(*sizes)
        save("resize_" + name, [node("Resize", inputs, "y", **attributes)], constants, shape, batch=1, opset=opset)

    resize("nearest", scales=[1, 1, 2, 2])
    resize("nearest_down", sizes=[1, 2, 3, 3])
    resize("nearest_asymmetric", scales=[1, 1, 1.5, 2.6], coordinate_transformation_mode="asymmetric", nearest_mode="floor")
    resize("nearest_ceil", scales=[1, 1, 0.6, 1.7], coordinate_transformation_mode="align_corners", nearest_mode="ceil")
    resize("nearest_up", scales=[1, 1, 1.5, 3], nearest_mode="round_prefer_ceil",
           coordinate_transformation_mode="tf_half_pixel_for_nn", opset=11)
    resize("sizes_old", sizes=[1, 2, 6, 10], opset=11)
    resize("linear", scales=[1, 1, 2, 3], mode="linear")
    resize("linear_down", sizes=[1, 2, 1, 3], mode="linear", coordinate_transformation_mode="pytorch_half_pixel")
    resize("linear_corners", sizes=[1, 2, 7, 9], mode="linear", coordinate_transformation_mode="align_corners")
    resize("linear_asymmetric", scales=[1, 1, 1.3, 0.7], mode="linear", coordinate_transformation_mode="asymmetric")
    resize("linear_symmetric", scales=[1, 1, 1.3, 1.7], mode="linear", coordinate_transformation_mode="half_pixel_symmetric", opset=19)
    resize("axes", scales=[2, 1.5], mode="linear", axes=[2, 3], opset=18)
    resize("line", scales=[1, 1, 2.5], mode="linear", shape=(3, 6))
    save("resize_old", [node("Resize", ["input", "scales"], "y", mode="nearest")],
         {"scales": np.array([1, 1, 1.5, 2], np.float32)}, (2, 4, 5), opset=10)
    save("upsample", [node("Upsample", ["input", "scales"], "y", mode="linear")],
         {"scales": np.array([1, 1, 2, 2], np.float32)}, (2, 4, 3), opset=9)


def parts():
    save("sum", [node("Relu", ["input"], "r"), node("Sum", ["input", "r", "c", "input"], "y")],
         {"c": weights(3, 1, 1)}, (3, 2, 2))
    save("softmax_channels", [node("Softmax", ["input"], "y", axis=1)], {}, (4, 3, 2))
    save("softmax_rows", [node("Softmax", ["input"], "y", axis=-2)], {}, (4, 3, 2))
    save("softmax_old", [node("Softmax", ["input"], "y", axis=2)], {}, (4, 3, 2), opset=11)
    save("lrn", [node("LRN", ["input"], "y", size=5, alpha=0.5, beta=0.6, bias=2.0)], {}, (7, 2, 3))
    save("prelu", [node("PRelu", ["input", "s"], "p"), node("PRelu", ["p", "one"], "y")],
         {"s": weights(3, 1, 1), "one": np.array([0.3], np.float32)}, (3, 4, 2))
    save("mean_channels", [node("ReduceMean", ["input"], "y", axes=[1])], {}, (3, 4, 5))
    save("mean_rows", [node("ReduceMean", ["input"], "y", axes=[-2], keepdims=0)], {}, (3, 4, 5))
    save("mean_two", [node("ReduceMean", ["input", "axes"], "y", keepdims=0)], {"axes": integers(1, 3)}, (3, 4, 5), opset=18)
    save("split", [
        helper.make_node("Split", ["input", "s"], ["a", "b", "c"], axis=1),
        node("Slice", ["a", "starts", "ends", "axes", "steps"], "t"), node("Gather", ["b", "at"], "g", axis=3),
        node("Flatten", ["t"], "tf"), node("Flatten", ["g"], "gf"), node("Flatten", ["c"], "cf"),
        node("Concat", ["tf", "gf", "cf"], "y", axis=1)],
        {"s": integers(1, 3, 2), "starts": integers(-1, 1), "ends": integers(-100, 2**62), "axes": integers(2, -1),
         "steps": integers(-2, 2), "at": integers(2, -1, 0)}, (6, 5, 4))
    save("split_equal", [helper.make_node("Split", ["input"], ["a", "b"], axis=-1), node("Sub", ["a", "b"], "y")], {}, (2, 3, 4))
    save("gather_place", [node("Gather", ["input", "at"], "y", axis=2)], {"at": np.int64(-2)}, (3, 4, 2))


def folding():
    # The extents of the result follow from those of the input, as exporters of networks with open extents write them.
    save("folded_shapes", [
        node("Shape", ["input"], "shape"), node("Slice", ["shape", "two", "four"], "plane"),
        node("Gather", ["plane", "zero"], "h", axis=0), node("Gather", ["plane", "one"], "w", axis=0),
        node("Mul", ["h", "w"], "hw"), node("Div", ["hw", "twos"], "half"), node("Unsqueeze", ["half", "axis"], "half1"),
        node("Shape", ["input"], "again"), node("Gather", ["again", "axis"], "n", axis=0),
        node("Concat", ["n", "minus", "half1"], "target", axis=0), node("Reshape", ["input", "target"], "y")],
        {"two": integers(2), "four": integers(4), "zero": np.int64(0), "one": np.int64(1), "twos": np.int64(2),
         "axis": integers(0), "minus": integers(-1)}, (3, 4, 6), open_shape=(3, "h", "w"))
    save("folded_resize", [
        node("Shape", ["input"], "shape"), helper.make_node("Split", ["shape", "halves"], ["front", "back"], axis=0),
        node("Cast", ["back", ], "real", to=TensorProto.FLOAT), node("Mul", ["real", "factor"], "scaled"),
        node("Floor", ["scaled"], "whole"), node("Cast", ["whole"], "sizes", to=TensorProto.INT64),
        node("Concat", ["front", "sizes"], "target", axis=0),
        node("Resize", ["input", "", "", "target"], "y", mode="linear")],
        {"halves": integers(2, 2), "factor": np.float32(1.5)}, (2, 3, 5), open_shape=(2, "h", "w"))
    save("folded_constants", [
        node("ConstantOfShape", ["extents"], "ones", value=helper.make_tensor("v", TensorProto.FLOAT, [1], [0.5])),
        node("Transpose", ["t"], "turned", perm=[2, 0, 1]), node("Sub", ["turned", "ones"], "d"),
        helper.make_node("Split", ["d", "parts"], ["a", "b"], axis=0), node("Concat", ["b", "a"], "c", axis=0),
        node("Slice", ["c", "starts", "ends", "axes"], "s"), node("Add", ["input", "s"], "p"),
        node("Gather", ["c", "zero"], "m", axis=0), node("Mul", ["p", "m"], "y")],
        {"extents": integers(2, 1), "t": weights(2, 3, 4), "parts": integers(1, 3), "starts": integers(1), "ends": integers(4),
         "axes": integers(0), "zero": np.int64(0)}, (3, 2, 3))


def integer_operators():
    def quantized(kind, inputs, output, domain="", **attributes):
        return helper.make_node(kind, inputs, [output], name=output, domain=domain, **attributes)

    ms = "com.microsoft"
    w = rng.integers(-127, 128, (4, 2, 3, 3)).astype(np.int8)
    f = rng.integers(0, 256, (5, 40)).astype(np.uint8)
    m = rng.integers(-127, 128, (5, 3)).astype(np.int8)
    nodes = [
        node("QuantizeLinear", ["input", "xs", "xz"], "xq"),
        quantized("QLinearConv", ["xq", "xs", "xz", "w", "ws", "wz", "cs", "cz", "b"], "c", pads=[1, 1, 1, 1], group=2),
        quantized("QLinearLeakyRelu", ["c", "cs", "cz", "cs", "cz"], "l", ms, alpha=0.2),
        quantized("QLinearAdd", ["l", "cs", "cz", "xq", "xs", "xz", "as", "az"], "a", ms),
        quantized("QLinearSigmoid", ["a", "as", "az", "gs", "gz"], "g", ms),
        quantized("QLinearMul", ["a", "as", "az", "g", "gs", "gz", "as", "az"], "m1", ms),
        node("MaxPool", ["m1"], "p", kernel_shape=[2, 2], strides=[2, 2]),
        quantized("QLinearAveragePool", ["m1", "as", "az", "vs", "az"], "v", ms, kernel_shape=[2, 2], strides=[2, 2]),
        quantized("QLinearConcat", ["as", "az", "p", "as", "az", "v", "vs", "az"], "k", ms, axis=1),
        node("Slice", ["k", "from", "to", "axes"], "sl"), node("Reshape", ["sl", "rs"], "r"),
        quantized("QGemm", ["r", "as", "az", "f", "fs", "fz", "fb", "hs", "hz"], "h", ms, transB=1, alpha=1.0),
        quantized("QLinearMatMul", ["h", "hs", "hz", "m", "ms", "mz", "ys", "yz"], "yq"),
        node("DequantizeLinear", ["yq", "ys", "yz"], "y")]
    save("quantized_operators", nodes, {
        "xs": np.float32(0.02), "xz": np.uint8(120), "w": w, "ws": np.abs(weights(4, scale=0.01)) + 0.002, "wz": np.zeros(4, np.int8),
        "b": rng.integers(-2000, 2000, 4).astype(np.int32), "cs": np.float32(0.0531), "cz": np.uint8(100), "as": np.float32(0.0617),
        "az": np.uint8(90), "vs": np.float32(0.0613), "gs": np.float32(1 / 256), "gz": np.uint8(0), "from": integers(0), "to": integers(5), "axes": integers(1),
        "rs": integers(0, -1), "f": f[:, :20], "fs": np.float32(0.01), "fz": np.uint8(131),
        "fb": rng.integers(-500, 500, 5).astype(np.int32), "hs": np.float32(0.2), "hz": np.uint8(128), "m": m,
        "ms": np.array([0.01, 0.02, 0.015], np.float32), "mz": np.zeros(3, np.int8), "ys": np.float32(0.1), "yz": np.uint8(128)},
        (4, 4, 4), images=8)


def transformers():
    """Operators of transformers and modern networks."""
    save("token_normalization", [
        node("LayerNormalization", ["input", "g", "b"], "a", axis=-1, epsilon=1e-3),
        node("LayerNormalization", ["a", "h"], "y", axis=1)],
        {"g": weights(6), "b": weights(6), "h": weights(5, 6)}, (5, 6), opset=17)
    save("token_rms_normalization", [node("RMSNormalization", ["input", "g"], "y", axis=-1, epsilon=1e-2)],
         {"g": weights(6)}, (5, 6), opset=23)
    save("group_normalization", [
        node("GroupNormalization", ["input", "g", "b"], "a", num_groups=2),
        node("InstanceNormalization", ["a", "h", "c"], "y", epsilon=1e-2)],
        {"g": weights(6), "b": weights(6), "h": weights(6), "c": weights(6)}, (6, 3, 4), opset=21)
    for kind in ["Sum", "Max", "Min", "L1", "L2", "SumSquare"]:
        listed = kind == "Sum"
        save(f"reduce_{kind.lower()}", [
            node(f"Reduce{kind}", ["input", "axes"], "a", keepdims=0),
            node(f"Reduce{kind}", ["a", "last"], "y") if listed else node(f"Reduce{kind}", ["a"], "y", axes=[-1])]
            if listed else [
                node(f"Reduce{kind}", ["input"], "a", keepdims=0, axes=[1, 3]),
                node(f"Reduce{kind}", ["a"], "y", axes=[-1])],
            {"axes": integers(1, 3), "last": integers(-1)} if listed else {}, (3, 4, 5))
    save("product", [
        node("Transpose", ["input"], "t", perm=[0, 1, 3, 2]), node("MatMul", ["input", "t"], "s"),
        node("Mul", ["s", "scale"], "m"), node("Softmax", ["m"], "p", axis=-1), node("MatMul", ["p", "input"], "y")],
        {"scale": np.float32(0.5)}, (2, 5, 4))
    save("product_broadcast", [
        node("ReduceMean", ["input"], "mean", axes=[1]), node("Transpose", ["mean"], "t", perm=[0, 1, 3, 2]),
        node("MatMul", ["input", "t"], "a"), node("MatMul", ["a", "w"], "y")], {"w": weights(3, 5, 2)}, (3, 5, 4))
    save("product_left", [node("MatMul", ["w", "input"], "y")], {"w": weights(4, 5)}, (2, 5, 3))
    save("token_layers", [
        node("MatMul", ["input", "w"], "a"), node("Add", ["b", "a"], "c"), node("Gelu", ["c"], "d", approximate="tanh"),
        node("Reshape", ["d", "flat"], "e"), node("Gemm", ["e", "v", "u"], "f", transB=1),
        node("Reshape", ["f", "back"], "g"), node("Add", ["g", "input"], "y")],
        {"w": weights(4, 6), "b": weights(6), "flat": integers(-1, 6), "v": weights(4, 6), "u": weights(4),
         "back": integers(1, 5, 4)}, (5, 4), opset=20, batch=1)
    save("windows", [
        node("Reshape", ["input", "parts"], "a"), node("Transpose", ["a"], "b", perm=[0, 1, 3, 2, 4, 5]),
        node("Reshape", ["b", "merged"], "c"), node("MatMul", ["c", "w"], "d"), node("Reshape", ["d", "heads"], "e"),
        node("Transpose", ["e"], "f", perm=[2, 0, 3, 1, 4]),
        node("Gather", ["f", "zero"], "q", axis=0), node("Gather", ["f", "one"], "k", axis=0),
        node("Transpose", ["k"], "t", perm=[0, 1, 3, 2]), node("MatMul", ["q", "t"], "s"), node("Add", ["s", "bias"], "m"),
        node("Reshape", ["m", "masks"], "n"), node("Add", ["n", "mask"], "o"), node("Reshape", ["o", "back"], "p"),
        node("Softmax", ["p"], "r", axis=-1), node("MatMul", ["r", "q"], "y")],
        {"parts": integers(1, 2, 2, 2, 3, 4), "merged": integers(4, 6, 4), "w": weights(4, 8),
         "heads": integers(4, 6, 2, 2, 2), "zero": np.int64(0), "one": np.int64(1), "bias": weights(1, 2, 6, 6),
         "masks": integers(1, 4, 2, 6, 6), "mask": weights(1, 4, 1, 6, 6), "back": integers(-1, 2, 6, 6)},
        (4, 6, 4), batch=1)
    save("moved_images", [
        node("Transpose", ["input"], "a", perm=[1, 0, 2]), node("MatMul", ["a", "w"], "b"),
        node("Unsqueeze", ["b", "first"], "c"), node("Squeeze", ["c", "first"], "d"), node("Slice", ["d", "one", "three", "first"], "e"),
        node("Concat", ["e", "d"], "f", axis=0), node("Flatten", ["f"], "g", axis=2), node("Transpose", ["f"], "y", perm=[1, 0, 2])],
        {"w": weights(4, 4), "first": integers(0), "one": integers(1), "three": integers(3)}, (5, 4), batch=1)
    save("class_token", [
        node("Expand", ["token", "extents"], "t"), node("Concat", ["t", "input"], "a", axis=1), node("Add", ["a", "places"], "b"),
        node("Expand", ["b", "four"], "c"), node("Tile", ["c", "twice"], "y")],
        {"token": weights(1, 1, 4), "extents": integers(1, 1, 4), "places": weights(1, 6, 4), "four": integers(1, 3, 6, 4),
         "twice": integers(1, 1, 1, 2)}, (5, 4), batch=1)
    save("conditions", [
        node("Greater", ["input", "limit"], "a"), node("Not", ["a"], "b"), node("Where", ["b", "input", "twenty"], "c"),
        node("Less", ["c", "ten"], "d"), node("Cast", ["d"], "e", to=1), node("And", ["d", "b"], "f"),
        node("Where", ["f", "c", "e"], "g"), node("Where", ["row", "g", "minus"], "h"), node("Softmax", ["h"], "i", axis=-1),
        node("IsNaN", ["i"], "j"), node("Where", ["j", "zero", "i"], "y")],
        {"limit": weights(4), "twenty": np.float32(20), "ten": np.float32(10), "zero": np.float32(0),
         "row": np.array([[True, False, True, True], [False] * 4, [True] * 4]), "minus": np.float32(-np.inf)}, (3, 4))
    save("einsum", [
        node("Einsum", ["input", "input"], "a", equation="bhid,bhjd->bhij"),
        node("Einsum", ["a", "w"], "b", equation="bhij,hjk->bihk"), node("Einsum", ["b"], "c", equation="bihk->bkih"),
        node("Einsum", ["c", "v"], "y", equation="...ih,hjm->...ijm")],
        {"w": weights(2, 5, 3), "v": weights(2, 3, 4)}, (2, 5, 4), batch=1)
    for name, extra, inputs in [
        ("attention_plain", {}, ["input"] * 3), ("attention_causal", {"is_causal": 1, "scale": 0.25}, ["input"] * 3),
        ("attention_mask", {"softcap": 2.0}, ["input", "k", "k", "mask"]),
    ]:
        save(name, [node("MatMul", ["input", "w"], "k"), node("Attention", inputs, "y", q_num_heads=2, kv_num_heads=1 if "k" in inputs
                                                             else 2, **extra)],
             {"w": weights(8, 4), "mask": np.tril(np.ones((5, 5))) > 0}, (5, 8), opset=23, batch=1)
    for name, extra, count in [("rotary_halves", {}, 4), ("rotary_pairs", {"interleaved": 1, "rotary_embedding_dim": 2}, 2)]:
        angles = rng.normal(0, 1, (7, count // 2)).astype(np.float32)
        save(name, [node("RotaryEmbedding", ["input", "cos", "sin", "places"], "y", num_heads=2, **extra)],
             {"cos": np.cos(angles), "sin": np.sin(angles), "places": np.array([[0, 3, 1, 6, 2]], np.int64)}, (5, 8), opset=23,
             batch=1)
    save("folded_masks", [
        node("Range", ["zero", "five", "one"], "r"), node("Unsqueeze", ["r", "last"], "c"), node("Less", ["c", "r"], "l"),
        node("Not", ["l"], "k"), node("Where", ["k", "none", "minus"], "m"), node("Mod", ["r", "two"], "e"),
        node("Equal", ["e", "zero"], "q"), node("Cast", ["q"], "f", to=1), node("ScatterND", ["f", "where", "new"], "s"),
        node("GatherND", ["table", "pairs"], "g"), node("GatherElements", ["table", "columns"], "h", axis=1),
        node("ConstantOfShape", ["six"], "o", value=numpy_helper.from_array(np.array([2], np.int64))), node("CumSum", ["o", "zero32"], "u"),
        node("ReduceMax", ["u"], "v", keepdims=0), node("Trilu", ["table", "minusone"], "w", upper=0),
        node("Add", ["input", "m"], "a"), node("Softmax", ["a"], "b", axis=-1), node("Mul", ["b", "s"], "d"),
        node("Add", ["d", "g"], "i"), node("Add", ["i", "h"], "j"), node("Add", ["j", "w"], "n"), node("Cast", ["v"], "x", to=1),
        node("Mul", ["n", "x"], "y")],
        {"zero": np.int64(0), "five": np.int64(5), "one": np.int64(1), "two": np.int64(2), "last": integers(1),
         "none": np.float32(0), "minus": np.float32(-np.inf), "where": integers([1], [4]), "new": np.array([3, 7], np.float32),
         "table": weights(5, 5), "pairs": integers([0, 1], [4, 4], [2, -1], [3, 0], [1, 1]), "columns": integers(*[[i, 4, -1, 0, 2] for i in range(5)]),
         "six": integers(6), "zero32": np.int32(0), "minusone": np.int64(-1)}, (5, 5), opset=17)
    save("folded_network", [
        node("MatMul", ["places", "w"], "a"), node("Relu", ["a"], "b"), node("MatMul", ["b", "v"], "c"), node("Gather", ["c", "which"], "d"),
        node("Sigmoid", ["d"], "e"), node("Transpose", ["e"], "f", perm=[1, 0]), node("ReduceL2", ["f"], "g", axes=[-1]),
        node("Div", ["f", "g"], "h"), node("Add", ["input", "h"], "y")],
        {"places": weights(6, 2), "w": weights(2, 8), "v": weights(8, 3), "which": integers(0, 5, 2, 2)}, (3, 4))
    save("pad_any", [node("Pad", ["input", "p"], "a"), node("Pad", ["a", "q", "v"], "y")],
         {"p": integers(0, 1, 0, 0, 0, 2, 0, 0), "q": integers(0, 0, 1, 0, 0, 1, 2, 1), "v": np.float32(3)}, (2, 3, 4))


def texts():
    """A network of tokens with open extents and a mask: self-attention of one head, which padding would be kept out of."""
    table, query, places = weights(11, 6), weights(6, 6), weights(1, 8, 6)
    nodes = [
        node("Gather", ["table", "input_ids"], "e", axis=0), node("Shape", ["input_ids"], "shape"),
        node("Gather", ["shape", "one"], "length", axis=0), node("Unsqueeze", ["length", "zero"], "end"),
        node("Slice", ["places", "zero", "end", "ones"], "p"), node("Add", ["e", "p"], "x"),
        node("LayerNormalization", ["x", "g", "b"], "n"), node("MatMul", ["n", "query"], "q"), node("Add", ["q", "qb"], "r"),
        node("Transpose", ["n"], "t", perm=[0, 2, 1]), node("MatMul", ["r", "t"], "s"),
        node("Unsqueeze", ["attention_mask", "ones"], "m"), node("Cast", ["m"], "f", to=1), node("Sub", ["real", "f"], "o"),
        node("Mul", ["o", "least"], "a"), node("Add", ["s", "a"], "u"), node("Softmax", ["u"], "v", axis=-1),
        node("MatMul", ["v", "n"], "w"), node("Slice", ["w", "zero", "ones", "ones"], "c"), node("Squeeze", ["c", "ones"], "y"),
    ]
    constants = {
        "table": table, "query": query, "places": places, "one": np.int64(1), "zero": integers(0), "ones": integers(1),
        "g": weights(6), "b": weights(6), "qb": weights(6), "real": np.float32(1), "least": np.float32(np.finfo(np.float32).min)}
    names = ["input_ids", "attention_mask"]
    graph = helper.make_graph(
        nodes, "text", [helper.make_tensor_value_info(name, TensorProto.INT64, ["texts", "tokens"]) for name in names],
        [helper.make_tensor_value_info("y", TensorProto.FLOAT, None)],
        [numpy_helper.from_array(np.asarray(value), key) for key, value in constants.items()])
    path = os.path.join(FOLDER, "text.onnx")
    onnx.save(helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8), path)
    tokens = rng.integers(0, 11, (3, 5))
    session = onnxruntime.InferenceSession(path)
    expected = session.run(None, {"input_ids": tokens, "attention_mask": np.ones_like(tokens)})[0]
    np.savez_compressed(os.path.join(FOLDER, "text.npz"), tokens=tokens, expected=expected.reshape(3, -1))


def two_outputs():
    save("two_outputs", [node("Flatten", ["input"], "f"), node("Gemm", ["f", "w"], "y"), node("Gemm", ["f", "w2"], "z"),
                         node("Relu", ["y"], "r")],
         {"w": weights(12, 5), "w2": weights(12, 7)}, (3, 2, 2), outputs=["r", "z"])


def external_data():
    """A network whose weights are in a file beside it."""
    path = os.path.join(FOLDER, "external.onnx")
    save("external", [node("Flatten", ["input"], "f"), node("Gemm", ["f", "w", "b"], "y")],
         {"w": weights(12, 5), "b": weights(5)}, (3, 2, 2))
    onnx.save(onnx.load(path), path, save_as_external_data=True, location="external.onnx.data", size_threshold=0)


def bad():
    """Networks with numbers that make no sense."""
    def write(name, nodes, constants, shape):
        graph = helper.make_graph(
            nodes, name, [helper.make_tensor_value_info("input", TensorProto.FLOAT, ["N", *shape])],
            [helper.make_tensor_value_info("y", TensorProto.FLOAT, None)], constants)
        model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 13)], ir_version=8)
        os.makedirs(os.path.join(FOLDER, "bad"), exist_ok=True)
        onnx.save(model, os.path.join(FOLDER, "bad", name + ".onnx"))

    def constant(name, value):
        return numpy_helper.from_array(np.asarray(value), name)

    write("bad_zero_point", [node("DequantizeLinear", ["w", "s", "z"], "y")],
          [constant("w", np.int8([1, 2])), constant("s", np.float32(1)), constant("z", np.int64(-2**63))], (2,))
    write("bad_groups", [node("Conv", ["input", "w"], "y", group=2**40)],
          [constant("w", np.ones((1, 1, 1, 1), np.float32))], (2, 3, 3))
    write("bad_window", [node("AveragePool", ["input"], "y", kernel_shape=[2**23] * 2, pads=[2**23 - 1] * 4)], [], (2, 3, 3))


def chunk(kind, content):
    body = kind + content
    return struct.pack(">I", len(content)) + body + struct.pack(">I", zlib.crc32(body))


def filtered(row, above, kind, step):
    """A row as PNG keeps it: what is left after a prediction from its neighbours."""
    result = bytearray([kind])
    for place, value in enumerate(row):
        left = row[place - step] if place >= step else 0
        up = above[place]
        corner = above[place - step] if place >= step else 0
        target = left + up - corner
        near = min((left, up, corner), key=lambda candidate: abs(target - candidate))
        result.append((value - (0, left, up, (left + up) // 2, near)[kind]) % 256)
    return bytes(result)


def png(path, rows, width, color, depth, step, palette=None):
    above = bytes(len(rows[0]))
    data = b""
    for number, row in enumerate(rows):
        data += filtered(row, above, number % 5, step)
        above = row
    parts = [chunk(b"IHDR", struct.pack(">IIBBBBB", width, len(rows), depth, color, 0, 0, 0))]
    if palette is not None:
        parts.append(chunk(b"PLTE", palette))
    with open(path, "wb") as file:
        file.write(b"\x89PNG\r\n\x1a\n" + b"".join(parts + [chunk(b"IDAT", zlib.compress(data)), chunk(b"IEND", b"")]))


def pictures():
    """The same kinds of pictures in two classes, and a network that gives its input back."""
    height, width = 7, 5
    images, labels = [], []
    for place in range(4):
        for label, name in enumerate(("2", "10")):
            folder = os.path.join(FOLDER, "png", name)
            os.makedirs(folder, exist_ok=True)
            path = os.path.join(folder, f"{place}.png")
            pixels = rng.integers(0, 256, (height, width, 3)).astype(np.uint8)
            alpha = rng.integers(0, 256, (height, width, 1)).astype(np.uint8)
            if place == 0:
                png(path, [row.tobytes() for row in pixels], width, 2, 8, 3)
            elif place == 1:
                png(path, [row.tobytes() for row in np.concatenate([pixels, alpha], 2)], width, 6, 8, 4)
            elif place == 2:
                grey = pixels[:, :, :1]
                rows = [row.tobytes() for row in (np.concatenate([grey, alpha], 2) if label else grey)]
                png(path, rows, width, 4 if label else 0, 8, 2 if label else 1)
                pixels = np.repeat(grey, 3, 2)
            elif label == 0:
                palette = rng.integers(0, 256, (16, 3)).astype(np.uint8)
                index = rng.integers(0, 16, (height, width + width % 2))
                rows = [bytes((row[0::2] << 4 | row[1::2]).astype(np.uint8)) for row in index]
                png(path, rows, width, 3, 4, 1, palette.tobytes())
                pixels = palette[index[:, :width]]
            else:
                bits = rng.integers(0, 2, (height, width))
                png(path, [np.packbits(row).tobytes() for row in bits], width, 0, 1, 1)
                pixels = np.repeat(bits[:, :, None] * 255, 3, 2).astype(np.uint8)
            images.append(pixels)
            labels.append(label)
    np.savez_compressed(os.path.join(FOLDER, "png.npz"), images=np.array(images), labels=labels)
    save("images_rgb", [node("Flatten", ["input"], "y")], {}, (3, height, width))
    save("images", [node("Flatten", ["input"], "y")], {}, (2, 5, 6))
    last = rng.integers(0, 256, (2, 5, 6, 2)).astype(np.uint8)
    np.savez_compressed(os.path.join(FOLDER, "images_last.npz"), images=last, labels=np.array([4, 1]))
    np.savez_compressed(os.path.join(FOLDER, "images_first.npz"), images=last.transpose(0, 3, 1, 2))


def archives():
    """Weights for a convolution with pooling and a fully connected layer, real and in integers."""
    def run(x, layers, quantize):
        for index, (weight, bias, scale) in enumerate(layers):
            if quantize:
                x = np.clip(np.floor(x / scale + 0.5), 0, 255)
            if index == 0:
                windows = np.lib.stride_tricks.sliding_window_view(
                    np.pad(x, ((0, 0), (0, 0), (1, 1), (1, 1))), (3, 3), axis=(2, 3))
                y = windows.transpose(0, 2, 3, 1, 4, 5).reshape(len(x), 36, 18) @ weight.astype(float)
                y = y * (scale * 0.01) + bias if quantize else y + bias
                y = np.maximum(y, 0).transpose(0, 2, 1).reshape(len(x), 4, 3, 2, 3, 2).max(axis=(3, 5))
                x = y.reshape(len(x), -1)
            else:
                x = x @ weight.astype(float)
                x = x * (scale * 0.01) + bias if quantize else x + bias
        return x

    images = rng.integers(0, 256, (4, 2, 6, 6)).astype(np.uint8)
    bias = [weights(4).astype(float), weights(5).astype(float)]
    integer = [rng.integers(-128, 128, (18, 4)).astype(np.int8), rng.integers(-128, 128, (36, 5)).astype(np.int8)]
    real = [(matrix * 0.01).astype(np.float32) for matrix in integer]
    scales = [1 / 255, 0.03]
    np.savez_compressed(
        os.path.join(FOLDER, "archive_real.npz"), weight_0=real[0], bias_0=bias[0], weight_1=real[1], bias_1=bias[1])
    common = {"weight_0": integer[0], "bias_0": bias[0], "weight_1": integer[1], "bias_1": bias[1]}
    np.savez_compressed(os.path.join(FOLDER, "archive_unscaled.npz"), **common)
    np.savez_compressed(
        os.path.join(FOLDER, "archive_integer.npz"), **common, weight_scale_0=0.01, weight_scale_1=0.01,
        activation_scale_0=scales[0], activation_scale_1=scales[1], relu=np.array([1, 0]))
    np.savez_compressed(
        os.path.join(FOLDER, "archive_images.npz"), images=images, labels=np.arange(4),
        expected_real=run(images / 255, list(zip(real, bias, scales)), False),
        expected_integer=run(images / 255, list(zip(integer, bias, scales)), True))


if __name__ == "__main__":
    os.makedirs(FOLDER, exist_ok=True)
    for make in (convolutions, pools, elements, networks, quantized, pictures, archives, bad, exporters, classifier):
        if len(sys.argv) == 1:
            make()
    for make in (one_dimension, transposed_convolutions, resizing, parts, folding, integer_operators, two_outputs, external_data,
                 activations, transformers, texts):
        if len(sys.argv) == 1 or make.__name__ in sys.argv:
            rng = np.random.default_rng(zlib.crc32(make.__name__.encode()))
            make()
    print(len([name for name in os.listdir(FOLDER) if name.endswith(".onnx")]), "networks", file=sys.stderr)
