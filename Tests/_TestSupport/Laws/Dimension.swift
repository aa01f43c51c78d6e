// SPDX-License-Identifier: Apache-2.0

/// The four units that every figure of a chip is made of.
package enum BaseUnit: String, Sendable, Hashable, CaseIterable {
    /// Lengths.
    case metre
    /// Times.
    case second
    /// Voltages.
    case volt
    /// Currents.
    case ampere
}

/// What a figure is a figure of, as powers of metre, second, volt and ampere.
package struct Dimension: Sendable, Hashable {
    /// The power of the metre [1].
    package let metre: Int
    /// The power of the second [1].
    package let second: Int
    /// The power of the volt [1].
    package let volt: Int
    /// The power of the ampere [1].
    package let ampere: Int

    /// A product of those powers.
    package init(metre: Int = 0, second: Int = 0, volt: Int = 0, ampere: Int = 0) {
        self.metre = metre
        self.second = second
        self.volt = volt
        self.ampere = ampere
    }

    /// A base unit itself.
    package init(_ unit: BaseUnit) {
        self.init(
            metre: unit == .metre ? 1 : 0, second: unit == .second ? 1 : 0, volt: unit == .volt ? 1 : 0,
            ampere: unit == .ampere ? 1 : 0)
    }

    /// The power of a unit [1].
    package func power(of unit: BaseUnit) -> Int {
        switch unit {
        case .metre: metre
        case .second: second
        case .volt: volt
        case .ampere: ampere
        }
    }

    /// m.
    package static let length = Dimension(metre: 1)
    /// m².
    package static let area = Dimension(metre: 2)
    /// s.
    package static let time = Dimension(second: 1)
    /// Hz.
    package static let frequency = Dimension(second: -1)
    /// V.
    package static let voltage = Dimension(volt: 1)
    /// A.
    package static let current = Dimension(ampere: 1)
    /// Ω.
    package static let resistance = Dimension(volt: 1, ampere: -1)
    /// S.
    package static let conductance = Dimension(volt: -1, ampere: 1)
    /// F.
    package static let capacitance = Dimension(second: 1, volt: -1, ampere: 1)
    /// W.
    package static let power = Dimension(volt: 1, ampere: 1)
    /// J.
    package static let energy = Dimension(second: 1, volt: 1, ampere: 1)
    /// C/m².
    package static let chargePerArea = Dimension(metre: -2, second: 1, ampere: 1)
    /// F/m.
    package static let capacitancePerLength = Dimension(metre: -1, second: 1, volt: -1, ampere: 1)
    /// F/m².
    package static let capacitancePerArea = Dimension(metre: -2, second: 1, volt: -1, ampere: 1)
    /// A/m.
    package static let currentPerLength = Dimension(metre: -1, ampere: 1)
    /// S/m.
    package static let conductancePerLength = Dimension(metre: -1, volt: -1, ampere: 1)
    /// Ω/m.
    package static let resistancePerLength = Dimension(metre: -1, volt: 1, ampere: -1)
    /// Ω·m.
    package static let resistivity = Dimension(metre: 1, volt: 1, ampere: -1)
}
