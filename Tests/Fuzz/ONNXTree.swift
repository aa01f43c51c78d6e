// SPDX-License-Identifier: Apache-2.0

/// The fields of an ONNX model (protocol buffers), so that one can be changed without breaking the lengths of those around it.
struct ONNXTree {
    /// A field: its number, and what it holds.
    struct Field {
        let number: Int
        var value: Value
    }

    /// What a field holds.
    indirect enum Value {
        case integer(UInt64)
        case bytes([UInt8])
        case fixed([UInt8])
        case message([Field])
    }

    /// Kinds of messages, by what `onnx.proto` calls them.
    private enum Kind: CaseIterable {
        case model, graph, node, attribute, tensor, stringPair, valueInfo, type, tensorType, shape, dimension,
            operatorSet

        /// The kinds of the fields that are messages.
        var children: [Int: Kind] {
            switch self {
            case .model: [7: .graph, 8: .operatorSet]
            case .graph: [1: .node, 5: .tensor, 11: .valueInfo, 12: .valueInfo]
            case .node: [5: .attribute]
            case .attribute: [5: .tensor]
            case .tensor: [13: .stringPair]
            case .valueInfo: [2: .type]
            case .type: [1: .tensorType]
            case .tensorType: [2: .shape]
            case .shape: [1: .dimension]
            case .stringPair, .dimension, .operatorSet: [:]
            }
        }
    }

    private var fields: [Field]

    private init(fields: [Field]) {
        self.fields = fields
    }

    /// Takes a model apart; nil when it is damaged.
    init?(_ bytes: [UInt8]) {
        guard let fields = Self.fields(bytes[...], kind: .model) else { return nil }
        self.fields = fields
    }

    private static func fields(_ bytes: ArraySlice<UInt8>, kind: Kind) -> [Field]? {
        var cursor = ByteCursor(rest: bytes)
        var fields: [Field] = []
        while !cursor.rest.isEmpty {
            guard let tag = cursor.varint() else { return nil }
            let number = Int(truncatingIfNeeded: tag >> 3)
            switch tag & 7 {
            case 0:
                guard let value = cursor.varint() else { return nil }
                fields.append(Field(number: number, value: .integer(value)))
            case 1, 5:
                guard let content = cursor.take(tag & 7 == 1 ? 8 : 4) else { return nil }
                fields.append(Field(number: number, value: .fixed(Array(content))))
            case 2:
                guard let length = cursor.varint(), let content = cursor.take(length) else { return nil }
                let inner = kind.children[number].flatMap { Self.fields(content, kind: $0) }
                fields.append(Field(number: number, value: inner.map(Value.message) ?? .bytes(Array(content))))
            default: return nil
            }
        }
        return fields
    }

    // MARK: The model

    /// The model.
    var bytes: [UInt8] { Self.bytes(of: fields) }

    private static func bytes(of fields: [Field]) -> [UInt8] {
        fields.flatMap { field in
            let tag = UInt64(field.number) << 3
            switch field.value {
            case .integer(let value): return varint(tag) + varint(value)
            case .fixed(let bytes): return varint(tag | (bytes.count == 8 ? 1 : 5)) + bytes
            case .bytes(let bytes): return varint(tag | 2) + varint(UInt64(bytes.count)) + bytes
            case .message(let inner):
                let bytes = Self.bytes(of: inner)
                return varint(tag | 2) + varint(UInt64(bytes.count)) + bytes
            }
        }
    }

    private static func varint(_ value: UInt64) -> [UInt8] {
        var rest = value
        var bytes: [UInt8] = []
        while rest >= 0x80 {
            bytes.append(UInt8(rest & 0x7F) | 0x80)
            rest >>= 7
        }
        return bytes + [UInt8(rest)]
    }

    // MARK: Changes

    /// Where each field stands: its place among those of the message that holds it, from the outermost one on.
    var paths: [[Int]] { Self.paths(of: fields) }

    private static func paths(of fields: [Field]) -> [[Int]] {
        fields.indices.flatMap { place -> [[Int]] in
            guard case .message(let inner) = fields[place].value else { return [[place]] }
            return [[place]] + paths(of: inner).map { [place] + $0 }
        }
    }

    /// The same model with one list of fields changed.
    private func changing(_ path: [Int], _ change: ([Field], Int) -> [Field]) -> ONNXTree {
        ONNXTree(fields: Self.changed(fields, path[...], change))
    }

