// SPDX-License-Identifier: Apache-2.0

import Foundation
import ONNXMessages

extension ONNXMessage.Model {
    /// The bytes of a file.
    var bytes: [UInt8] {
        let memory = MessageMemory()
        var model = Onnx__Model()
        onnx__model__init(&model)
        model.ir_version = formVersion
        model.producer_name = memory.text(producer)
        model.graph = memory.single(graph.packed(memory))
        (model.opset_import, model.n_opset_import) = memory.messages(
            operatorSets.map { set in
                var packed = Onnx__OperatorSet()
                onnx__operator_set__init(&packed)
                packed.domain = memory.text(set.domain)
                packed.version = set.version
                return packed
            })
        // What the pointers lead to is needed until the end.
        defer { withExtendedLifetime(memory) {} }
        return [UInt8](unsafeUninitializedCapacity: onnx__model__get_packed_size(&model)) { buffer, initialized in
            initialized = buffer.baseAddress.map { onnx__model__pack(&model, $0) } ?? 0
        }
    }
}

extension ONNXMessage.Graph {
    fileprivate func packed(_ memory: MessageMemory) -> Onnx__Graph {
        var packed = Onnx__Graph()
        onnx__graph__init(&packed)
        packed.name = memory.text(name)
        (packed.node, packed.n_node) = memory.messages(nodes.map { $0.packed(memory) })
        (packed.initializer, packed.n_initializer) = memory.messages(initializers.map { $0.packed(memory) })
        (packed.input, packed.n_input) = memory.messages(inputs.map { $0.packed(memory) })
        (packed.output, packed.n_output) = memory.messages(outputs.map { $0.packed(memory) })
        return packed
    }
}

extension ONNXMessage.Node {
    fileprivate func packed(_ memory: MessageMemory) -> Onnx__Node {
        var packed = Onnx__Node()
        onnx__node__init(&packed)
        packed.name = memory.text(name)
        packed.op_type = memory.text(kind)
        packed.domain = memory.text(domain)
        (packed.input, packed.n_input) = memory.list(inputs.map { memory.text($0) })
        (packed.output, packed.n_output) = memory.list(outputs.map { memory.text($0) })
        (packed.attribute, packed.n_attribute) = memory.messages(attributes.map { $0.packed(memory) })
        return packed
    }
}

extension ONNXMessage.Attribute {
    /// Tensors and texts are not written.
    fileprivate func packed(_ memory: MessageMemory) -> Onnx__Attribute {
        var packed = Onnx__Attribute()
        onnx__attribute__init(&packed)
        packed.name = memory.text(name)
        packed.type = type
        packed.f = real
        packed.i = integer
        (packed.floats, packed.n_floats) = memory.list(reals)
        (packed.ints, packed.n_ints) = memory.list(integers)
        return packed
    }
}

extension ONNXMessage.Tensor {
    /// Elements are those of `rawData`.
    fileprivate func packed(_ memory: MessageMemory) -> Onnx__Tensor {
        var packed = Onnx__Tensor()
        onnx__tensor__init(&packed)
        packed.name = memory.text(name)
        (packed.dims, packed.n_dims) = memory.list(dimensions)
        packed.data_type = dataType
        let (bytes, count) = memory.list([UInt8](rawData))
        packed.raw_data = ProtobufCBinaryData(len: count, data: bytes)
        return packed
    }
}

extension ONNXMessage.ValueInfo {
    fileprivate func packed(_ memory: MessageMemory) -> Onnx__ValueInfo {
        var shape = Onnx__TensorShape()
        onnx__tensor_shape__init(&shape)
        (shape.dim, shape.n_dim) = memory.messages(
            dimensions.map { extent in
                var dimension = Onnx__Dimension()
                onnx__dimension__init(&dimension)
                if let extent {
                    dimension.value_case = ONNX__DIMENSION__VALUE_DIM_VALUE
                    dimension.dim_value = extent
                } else {
                    dimension.value_case = ONNX__DIMENSION__VALUE_DIM_PARAM
                    dimension.dim_param = memory.text("images")
                }
                return dimension
            })
        var tensor = Onnx__TensorType()
        onnx__tensor_type__init(&tensor)
        tensor.elem_type = elementType
        tensor.shape = memory.single(shape)
        var type = Onnx__Type()
        onnx__type__init(&type)
        type.tensor_type = memory.single(tensor)
        var packed = Onnx__ValueInfo()
        onnx__value_info__init(&packed)
        packed.name = memory.text(name)
        packed.type = memory.single(type)
        return packed
    }
}

/// Memory that messages of protobuf-c point to, released all at once.
private final class MessageMemory {
    private var blocks: [UnsafeMutableRawPointer] = []

    deinit { for block in blocks { block.deallocate() } }

    /// Elements in memory of their own; nil where there are none. They are structures of C, which need no end.
    func list<Element>(_ elements: [Element]) -> (UnsafeMutablePointer<Element>?, Int) {
        guard !elements.isEmpty else { return (nil, 0) }
        let pointer = UnsafeMutablePointer<Element>.allocate(capacity: elements.count)
        pointer.initialize(from: elements, count: elements.count)
        blocks.append(UnsafeMutableRawPointer(pointer))
        return (pointer, elements.count)
    }

    func single<Message>(_ message: Message) -> UnsafeMutablePointer<Message>? { list([message]).0 }

    func messages<Message>(
        _ messages: [Message]
    ) -> (UnsafeMutablePointer<UnsafeMutablePointer<Message>?>?, Int) { list(messages.map { single($0) }) }

    /// A text in UTF-8 with a zero at its end.
    func text(_ text: String) -> UnsafeMutablePointer<CChar>? { list(Array(text.utf8CString)).0 }
}
