// SPDX-License-Identifier: Apache-2.0

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// The devices of a layer: a rising and a falling curve for each cell, or the same two for all of them.
struct DeviceArray: Sendable {
    /// A direction: one curve for all cells, or the constants of each [pulses]; 0 stands for a straight line there.
    private enum Curves: Sendable {
        case same(PulseCurve, PulseFactors)
        case each([Double], pulses: Double)
    }

    private let rising: Curves
    private let falling: Curves

    /// Devices that are all alike.
    init(rising: PulseCurve, falling: PulseCurve) {
        self.rising = .same(rising, PulseFactors(rising))
        self.falling = .same(falling, PulseFactors(falling))
    }

    /// Devices that differ: the curve of each cell.
    init(rising: [PulseCurve], falling: [PulseCurve]) {
        let pulses = rising.first?.pulses ?? 1
        self.rising = .each(rising.map { $0.constant ?? 0 }, pulses: pulses)
        self.falling = .each(falling.map { $0.constant ?? 0 }, pulses: pulses)
    }

    /// The weight of a cell after `pulses` pulses, those below 0 upwards; nil for a weight beyond the end of its curve.
    @inline(__always)
    func weight(_ weight: Double, after pulses: Double, cell: Int) -> Double? {
        guard pulses != 0 else { return weight }
        switch pulses < 0 ? rising : falling {
        case .same(let curve, let factors): return factors.weight(weight, after: pulses, on: curve)
        case .each(let constants, let all):
            let constant = constants[cell]
            return PulseCurve(constant: constant == 0 ? nil : constant, pulses: all).weight(weight, after: pulses)
        }
    }

    /// Cells whose weights lie beyond the end of one of their curves.
    func beyond(_ weights: [Double]) -> [Int] {
        let reaches = [rising, falling].map { curves in
            if case .same(let curve, _) = curves { curve.reach } else { nil as ClosedRange<Double>? }
        }
        return weights.indices.filter { cell in
            !zip([rising, falling], reaches).allSatisfy { curves, reach in
                (reach ?? Self.reach(curves, cell)).contains(weights[cell])
            }
        }
    }

    /// Weights that lie on the curve of a cell.
    private static func reach(_ curves: Curves, _ cell: Int) -> ClosedRange<Double> {
        switch curves {
        case .same(let curve, _): curve.reach
        case .each(let constants, let pulses):
            PulseCurve(constant: constants[cell] == 0 ? nil : constants[cell], pulses: pulses).reach
        }
    }
}

/// Powers e^(n/A) of one curve for whole numbers of pulses.
private struct PulseFactors: Sendable {
    private let powers: [Double]
    private let most: Int
    private let swing: Double

    /// The most pulses that are tabulated, in either direction.
    private static let limit = 4096

    init(_ curve: PulseCurve) {
        let most = min(Self.limit, max(1, Int(min(curve.pulses.rounded(.up), 1e6))))
        self.most = most
        swing = curve.swing
        powers = curve.constant.map { constant in (-most...most).map { exp(Double($0) / constant) } } ?? []
    }

    @inline(__always)
    func weight(_ weight: Double, after pulses: Double, on curve: PulseCurve) -> Double? {
        guard !powers.isEmpty, abs(pulses) <= Double(most) else { return curve.weight(weight, after: pulses) }
        let rest = 1 - (weight + 1) / swing
        guard rest >= 0 else { return nil }
        return swing * (1 - rest * powers[Int(pulses) + most]) - 1
    }
}