    private static func changed(
        _ fields: [Field], _ path: ArraySlice<Int>, _ change: ([Field], Int) -> [Field]
    ) -> [Field] {
        guard let place = path.first, fields.indices.contains(place) else { return fields }
        guard path.count > 1 else { return change(fields, place) }
        guard case .message(let inner) = fields[place].value else { return fields }
        var copy = fields
        copy[place].value = .message(changed(inner, path.dropFirst(), change))
        return copy
    }

    private func field(at path: [Int]) -> Field? {
        var level = fields
        for place in path.dropLast() {
            guard level.indices.contains(place), case .message(let inner) = level[place].value else { return nil }
            level = inner
        }
        guard let last = path.last, level.indices.contains(last) else { return nil }
        return level[last]
    }

    /// Bytes that a field holds.
    func payload(of path: [Int]) -> [UInt8] {
        switch field(at: path)?.value {
        case .bytes(let bytes), .fixed(let bytes): bytes
        case .message(let inner): Self.bytes(of: inner)
        case .integer(let value): Self.varint(value)
        case nil: []
        }
    }

    /// How many bytes a field holds.
    func size(of path: [Int]) -> Int { payload(of: path).count }

    /// Without a field.
    func removing(_ path: [Int]) -> ONNXTree {
        changing(path) { fields, place in Array(fields[..<place] + fields[(place + 1)...]) }
    }

    /// With a field twice.
    func duplicating(_ path: [Int]) -> ONNXTree {
        changing(path) { fields, place in Array(fields[...place] + fields[place...]) }
    }

    /// With what another field holds in place of a field.
    func exchanging(_ path: [Int], with other: [Int]) -> ONNXTree {
        guard let value = field(at: other)?.value else { return self }
        return changing(path) { fields, place in
            var copy = fields
            copy[place].value = value
            return copy
        }
    }

    /// With the numbers of its constants in a file of their own, which is given beside the model.
    func external(_ file: String) -> (model: ONNXTree, data: [UInt8]) {
        var data: [UInt8] = []
        let changed = fields.map { field -> Field in
            guard field.number == 7, case .message(let graph) = field.value else { return field }
            let parts = graph.map { part -> Field in
                guard part.number == 5, case .message(let tensor) = part.value else { return part }
                let (rest, numbers) = Self.external(tensor, file, at: data.count)
                data += numbers
                return Field(number: 5, value: .message(rest))
            }
            return Field(number: 7, value: .message(parts))
        }
        return (ONNXTree(fields: changed), data)
    }

    private static func external(_ tensor: [Field], _ file: String, at offset: Int) -> ([Field], [UInt8]) {
        guard let raw = tensor.firstIndex(where: { $0.number == 9 }), case .bytes(let numbers) = tensor[raw].value
        else {
            return (tensor, [])
        }
        let entries = [("location", file), ("offset", "\(offset)"), ("length", "\(numbers.count)")].map { key, value in
            Field(
                number: 13,
                value: .message([
                    Field(number: 1, value: .bytes(Array(key.utf8))),
                    Field(number: 2, value: .bytes(Array(value.utf8))),
                ]))
        }
        let rest = tensor.filter { $0.number != 9 }
        return (rest + entries + [Field(number: 14, value: .integer(1))], numbers)
    }

    /// With another number, or other bytes, in a field.
    func replacing(_ path: [Int], number: UInt64, bytes: [UInt8]) -> ONNXTree {
        changing(path) { fields, place in
            var copy = fields
            switch copy[place].value {
            case .integer: copy[place].value = .integer(number)
            case .bytes, .message: copy[place].value = .bytes(bytes)
            case .fixed(let old):
                copy[place].value = .fixed(Packing.littleEndian([(Int(truncatingIfNeeded: number), old.count)]))
            }
            return copy
        }
    }
}

/// Bytes that are taken from the front.
private struct ByteCursor {
    var rest: ArraySlice<UInt8>

    mutating func varint() -> UInt64? {
        var value: UInt64 = 0
        for shift in stride(from: 0, to: 64, by: 7) {
            guard let byte = rest.popFirst() else { return nil }
            value |= UInt64(byte & 0x7F) << UInt64(shift)
            if byte < 0x80 { return value }
        }
        return nil
    }

    mutating func take(_ count: UInt64) -> ArraySlice<UInt8>? {
        guard count <= rest.count else { return nil }
        defer { rest = rest.dropFirst(Int(count)) }
        return rest.prefix(Int(count))
    }
}
