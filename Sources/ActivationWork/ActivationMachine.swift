// SPDX-License-Identifier: Apache-2.0

import Circuits
import Macro
import Workload

/// Hardware for work on activations, sized for the networks that run on it.
public struct ActivationMachine: Sendable {
    /// The description.
    public let hardware: ActivationHardware
    let engine: any ProductEngine
    let unit: VectorUnit
    let buffer: ActivationBuffer
    /// Bits of the step that needs most room: its inputs and outputs, without keys and values that are kept [bit].
    let workingCapacity: Double

    private var bits: Double { Double(hardware.activationBits) }

    /// Sizes hardware. Without a given capacity, the buffer holds all that one of the networks needs at a time.
    public init(_ hardware: ActivationHardware, for networks: [Network]) {
        self.hardware = hardware
        unit = VectorUnit(lanes: hardware.lanes, bits: hardware.vectorBits, silicon: hardware.silicon)
        engine = Self.engine(hardware, unit: unit)
        let bits = Double(hardware.activationBits)
        let working = bits * (networks.map(Self.largestStep).max() ?? 0)
        let kept = bits * (networks.map(Self.keptNumbers).max() ?? 0)
        workingCapacity = working
        buffer = ActivationBuffer(
            capacity: hardware.bufferCapacity ?? working + kept, width: Double(hardware.lanes) * bits,
            cycleTime: unit.cycleTime, silicon: hardware.silicon)
    }

    /// The engine that the hardware asks for, beside a vector unit.
    static func engine(_ hardware: ActivationHardware, unit: VectorUnit) -> any ProductEngine {
        switch hardware.engine {
        case .digital: ArrayProducts(hardware, cells: .adders)
        case .sram: ArrayProducts(hardware, cells: .currents)
        case .resistive: ArrayProducts(hardware, cells: .resistive(hardware.resistiveCells))
        case .systolic: SystolicProducts(hardware)
        case .vector: VectorProducts(unit: unit)
        }
    }

    /// Estimates what a network does besides its layers with weights.
    ///
    /// - Returns: the figures; nil where the network does nothing that this hardware computes, and for networks that only add
    ///   maps, as residual convolutional networks do.
    public func estimate(_ network: Network) -> ActivationEstimate? {
        guard !network.workBesideLayers.isEmpty else { return nil }
        let run = ActivationRun(self, network)
        return ActivationEstimate(
            hardware: hardware, steps: network.steps.indices.compactMap { run.step(at: $0) }, engineArea: engine.area,
            vectorArea: unit.area, bufferArea: buffer.area,
            leakagePower: engine.leakagePower + unit.leakagePower + buffer.leakagePower,
            bufferCapacity: buffer.capacity, cacheCapacity: run.cacheCapacity,
            keptShare: run.keptShare)
    }

    /// Numbers of the step of a network that needs most room, without keys and values that are kept [1].
    private static func largestStep(_ network: Network) -> Double {
        network.steps.indices.filter { network.steps[$0].operation.computes }
            .map { numbers(network.steps[$0], hasKeptMatrix: network.keepsMatrix(ofStep: $0)) }.max() ?? 0
    }

    /// Numbers of keys and values that are kept [1].
    static func keptNumbers(_ network: Network) -> Double {
        network.steps.filter { $0.operation == .cache }.reduce(0) { $0 + Double($1.finalElements) }
    }

    /// Numbers of a step that are in the buffer at the same time, without a matrix that is kept [1].
    static func numbers(_ step: NetworkStep, hasKeptMatrix: Bool) -> Double {
        Double(step.inputElements) + Double(hasKeptMatrix ? 0 : step.secondElements ?? 0) + Double(step.finalElements)
    }
}

extension Network {
    /// Whether the matrices of a product are keys or values that are kept for later tokens.
    func keepsMatrix(ofStep index: Int) -> Bool {
        guard steps[index].operation == .product, case .step(let source)? = steps[index].inputs.dropFirst().first,
            steps.indices.contains(source)
        else { return false }
        return steps[source].operation == .cache
    }
}
