// SPDX-License-Identifier: Apache-2.0

import Circuits
import Technology

/// A figure with its unit.
package struct LawFigure: Sendable {
    /// What it is called.
    package let name: String
    /// The value, in the units of the check.
    package let value: Double
    /// What it is a figure of.
    package let dimension: Dimension
    /// What it must be the sum of, in the units of the check; nil where it has no parts.
    package let parts: [Double]?

    /// A figure of that name.
    package init(_ name: String, _ value: Double, _ dimension: Dimension, parts: [Double]? = nil) {
        self.name = name
        self.value = value
        self.dimension = dimension
        self.parts = parts
    }

    /// Time and energy of an operation.
    package static func cost(_ operation: String, _ cost: OperationCost) -> [LawFigure] {
        [
            LawFigure("\(operation).latency", cost.latency, .time),
            LawFigure("\(operation).energy", cost.energy, .energy),
        ]
    }

    /// Area and leakage power of a block, which must be those of all circuits in it, and the area of each category,
    /// which must add up to the block.
    package static func block<Category: Hashable & Sendable>(_ block: Block<Category>) -> [LawFigure] {
        let entries = block.entries
        let groups = Set(entries.map { Array($0.path.dropLast()) })
        let circuits = entries.filter { !groups.contains($0.path) }
        let categories = block.categories.map { (name: "\($0)", area: block.area(of: $0)) }
        return [
            LawFigure("area", block.area, .area, parts: circuits.map(\.area)),
            LawFigure("leakage", block.leakagePower, .power, parts: circuits.map(\.leakagePower)),
            LawFigure("categories", block.area, .area, parts: categories.map(\.area)),
        ] + categories.sorted { $0.name < $1.name }.map { LawFigure("area.\($0.name)", $0.area, .area) }
    }
}

/// Something whose figures keep the laws: a circuit, a memory cell, a block.
///
/// It is described by how to make it. Every input with a unit must come from ``LawInputs``, because a check makes it in
/// several units; an input that does not is a violation, too.
package struct LawSubject: Sendable, CustomStringConvertible {
    /// Its type.
    package let name: String
    /// What it has more or less of. Figures that depend on none of them are figures of something else.
    package let axes: Set<LawAxis>
    /// The shapes that it is checked in.
    package let shapes: [LawShape]
    /// Figures of which several copies have as many times as much, in the first shape.
    package let proportional: [String]
    /// Figures that must not fall where there is more of something; nil for all of them.
    package let growing: Set<String>?

    let figures: @Sendable (LawInputs) throws -> [LawFigure]

    /// A subject with the figures that `figures` makes.
    ///
    /// - Parameters:
    ///   - name: Its type.
    ///   - axes: What it has more or less of.
    ///   - shapes: The shapes that it is checked in.
    ///   - proportional: Figures of which several copies have as many times as much.
    ///   - growing: Figures that must not fall where there is more of something; all when nil.
    ///   - figures: Makes it and asks it for its figures.
    package init(
        _ name: String, axes: Set<LawAxis>, shapes: [LawShape] = [.free], proportional: [String] = [],
        growing: Set<String>? = nil, figures: @escaping @Sendable (LawInputs) throws -> [LawFigure]
    ) {
        self.name = name
        self.axes = axes
        self.shapes = shapes
        self.proportional = proportional
        self.growing = growing
        self.figures = figures
    }

    /// A circuit: its area and leakage power, and time and energy of each operation.
    package static func circuit<Model: CircuitModel>(
        _ name: String, axes: Set<LawAxis>, shapes: [LawShape] = [.free], proportional: [String] = [],
        _ make: @escaping @Sendable (LawInputs) throws -> Model,
        operations: @escaping @Sendable (LawInputs) throws -> KeyValuePairs<String, Model.Operation>
    ) -> LawSubject {
        LawSubject(name, axes: axes, shapes: shapes, proportional: proportional) { inputs in
            let circuit = try make(inputs)
            let costs = try operations(inputs).flatMap { LawFigure.cost($0.key, circuit.cost(of: $0.value)) }
            return [
                LawFigure("width", circuit.footprint.width, .length),
                LawFigure("height", circuit.footprint.height, .length),
                LawFigure("area", circuit.area, .area), LawFigure("leakage", circuit.leakagePower, .power),
            ] + costs
        }
    }

    /// The name.
    package var description: String { name }
}
