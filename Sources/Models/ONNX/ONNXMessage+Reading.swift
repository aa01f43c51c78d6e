// SPDX-License-Identifier: Apache-2.0

import Foundation
import ONNXMessages

extension ONNXMessage {
    /// Bytes that are no message, or a text that is not in UTF-8.
    struct Damage: Error {}

    /// The messages as protobuf-c unpacks them, for as long as somebody needs their bytes.
    fileprivate final class Unpacked {
        let model: UnsafeMutablePointer<Onnx__Model>

        init(_ bytes: [UInt8]) throws(Damage) {
            guard let model = onnx__model__unpack(nil, bytes.count, bytes) else { throw Damage() }
            self.model = model
        }

        deinit { onnx__model__free_unpacked(model, nil) }

        /// Bytes of a message, without a copy: they keep all messages until they are released.
        func data(_ bytes: ProtobufCBinaryData) -> Data {
            guard let start = bytes.data, bytes.len > 0 else { return Data() }
            return Data(
                bytesNoCopy: start, count: bytes.len, deallocator: .custom { _, _ in withExtendedLifetime(self) {} })
        }
    }
}

extension ONNXMessage.Model {
    /// Reads the bytes of a file.
    init(_ bytes: [UInt8]) throws(ONNXMessage.Damage) {
        let unpacked = try ONNXMessage.Unpacked(bytes)
        // Its pointers are read until the end, also where no bytes of it stay in use.
        defer { withExtendedLifetime(unpacked) {} }
        let model = unpacked.model.pointee
        if let given = model.graph { graph = try ONNXMessage.Graph(given.pointee, unpacked) }
        operatorSets = try each(model.opset_import, model.n_opset_import) { set throws(ONNXMessage.Damage) in
            ONNXMessage.OperatorSet(domain: try text(set.domain), version: set.version)
        }
    }
}

extension ONNXMessage.Graph {
    fileprivate init(_ graph: Onnx__Graph, _ unpacked: ONNXMessage.Unpacked) throws(ONNXMessage.Damage) {
        nodes = try each(graph.node, graph.n_node) { node throws(ONNXMessage.Damage) in
            try ONNXMessage.Node(node, unpacked)
        }
        initializers = try each(graph.initializer, graph.n_initializer) { tensor throws(ONNXMessage.Damage) in
            try ONNXMessage.Tensor(tensor, unpacked)
        }
        inputs = try each(graph.input, graph.n_input, ONNXMessage.ValueInfo.init)
        outputs = try each(graph.output, graph.n_output, ONNXMessage.ValueInfo.init)
        sparseInitializers = graph.n_sparse_initializer
    }
}

extension ONNXMessage.Node {
    fileprivate init(_ node: Onnx__Node, _ unpacked: ONNXMessage.Unpacked) throws(ONNXMessage.Damage) {
        name = try text(node.name)
        kind = try text(node.op_type)
        domain = try text(node.domain)
        inputs = try texts(node.input, node.n_input)
        outputs = try texts(node.output, node.n_output)
        attributes = try each(node.attribute, node.n_attribute) { attribute throws(ONNXMessage.Damage) in
            try ONNXMessage.Attribute(attribute, unpacked)
        }
    }
}

extension ONNXMessage.Attribute {
    fileprivate init(_ attribute: Onnx__Attribute, _ unpacked: ONNXMessage.Unpacked) throws(ONNXMessage.Damage) {
        name = try text(attribute.name)
        type = attribute.type
        real = attribute.f
        integer = attribute.i
        bytes = unpacked.data(attribute.s)
        tensor = try attribute.t.map { tensor throws(ONNXMessage.Damage) in
            try ONNXMessage.Tensor(tensor.pointee, unpacked)
        }
        reals = numbers(attribute.floats, attribute.n_floats)
        integers = numbers(attribute.ints, attribute.n_ints)
        referenceName = try text(attribute.ref_attr_name)
    }
}

extension ONNXMessage.Tensor {
    fileprivate init(_ tensor: Onnx__Tensor, _ unpacked: ONNXMessage.Unpacked) throws(ONNXMessage.Damage) {
        name = try text(tensor.name)
        dimensions = numbers(tensor.dims, tensor.n_dims)
        dataType = tensor.data_type
        isSegment = tensor.segment != nil
        floatData = numbers(tensor.float_data, tensor.n_float_data)
        doubleData = numbers(tensor.double_data, tensor.n_double_data)
        int32Data = numbers(tensor.int32_data, tensor.n_int32_data)
        int64Data = numbers(tensor.int64_data, tensor.n_int64_data)
        uint64Data = numbers(tensor.uint64_data, tensor.n_uint64_data)
        rawData = unpacked.data(tensor.raw_data)
        dataLocation = tensor.data_location
        externalData = try each(tensor.external_data, tensor.n_external_data) { pair throws(ONNXMessage.Damage) in
            ONNXMessage.StringPair(key: try text(pair.key), value: try text(pair.value))
        }
    }
}

extension ONNXMessage.ValueInfo {
    fileprivate init(_ value: Onnx__ValueInfo) throws(ONNXMessage.Damage) {
        name = try text(value.name)
        guard let shape = value.type?.pointee.tensor_type?.pointee.shape?.pointee else { return }
        dimensions = try each(shape.dim, shape.n_dim) { extent in
            extent.value_case == ONNX__DIMENSION__VALUE_DIM_VALUE ? extent.dim_value : nil
        }
    }
}

/// Messages of a list.
private func each<Message, Result>(
    _ list: UnsafeMutablePointer<UnsafeMutablePointer<Message>?>?, _ count: Int,
    _ body: (Message) throws(ONNXMessage.Damage) -> Result
) throws(ONNXMessage.Damage) -> [Result] {
    var results: [Result] = []
    results.reserveCapacity(count)
    for message in UnsafeBufferPointer(start: list, count: count) {
        guard let message else { throw ONNXMessage.Damage() }
        results.append(try body(message.pointee))
    }
    return results
}

private func numbers<Number>(_ list: UnsafeMutablePointer<Number>?, _ count: Int) -> [Number] {
    Array(UnsafeBufferPointer(start: list, count: count))
}

private func texts(
    _ list: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?, _ count: Int
) throws(ONNXMessage.Damage) -> [String] {
    var results: [String] = []
    for characters in UnsafeBufferPointer(start: list, count: count) { results.append(try text(characters)) }
    return results
}

private func text(_ characters: UnsafeMutablePointer<CChar>?) throws(ONNXMessage.Damage) -> String {
    guard let characters, let text = String(validatingCString: characters) else { throw ONNXMessage.Damage() }
    return text
}
