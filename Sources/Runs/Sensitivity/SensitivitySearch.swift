// SPDX-License-Identifier: Apache-2.0

import Configuration
import Diagnostics
import Foundation

/// Finds the parameters that move headline figures most, by moving them one by one.
///
/// A real number moves by a hundredth up and down, a whole number is halved and doubled: steps of one would show only where
/// counts are rounded. Where one of both is not allowed, the other one is compared with the value itself. Choices, the technology
/// node, and parameters of other kinds of runs are left out.
struct SensitivitySearch {
    /// The headline figures of a configuration, above 0; nil where the run refuses it.
    typealias Evaluation = (Configuration) -> [ParameterSensitivity.Figure: Double]?

    /// Parameters a figure that are listed.
    private static let listed = 10
    /// Relative step of a real parameter [1].
    private static let step = 0.01
    /// Elasticities below this are not told from 0 [1].
    private static let least = 0.0005

    private let configuration: Configuration
    private let hasActivations: Bool
    private let evaluate: Evaluation

    /// A search around a configuration.
    ///
    /// - Parameters:
    ///   - configuration: The parameters.
    ///   - hasActivations: Whether figures depend on the parameters of work on activations.
    ///   - evaluate: Gives the headline figures.
    init(_ configuration: Configuration, hasActivations: Bool = false, evaluate: @escaping Evaluation) {
        self.configuration = configuration
        self.hasActivations = hasActivations
        self.evaluate = evaluate
    }

    /// The parameters that move each figure most, the strongest first.
    var sensitivities: [ParameterSensitivity] {
        let found = ParameterSchema.all(readBy: configuration.revision).filter(isMoved).flatMap(elasticities)
        return ParameterSensitivity.Figure.allCases.flatMap { figure in
            found.filter { $0.figure == figure }.sorted { abs($0.elasticity) > abs($1.elasticity) }.prefix(Self.listed)
        }
    }

    private func isMoved(_ definition: ParameterDefinition) -> Bool {
        guard definition.name != "technode" else { return false }
        switch definition.use {
        case .always, .syntheticTrace: return true
        case .training: return configuration.estimatesTraining
        case .activations: return hasActivations
        case .streaming: return false
        }
    }

    private func elasticities(_ definition: ParameterDefinition) -> [ParameterSensitivity] {
        let steps: (low: Double, value: Double, high: Double)
        let isWhole: Bool
        switch definition.value(in: configuration) {
        case .real(let value) where value > 0:
            steps = (value * (1 - Self.step), value, value * (1 + Self.step))
            isWhole = false
        case .integer(let value) where value > 0:
            steps = (Double(value / 2), Double(value), Double(value * 2))
            isWhole = true
        default: return []
        }
        let figures = { (value: Double) -> [ParameterSensitivity.Figure: Double]? in
            guard value > 0 else { return nil }
            return self.figures(definition.name, isWhole ? "\(Int(value))" : "\(value)")
        }
        let low = figures(steps.low).map { (steps.low, $0) }
        let high = figures(steps.high).map { (steps.high, $0) }
        guard low != nil || high != nil, let own = figures(steps.value) else { return [] }
        let (lowest, least) = low ?? (steps.value, own)
        let (highest, most) = high ?? (steps.value, own)
        return ParameterSensitivity.Figure.allCases.compactMap { figure in
            guard let before = least[figure], let after = most[figure], before > 0, after > 0 else { return nil }
            let elasticity = log(after / before) / log(highest / lowest)
            guard abs(elasticity) >= Self.least else { return nil }
            return ParameterSensitivity(
                figure: figure, parameter: definition.name, value: definition.value(in: configuration).text,
                elasticity: elasticity)
        }
    }

    private func figures(_ name: String, _ value: String) -> [ParameterSensitivity.Figure: Double]? {
        do throws(InputError) {
            return evaluate(try configuration.setting(["\(name)=\(value)"]))
        } catch {
            return nil
        }
    }
}
