// SPDX-License-Identifier: Apache-2.0

import Foundation
import Technology

extension LawSubject {
    /// What the figures of the subject break, in any of some processes.
    ///
    /// The laws: every figure is finite and not negative; one that has parts is their sum; none but the sides of a block,
    /// or of those that are said to grow none, falls where there are more copies, rows, columns or bits or a larger load; several copies have as many times as much
    /// of the figures that are said to be proportional; and every figure is homogeneous in metre, second, volt and ampere: in other units of all inputs it is
    /// the same figure in other units. What falls is looked for in the first shape only: transistors that are folded to fit
    /// a strip are other transistors.
    ///
    /// - Parameters:
    ///   - technologies: Processes, in units of the SI.
    ///   - seed: Seed of the units, which are drawn at random.
    /// - Returns: The violations; an empty set when the subject keeps all laws.
    /// - Throws: What the subject's `figures` throws.
    package func violations(in technologies: [Technology], seed: UInt64 = 1) throws -> Set<LawViolation> {
        var generator = SeededGenerator(seed: seed)
        var found: Set<LawViolation> = []
        for technology in technologies {
            for (index, shape) in shapes.enumerated() {
                found.formUnion(try checkValues(technology, shape, growth: index == 0))
                found.formUnion(try checkUnits(technology, shape, using: &generator))
            }
            if let first = shapes.first { found.formUnion(try checkCopies(technology, first)) }
        }
        return found.union(try checkAxes(technologies))
    }

    // MARK: Values

    /// Places on an axis, in units of the SI.
    private static func places(on axis: LawAxis) -> [Double] {
        switch axis {
        case .count: [4, 5, 8, 16, 33]
        case .rows, .columns: [8, 16, 24, 32, 64]
        case .bits: [1, 2, 3, 4, 6, 8]
        case .load: [0, 1e-15, 3e-15, 1e-14, 1e-13]
        }
    }

    private func checkValues(
        _ technology: Technology, _ shape: LawShape, growth: Bool
    ) throws -> Set<LawViolation> {
        var found: Set<LawViolation> = []
        let inputs = LawInputs(technology, shape: shape)
        for axis in axes {
            var before: [String: Double] = [:]
            for place in Self.places(on: axis) {
                let now = try figures(inputs.at(place, on: axis))
                found.formUnion(now.flatMap(Self.checkFigure))
                for figure in now where figure.dimension != .length && growing?.contains(figure.name) != false {
                    guard let last = before[figure.name], figure.value < last * (1 - 1e-12) else { continue }
                    found.insert(.falls(figure.name, with: axis))
                }
                before = growth ? Dictionary(now.map { ($0.name, $0.value) }) { first, _ in first } : [:]
            }
        }
        return found
    }

    /// What a figure breaks whatever others are.
    private static func checkFigure(_ figure: LawFigure) -> [LawViolation] {
        var found: [LawViolation] = []
        if !figure.value.isFinite { found.append(.notFinite(figure.name)) }
        if figure.value < 0 { found.append(.negative(figure.name)) }
        if let parts = figure.parts, !isClose(figure.value, parts.reduce(0, +)) {
            found.append(.notTheSum(figure.name))
        }
        return found
    }

    /// An axis along which nothing changes is not one.
    private func checkAxes(_ technologies: [Technology]) throws -> Set<LawViolation> {
        guard let technology = technologies.first, let shape = shapes.first else { return [] }
        let inputs = LawInputs(technology, shape: shape)
        let ignored = try axes.filter { axis in
            let values = try Self.places(on: axis).map { try figures(inputs.at($0, on: axis)).map(\.value) }
            return values.allSatisfy { $0 == values[0] }
        }
        return Set(ignored.map { .ignores($0) })
    }

    // MARK: Copies

    private func checkCopies(_ technology: Technology, _ shape: LawShape) throws -> Set<LawViolation> {
        guard !proportional.isEmpty else { return [] }
        let inputs = LawInputs(technology, shape: shape)
        let few = 7.0
        let once = try figures(inputs.at(few, on: .count))
        var found: Set<LawViolation> = []
        for times in [2.0, 5] {
            let several = try figures(inputs.at(few * times, on: .count))
            for (figure, other) in zip(once, several) where proportional.contains(figure.name) {
                if !isClose(other.value, figure.value * times) { found.insert(.notProportional(figure.name)) }
            }
        }
        let names = Set(once.map(\.name))
        return found.union(proportional.filter { !names.contains($0) }.map { .notProportional($0) })
    }

    // MARK: Units

    /// How far the power of a unit that a figure goes with may be from a whole number [1].
    ///
    /// More than what the slope that stands for a step of no duration adds to a delay, 1e20/s (`Ramp.step`).
    private static let powerTolerance = 1e-5

    private func checkUnits(
        _ technology: Technology, _ shape: LawShape, using generator: inout SeededGenerator
    ) throws -> Set<LawViolation> {
        let plain = try figures(LawInputs(technology, shape: shape))
        var found: Set<LawViolation> = []
        for unit in BaseUnit.allCases {
            let scales = [generator.pick([1, 2, 3]), generator.pick([-1, -2, -3])].map { UnitScale(unit, exponent: $0) }
            let others = try scales.map { try figures(LawInputs(technology, shape: shape, units: $0)) }
            for (index, figure) in plain.enumerated() {
                let powers = zip(scales, others).map { Self.power(of: unit, figure, in: $0, is: $1[index]) }
                let expected = LawViolation.FoundPower.power(figure.dimension.power(of: unit))
                guard figure.value != 0 || powers.contains(.mixed), powers.contains(where: { $0 != expected }) else {
                    continue
                }
                let same = powers.allSatisfy { $0 == powers[0] }
                found.insert(.inhomogeneous(figure.name, in: unit, as: same ? powers[0] : .mixed))
            }
        }
        return found.union(try checkAllUnits(technology, shape, plain, besides: found, using: &generator))
    }

    /// The power of a unit with which a figure goes.
    private static func power(
        of unit: BaseUnit, _ figure: LawFigure, in scale: UnitScale, is other: LawFigure
    ) -> LawViolation.FoundPower {
        if figure.value == 0 { return other.value == 0 ? .power(0) : .mixed }
        let step = scale.exponent(Dimension(unit))
        let power = log2(other.value / figure.value) / Double(step)
        guard power.isFinite, abs(power - power.rounded()) < powerTolerance else { return .mixed }
        return .power(Int(power.rounded()))
    }

    private func checkAllUnits(
        _ technology: Technology, _ shape: LawShape, _ plain: [LawFigure], besides known: Set<LawViolation>,
        using generator: inout SeededGenerator
    ) throws -> Set<LawViolation> {
        let odd = Set(known.compactMap(\.figure))
        var found: Set<LawViolation> = []
        for _ in 0..<3 {
            let scale = UnitScale.random(using: &generator)
            let others = try figures(LawInputs(technology, shape: shape, units: scale))
            for (figure, other) in zip(plain, others) where !odd.contains(figure.name) {
                let expected = scale.convert(figure.value, figure.dimension)
                if !isClose(other.value, expected, relative: Self.powerTolerance) {
                    found.insert(.inhomogeneousTogether(figure.name))
                }
            }
        }
        return found
    }
}
