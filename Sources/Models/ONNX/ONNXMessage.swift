// SPDX-License-Identifier: Apache-2.0

import Foundation

/// The messages of an ONNX file, as far as they are read and written: those of `ONNXMessages/onnx.proto`, whose fields have longer names
/// here. A field that a file does not give is empty or 0.
enum ONNXMessage {
    /// A whole file.
    struct Model {
        /// The version of the form of files; read ones are of any.
        var formVersion: Int64 = 0
        /// The program that wrote it.
        var producer = ""
        var graph = Graph()
        var operatorSets: [OperatorSet] = []
    }

    /// Which version of a family of operators the nodes mean; the empty domain is ONNX's own family.
    struct OperatorSet {
        var domain = ""
        var version: Int64 = 0
    }

    /// Nodes in an order in which they can run, with the constants that they use.
    struct Graph {
        var name = ""
        var nodes: [Node] = []
        var initializers: [Tensor] = []
        var inputs: [ValueInfo] = []
        var outputs: [ValueInfo] = []
        /// Initializers of which only some elements are kept [1].
        var sparseInitializers = 0
    }

    /// One operation; values are known by their names.
    struct Node {
        var name = ""
        var kind = ""
        var domain = ""
        var inputs: [String] = []
        var outputs: [String] = []
        var attributes: [Attribute] = []
    }

    /// A named setting of a node. `type` says which field holds it.
    struct Attribute {
        var name = ""
        var type: Int32 = 0
        var real: Float = 0
        var integer: Int64 = 0
        var bytes = Data()
        var tensor: Tensor?
        var reals: [Float] = []
        var integers: [Int64] = []
        /// The attribute of a function that it stands for.
        var referenceName = ""
    }

    /// Numbers with extents: in one of the typed lists, or little-endian in `rawData`.
    struct Tensor {
        var name = ""
        var dimensions: [Int64] = []
        var dataType: Int32 = 0
        var isSegment = false
        var floatData: [Float] = []
        var doubleData: [Double] = []
        var int32Data: [Int32] = []
        var int64Data: [Int64] = []
        var uint64Data: [UInt64] = []
        var rawData = Data()
        var dataLocation: Int32 = 0
        var externalData: [StringPair] = []
    }

    /// A key with its value.
    struct StringPair {
        var key = ""
        var value = ""
    }

    /// An input or output of the graph. Only tensors matter here.
    struct ValueInfo {
        var name = ""
        /// The type of the elements; 0 where a file does not say it.
        var elementType: Int32 = 0
        /// Extents; nil for one that is open, or has a name only.
        var dimensions: [Int64?] = []
    }
}
