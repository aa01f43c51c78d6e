// SPDX-License-Identifier: Apache-2.0

/// A law that a figure breaks.
package enum LawViolation: Hashable, Sendable {
    /// The figure is not a number or not finite.
    case notFinite(String)
    /// The figure is below zero.
    case negative(String)
    /// The figure is not the sum of its parts.
    case notTheSum(String)
    /// The figure falls where there is more of something.
    case falls(String, with: LawAxis)
    /// The figure of several copies is not as many times that of one.
    case notProportional(String)
    /// No figure depends on what is said to matter.
    case ignores(LawAxis)
    /// The figure does not follow a change of a unit as figures of its dimension do, but as `found`.
    case inhomogeneous(String, in: BaseUnit, as: FoundPower)
    /// The figure follows changes of single units, but not of all of them at once.
    case inhomogeneousTogether(String)

    /// How a figure follows a change of a unit.
    package enum FoundPower: Hashable, Sendable {
        /// As a power of the unit: 0 where it does not change at all.
        case power(Int)
        /// As no power of the unit: a constant of that unit, which no input gives, stands in the equations.
        case mixed
    }

    /// The figure; nil where the law is one of all of them.
    package var figure: String? {
        switch self {
        case .notFinite(let figure), .negative(let figure), .notTheSum(let figure), .falls(let figure, _),
            .notProportional(let figure), .inhomogeneous(let figure, _, _), .inhomogeneousTogether(let figure):
            figure
        case .ignores: nil
        }
    }
}

extension LawViolation: CustomStringConvertible, Comparable {
    /// The violation in words.
    package var description: String {
        switch self {
        case .notFinite(let figure): "\(figure) is not finite"
        case .negative(let figure): "\(figure) is negative"
        case .notTheSum(let figure): "\(figure) is not the sum of its parts"
        case .falls(let figure, let axis): "\(figure) falls with the \(axis.rawValue)"
        case .notProportional(let figure): "\(figure) does not grow as the count"
        case .ignores(let axis): "no figure depends on the \(axis.rawValue)"
        case .inhomogeneous(let figure, let unit, .power(let power)): "\(figure) goes with \(unit.rawValue)^\(power)"
        case .inhomogeneous(let figure, let unit, .mixed): "\(figure) goes with no power of the \(unit.rawValue)"
        case .inhomogeneousTogether(let figure): "\(figure) does not follow a change of all units"
        }
    }

    /// In the order of the descriptions.
    package static func < (first: LawViolation, second: LawViolation) -> Bool {
        first.description < second.description
    }
}
