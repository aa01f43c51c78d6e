// SPDX-License-Identifier: Apache-2.0

import Architecture
import Circuits
import Technology

/// Adder trees that work in periods of a clock, where there is one.
struct ClockedAdderTree: SumTree {
    let tree: EnlargedAdderTree
    let clock: Clock?
    let footprint: Footprint

    var unitCount: Int { tree.unitCount }
    var inputBits: Int { tree.inputBits }
    var treeCount: Int { tree.treeCount }
    var stageCount: Int { tree.stageCount }
    var leakagePower: Double { tree.leakagePower }

    func leakagePower(summing units: Int) -> Double { tree.leakagePower(summing: units) }

    func cost(of operation: AdderTree.Operation) -> OperationCost {
        switch operation {
        case .sum(let units, let load): tree.cost(of: .sum(units: units, load: load)).timed(by: clock)
        }
    }
}

/// A register that is clocked, or takes half of the period of its own clock.
struct ClockedRegister: WordRegister {
    let register: FlipFlopRegister
    let clock: Clock?
    /// Period of the clock of registers where circuits work at their own pace [s].
    let ownPeriod: Double

    var count: Int { register.count }
    var footprint: Footprint { register.footprint }
    var leakagePower: Double { register.leakagePower }

    func cost(of operation: DFlipFlop.Operation) -> OperationCost {
        switch operation {
        case .store(let activeBits):
            OperationCost(
                latency: clock?.period ?? ownPeriod / 2, energy: register.storingEnergy(activeBits: activeBits))
        }
    }
}

/// Pooling units each of whose stages takes whole periods.
struct ClockedPooling: PoolingUnits {
    let units: EnlargedMaxPooling
    let clock: Clock?

    var window: Int { units.window }
    var unitCount: Int { units.unitCount }
    var footprint: Footprint { units.footprint }
    var leakagePower: Double { units.leakagePower }

    func cost(of operation: MaxPooling.Operation) -> OperationCost {
        switch operation {
        case .pool(let load, let inputRamp):
            let own = units.cost(of: .pool(load: load, inputRamp: inputRamp))
            guard let clock else { return own }
            let stage = clock.cycles(of: units.stageDelay(load: load, inputRamp: inputRamp))
            return OperationCost(latency: clock.duration(of: stage * Double(units.stageCount)), energy: own.energy)
        }
    }
}

/// A buffer that takes a line in each period of a clock, where there is one.
struct ClockedBuffer: DataBuffer {
    let buffer: LineBuffer
    let clock: Clock?

    var bits: Int { buffer.bits }
    var lineBits: Int { buffer.lineBits }
    var footprint: Footprint { buffer.footprint }
    var leakagePower: Double { buffer.leakagePower }

    func cost(of operation: BufferOperation) -> OperationCost {
        let own = buffer.cost(of: operation)
        guard let clock else { return own }
        switch operation {
        case .read(let lines, _), .write(let lines, _):
            return OperationCost(latency: clock.duration(of: Cycles(lines)), energy: own.energy)
        }
    }
}

/// Wires whose transfers take whole periods of a clock, or no time that counts.
///
/// A buffer may wait for the wires with each of its lines, of which it otherwise moves one in a period.
struct ClockedWires<Wires: Interconnect>: Interconnect {
    let wires: Wires
    let clock: Clock?
    /// Whether transfers are hidden behind what computes.
    var isHidden = false
    /// Whether buffers wait until a line has passed the wires.
    var delaysBuffers = false

    var width: Double { wires.width }
    var footprint: Footprint { wires.footprint }
    var leakagePower: Double { wires.leakagePower }

    func cost(of operation: InterconnectOperation) -> OperationCost {
        let own = wires.cost(of: operation)
        return isHidden ? OperationCost(latency: 0, energy: own.energy) : own.timed(by: clock)
    }

    /// The periods that a line takes through the wires, parts of them included, where that is more than one.
    func bufferDelay(unit: Footprint) -> Double {
        guard delaysBuffers, let clock else { return 1 }
        return max(1, wires.cost(of: .transfer(bits: 1, unit: unit)).latency * clock.frequency)
    }
}

/// Straight buses between the global buffer and the tiles, each direction of which takes whole periods of a clock.
struct ClockedXYBus: Interconnect {
    let bus: XYBus
    let clock: Clock?
    /// Shares of the bits of inputs and of results that switch [1].
    let toggleRates: (input: Double, output: Double)

    var width: Double { bus.width }
    var footprint: Footprint { bus.footprint }
    var leakagePower: Double { bus.leakagePower }

    func cost(of operation: InterconnectOperation) -> OperationCost { bus.cost(of: operation).timed(by: clock) }

    /// Inputs to and results from a tile in the middle of those that work.
    func cost(of exchange: BlockExchange) -> OperationCost {
        let rows = Double(exchange.allUnits).squareRoot().rounded(.up)
        let columns = (Double(exchange.allUnits) / rows).rounded(.up)
        let middle = XYBus.Place(column: Int((columns / 2).rounded(.up)), row: Int((rows / 2).rounded(.up)))
        let inputs = (exchange.inputBits / width * rows / Double(exchange.unitRows)).rounded(.up)
        let outputs = (exchange.outputBits / width * columns / Double(exchange.unitColumns)).rounded(.up)
        let into = bus.input(bits: exchange.inputBits * toggleRates.input, to: middle, unit: exchange.unit)
        let out = bus.output(bits: exchange.outputBits * toggleRates.output, from: middle, unit: exchange.unit)
        return into.timed(by: clock).times(latency: inputs, energy: 1)
            + out.timed(by: clock).times(latency: outputs, energy: 1)
    }
}

extension OperationCost {
    /// The same in whole periods of a clock, where there is one.
    func timed(by clock: Clock?) -> OperationCost {
        guard let clock else { return self }
        return OperationCost(latency: clock.duration(of: clock.cycles(of: latency)), energy: energy)
    }
}
