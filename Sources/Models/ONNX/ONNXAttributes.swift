// SPDX-License-Identifier: Apache-2.0

/// The settings of a node, each read with its type and default.
struct ONNXAttributes {
    private let byName: [String: ONNXMessage.Attribute]

    init(_ node: ONNXMessage.Node) throws(GraphProblem) {
        var byName: [String: ONNXMessage.Attribute] = [:]
        for attribute in node.attributes {
            guard attribute.referenceName.isEmpty else {
                throw GraphProblem("attribute `\(attribute.name)` refers to a function, which is not supported")
            }
            guard byName.updateValue(attribute, forKey: attribute.name) == nil else {
                throw GraphProblem("attribute `\(attribute.name)` is given twice")
            }
        }
        self.byName = byName
    }

    func contains(_ name: String) -> Bool { byName[name] != nil }

    /// A whole number of a sensible size.
    func integer(_ name: String, default standard: Int) throws(GraphProblem) -> Int {
        guard let attribute = byName[name] else { return standard }
        guard attribute.type == 2 || attribute.type == 0, attribute.integer.magnitude <= 1 << 40 else {
            throw GraphProblem("attribute `\(name)` is no whole number of a sensible size")
        }
        return Int(attribute.integer)
    }

    /// A list of whole numbers; nil when it is not given.
    func integers(_ name: String) throws(GraphProblem) -> [Int]? {
        guard let attribute = byName[name] else { return nil }
        guard attribute.type == 7 || attribute.type == 0, attribute.integers.allSatisfy({ $0.magnitude <= 1 << 40 })
        else {
            throw GraphProblem("attribute `\(name)` is no list of whole numbers of a sensible size")
        }
        return attribute.integers.map(Int.init)
    }

    /// A real number.
    func real(_ name: String, default standard: Float) throws(GraphProblem) -> Double {
        guard let attribute = byName[name] else { return Double(standard) }
        guard attribute.type == 1 || attribute.type == 0, attribute.real.isFinite else {
            throw GraphProblem("attribute `\(name)` is no finite number")
        }
        return Double(attribute.real)
    }

    /// A word.
    func word(_ name: String, default standard: String) throws(GraphProblem) -> String {
        guard let attribute = byName[name] else { return standard }
        guard attribute.type == 3 || attribute.type == 0, let text = String(validating: attribute.bytes, as: UTF8.self)
        else {
            throw GraphProblem("attribute `\(name)` is no text")
        }
        return text
    }

    /// A tensor; nil when it is not given.
    func tensor(_ name: String, external: ONNXExternalData) throws(GraphProblem) -> ONNXConstant? {
        guard let attribute = byName[name] else { return nil }
        return try ONNXConstant(attribute.tensor ?? ONNXMessage.Tensor(), external: external)
    }

    /// A list of real numbers; nil when it is not given.
    func reals(_ name: String) throws(GraphProblem) -> [Float]? {
        guard let attribute = byName[name] else { return nil }
        guard attribute.type == 6 || attribute.type == 0, attribute.reals.allSatisfy(\.isFinite) else {
            throw GraphProblem("attribute `\(name)` is no list of finite numbers")
        }
        return attribute.reals
    }

    /// The constant of a `Constant` node, whichever attribute holds it.
    func constant(external: ONNXExternalData) throws(GraphProblem) -> ONNXConstant {
        if let constant = try tensor("value", external: external) { return constant }
        if let attribute = byName["value_float"] {
            return ONNXConstant(type: .float, shape: [], values: .reals([attribute.real]))
        }
        if let attribute = byName["value_floats"] {
            return ONNXConstant(type: .float, shape: [attribute.reals.count], values: .reals(attribute.reals))
        }
        if let attribute = byName["value_int"] { return ONNXConstant(integers: [attribute.integer], shape: []) }
        if let attribute = byName["value_ints"] {
            return ONNXConstant(integers: attribute.integers, shape: [attribute.integers.count])
        }
        throw GraphProblem(
            "a constant without numbers (allowed: value, value_float, value_floats, value_int, value_ints)")
    }

    /// Refuses settings that would change what a node computes.
    func require(_ name: String, equals allowed: Int) throws(GraphProblem) {
        let value = try integer(name, default: allowed)
        guard value == allowed else { throw GraphProblem("\(name) is \(value) (allowed: \(allowed))") }
    }
}
