// SPDX-License-Identifier: Apache-2.0

import ActivationWork
import Circuits
import Workload

/// Time and energy of a part of the work of an image.
public struct WorkShare: Sendable, Equatable {
    /// The part.
    public let name: String
    /// Time and dynamic energy; of leakage its energy.
    public let cost: OperationCost
}

/// The layers and steps of a block of a network.
public struct BlockShare: Sendable, Equatable {
    /// The name that all of them begin with; nil: those outside of blocks.
    public let name: String?
    /// Time and dynamic energy.
    public var cost = OperationCost.zero
    /// Multiply-accumulate operations with weights [1].
    public var staticOperations = 0.0
    /// Multiply-accumulate operations of activations with each other [1].
    public var dynamicOperations = 0.0
}

extension Estimate {
    /// Time and energy of an image by kind of work: layers with weights by cause, work on activations by kind, and leakage. Times
    /// add up to ``latencyOfOneImage``, and energies to ``wholeEnergy``, unless the reference's accounting counts a cause twice.
    public var kinds: [WorkShare] {
        var shares = CostBreakdown.categories.map { category in
            WorkShare(
                name: "layers, \(category.name)",
                cost: layers.reduce(.zero) { $0 + $1.breakdown[keyPath: category.path] })
        }
        // What the reference's accounting gives to layers but to no cause. It may also count a cause twice.
        let all = layers.reduce(OperationCost.zero) { $0 + $1.costs.total }
        let parts = shares.reduce(OperationCost.zero) { $0 + $1.cost }
        func rest(_ figure: (OperationCost) -> Double) -> Double {
            let rest = figure(all) - figure(parts)
            return rest > 1e-9 * figure(all) ? rest : 0
        }
        let other = OperationCost(latency: rest(\.latency), energy: rest(\.energy))
        shares.append(WorkShare(name: "layers, other", cost: other))
        if let activations {
            shares += ActivationEstimate.Kind.allCases.map {
                WorkShare(name: $0.rawValue, cost: activations.cost(of: $0))
            }
        }
        shares.append(WorkShare(name: "leakage", cost: OperationCost(latency: 0, energy: wholeLeakageEnergy)))
        return shares.filter { $0.cost != .zero }
    }

    /// Time and dynamic energy of an image by block of the network, in the order in which blocks first occur.
    public var blocks: [BlockShare] {
        var shares: [BlockShare] = []
        var places: [String?: Int] = [:]
        func place(of name: String?) -> Int {
            if let known = places[name] { return known }
            shares.append(BlockShare(name: name))
            places[name] = shares.count - 1
            return shares.count - 1
        }
        let costs = Dictionary(
            (activations?.steps ?? []).map { ($0.index, $0.total) }, uniquingKeysWith: { first, _ in first })
        var layer = 0
        for (index, step) in network.steps.enumerated() {
            let place = place(of: step.geometry.name.flatMap(blockName))
            shares[place].dynamicOperations += Double(step.dynamicMultiplyAccumulates)
            shares[place].cost += costs[index] ?? .zero
            guard step.operation == .convolution else { continue }
            shares[place].staticOperations += Double(step.geometry.multiplyAccumulates)
            shares[place].cost += layers[layer].costs.total
            layer += 1
        }
        return shares
    }
}

/// The block of a layer or step: its name up to the first part with a number, which is not the last part; nil where there is no
/// such part. `block3_query` is in `block3`, `encoder.layer.7.output` in `encoder.layer.7`.
func blockName(of name: String) -> String? {
    var end = name.startIndex
    while end < name.endIndex {
        let next = name[end...].firstIndex { "._/".contains($0) } ?? name.endIndex
        if name[end..<next].contains(where: \.isNumber) {
            return next < name.endIndex ? String(name[..<next].drop { $0 == "/" }) : nil
        }
        end = next < name.endIndex ? name.index(after: next) : next
    }
    return nil
}
