// SPDX-License-Identifier: Apache-2.0

import Configuration
import Diagnostics
import Foundation
import Macro

/// How much a figure of a macro moves with a parameter.
public struct MacroSensitivity: Sendable {
    /// A figure.
    public enum Figure: String, Sendable, CaseIterable {
        /// Energy of a multiplication.
        case energy
        /// Area.
        case area
        /// Time of a multiplication.
        case latency

        fileprivate func value(of macro: Macro) -> Double {
            switch self {
            case .energy: macro.energy
            case .area: macro.area
            case .latency: macro.latency
            }
        }
    }

    /// The figure.
    public let figure: Figure
    /// The parameter.
    public let parameter: String
    /// Its value as a Param file has it.
    public let value: String
    /// Relative change of the figure for a relative change of the parameter [1].
    public let elasticity: Double
}

extension MacroRequest {
    /// Parameters a figure that are listed.
    private static let listed = 10
    /// Relative step of a real parameter; whole numbers are halved and doubled [1].
    private static let step = 0.01

    /// The parameters that move energy, area and time most, the strongest first.
    ///
    /// Parameters are moved one by one, up and down where both are possible. Choices, the technology node and parameters that
    /// change nothing are left out.
    func sensitivities(_ base: Macro) throws(InputError) -> [MacroSensitivity] {
        var found: [MacroSensitivity] = []
        for definition in ParameterSchema.all(readBy: .tessera) where definition.name != "technode" {
            guard let range = neighbours(definition) else { continue }
            guard range.low.value < range.high.value, let low = figures(definition.name, range.low),
                let high = figures(definition.name, range.high)
            else {
                continue
            }
            let change = log(range.high.value / range.low.value)
            for figure in MacroSensitivity.Figure.allCases {
                let elasticity = log(figure.value(of: high) / figure.value(of: low)) / change
                guard abs(elasticity) >= 0.0005 else { continue }
                found.append(
                    MacroSensitivity(
                        figure: figure, parameter: definition.name, value: definition.value(in: configuration).text,
                        elasticity: elasticity))
            }
        }
        return MacroSensitivity.Figure.allCases.flatMap { figure in
            found.filter { $0.figure == figure }.sorted { abs($0.elasticity) > abs($1.elasticity) }.prefix(Self.listed)
        }
    }

    /// A value of a parameter, as text and as a number.
    private struct Neighbour {
        let text: String
        let value: Double

        init(_ value: Double) {
            text = "\(value)"
            self.value = value
        }

        init(_ value: Int) {
            text = "\(value)"
            self.value = Double(value)
        }
    }

    /// Values below and above that of a parameter; nil for what is no number above 0.
    private func neighbours(_ definition: ParameterDefinition) -> (low: Neighbour, high: Neighbour)? {
        switch definition.value(in: configuration) {
        case .real(let value) where value > 0:
            let low = Neighbour(value * (1 - Self.step))
            let high = Neighbour(value * (1 + Self.step))
            return (
                isAllowed(definition.name, low) ? low : Neighbour(value),
                isAllowed(definition.name, high) ? high : Neighbour(value)
            )
        case .integer(let value) where value > 0:
            // Twice and half: steps of one would show only where counts are rounded.
            let half = Neighbour(value / 2)
            let twice = Neighbour(value * 2)
            return (
                isAllowed(definition.name, half) ? half : Neighbour(value),
                isAllowed(definition.name, twice) ? twice : Neighbour(value)
            )
        default: return nil
        }
    }

    private func isAllowed(_ name: String, _ neighbour: Neighbour) -> Bool {
        neighbour.value > 0 && figures(name, neighbour) != nil
    }

    /// The macro with a parameter changed; nil where the value is not allowed.
    private func figures(_ name: String, _ value: Neighbour) -> Macro? {
        var request = self
        request.listsSensitivities = false
        do throws(InputError) {
            request.configuration = try configuration.setting(["\(name)=\(value.text)"])
            return try request.run().macro
        } catch {
            return nil
        }
    }
}
