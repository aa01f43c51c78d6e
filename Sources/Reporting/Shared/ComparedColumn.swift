// SPDX-License-Identifier: Apache-2.0

import Circuits
import ActivationWork
import Architecture
import Configuration
import Estimation
import Runs
import Systolic

/// A column of a comparison is a design. All figures are read from its estimate.
public typealias ComparedColumn = ComparedDesign

extension ComparedColumn {
    /// The period of latency and energy: an image, or an epoch of training.
    var period: String {
        if case .chip(let estimate) = design, estimate.configuration.estimatesTraining { return "epoch" }
        return "image"
    }

    /// A figure in its SI unit; nil where this kind of hardware has none.
    public func figure(_ quantity: ComparedQuantity) -> Double? {
        if quantity.isOfText { return generation.map { ComparedColumn.figure(quantity, of: $0) } }
        return switch design {
        case .chip(let estimate): ComparedColumn.figure(quantity, of: estimate)
        case .array(let estimate, let operations):
            ComparedColumn.figure(quantity, of: estimate, operations: operations)
        }
    }

    /// The parts of a figure by cause, in its SI unit; empty if the figure has no parts.
    public func parts(_ quantity: ComparedQuantity) -> [FigurePart] {
        switch design {
        case .chip(let estimate): ComparedColumn.parts(quantity, of: estimate)
        case .array(let estimate, _): ComparedColumn.parts(quantity, of: estimate)
        }
    }

    /// Whether the parts of a figure add up to it. Times of a pipeline need not, because its layers work at the same time, nor
    /// do figures of training in the reference's accounting.
    public func addsUp(_ quantity: ComparedQuantity) -> Bool {
        let parts = parts(quantity)
        guard let total = figure(quantity), !parts.isEmpty else { return false }
        return abs(parts.reduce(0) { $0 + $1.value } - total) <= 1e-6 * abs(total)
    }

    // MARK: Chips

    private static func figure(_ quantity: ComparedQuantity, of estimate: Estimate) -> Double? {
        let chip = estimate.chip
        return switch quantity {
        case .area: estimate.wholeArea
        case .latency: estimate.wholeLatency
        case .energy: estimate.wholeEnergy
        case .leakagePower: estimate.wholeLeakagePower
        case .operationsPerSecond: estimate.wholeOperationsPerSecond
        case .operationsPerJoule: estimate.wholeOperationsPerJoule
        case .framesPerSecond: estimate.wholeFramesPerSecond
        case .dynamicEnergy: chip.costs.total.energy + (estimate.activations?.total.energy ?? 0)
        case .leakageEnergy: estimate.wholeLeakageEnergy
        case .peakOperationsPerSecond: chip.peakOperationsPerSecond
        case .peakOperationsPerJoule: chip.peakOperationsPerJoule
        case .programmingLatency: chip.programming.latency
        case .programmingEnergy: chip.programming.energy
        case .tiles: Double(estimate.floorplan.tiles)
        case .utilization: estimate.floorplan.utilization
        case .timeToFirstToken, .stepLatency, .tokenEnergy, .tokensPerSecond, .joulesPerToken: nil
        }
    }

    private static func figure(_ quantity: ComparedQuantity, of text: GenerationEstimate) -> Double {
        switch quantity {
        case .timeToFirstToken: text.timeToFirstToken
        case .stepLatency: text.stepLatency
        case .tokensPerSecond: text.tokensPerSecond
        case .joulesPerToken: text.joulesPerToken
        default: text.tokenEnergy
        }
    }

    private static func parts(_ quantity: ComparedQuantity, of estimate: Estimate) -> [FigurePart] {
        let breakdown = estimate.chip.breakdown.named
        let area = estimate.area
        return switch quantity {
        case .area:
            [
                FigurePart("array", area.array), FigurePart("conversion", area.conversion),
                FigurePart("accumulation", area.accumulation), FigurePart("interconnect", area.interconnect),
                FigurePart("other", area.other), FigurePart("weightGradient", area.weightGradient),
            ] + activations(estimate) { $0.area }
        case .latency:
            breakdown.map { FigurePart($0.name, $0.cost.latency) } + activations(estimate) { $0.total.latency }
        case .energy:
            breakdown.map { FigurePart($0.name, $0.cost.energy) } + activations(estimate) { $0.total.energy }
                + [FigurePart("leakage", estimate.wholeLeakageEnergy)]
        default: []
        }
    }

    /// The part of work on activations; none where there is no such work.
    private static func activations(
        _ estimate: Estimate, _ figure: (ActivationEstimate) -> Double
    ) -> [FigurePart] {
        estimate.activations.map { [FigurePart("activations", figure($0))] } ?? []
    }

    // MARK: Systolic arrays

    private static func figure(
        _ quantity: ComparedQuantity, of estimate: SystolicEstimate, operations: Double
    ) -> Double? {
        switch quantity {
        case .area: estimate.hardware.area.total
        case .latency: estimate.latency
        case .energy: estimate.energy.total
        case .leakagePower: estimate.hardware.leakagePower.total
        case .operationsPerSecond: operations / estimate.latency
        case .operationsPerJoule: operations / estimate.energy.total
        case .framesPerSecond: 1 / estimate.latency
        case .dynamicEnergy: estimate.energy.total - estimate.energy.leakage
        case .leakageEnergy: estimate.energy.leakage
        case .peakOperationsPerSecond, .peakOperationsPerJoule, .programmingLatency, .programmingEnergy, .tiles,
            .utilization, .timeToFirstToken, .stepLatency, .tokenEnergy, .tokensPerSecond, .joulesPerToken:
            nil
        }
    }

    private static func parts(_ quantity: ComparedQuantity, of estimate: SystolicEstimate) -> [FigurePart] {
        let breakdown: SystolicBreakdown
        switch quantity {
        case .area: breakdown = estimate.hardware.area
        case .energy: breakdown = estimate.energy
        case .leakagePower: breakdown = estimate.hardware.leakagePower
        default: return []
        }
        // Memory outside the chip has no area, and only energies have leakage.
        return breakdown.named.filter { quantity == .energy || ($0.name != "dram" && $0.name != "leakage") }
            .map { FigurePart($0.name, $0.value) }
    }
}

/// A part of a figure: what causes it, and how much of it, in the SI unit of the figure.
public struct FigurePart: Sendable, Equatable {
    /// Name of the cause, as in JSON documents.
    public let name: String
    /// Its share of the figure.
    public let value: Double

    /// A part of a figure.
    public init(_ name: String, _ value: Double) {
        self.name = name
        self.value = value
    }
}
