// SPDX-License-Identifier: Apache-2.0

import Architecture
import Circuits
import Configuration
import Technology

/// The circuits of DNN+NeuroSim V1.5.
struct NeuroSim15Circuits: CircuitRoles {
    /// The departures of the revision.
    let departures: NeuroSim15Departures

    func periphery(around array: SynapticArray, inputs: DesignInputs) -> ArrayPeriphery {
        PeripheryMaker(array, inputs: inputs).periphery()
    }

    /// Whole subarrays.
    var unusedSpace: AreaCategory? { departures.contains(.listsNoUnusedSpace) ? .unlisted : .other }

    /// Without adders that are wider than the array.
    func footprint(of circuit: Footprint, adders: Footprint, width: Double) -> Footprint {
        guard departures.contains(.dropsWideAdders), adders.width > width else { return circuit }
        return Footprint(width: width, height: circuit.height - adders.height)
    }

    /// The slowest sensing decides the period; circuits round by it, or by the frequency that the parameters give where
    /// that is lower. V1.5 takes its cycles for those of the shorter period all the same.
    func clock(of inputs: DesignInputs) -> Clock? {
        guard inputs.configuration.isSynchronous else { return nil }
        let period = PeripheryMaker(SynapticArray(inputs), inputs: inputs).sensingCycle
        let frequency = min(inputs.configuration.clockFrequency, 1 / period)
        return Clock(period: departures.contains(.ignoresSlowerClock) ? period : 1 / frequency, frequency: frequency)
    }

    /// SRAM that is read row by row has an amplifier for each column; those of a weight are added up one after the other.
    func columnsPerConverter(of inputs: DesignInputs) -> Int? {
        let mode = inputs.configuration.operationMode
        guard mode.isConventional, !mode.isParallel, case .bitlines = inputs.cell.readOut else { return nil }
        return inputs.columnsPerWeight
    }

    /// SRAM cells are taken to lie across: their width is stretched to the height of logic cells, their height to the width
    /// of two gates.
    func pitch(of cell: any MemoryCell, inputs: DesignInputs) -> Footprint {
        let technology = inputs.technology
        let configuration = inputs.configuration
        let own = Footprint(
            width: cell.widthInFeatureSizes * cell.featureSize, height: cell.heightInFeatureSizes * cell.featureSize)
        let gates = technology.relaxedGatePitch * 2
        let isLatch = if case .bitlines = cell.readOut { true } else { false }
        let least =
            isLatch
            ? Footprint(width: technology.cellHeight, height: gates)
            : Footprint(width: gates * 2, height: technology.cellHeight)
        return Footprint(
            width: configuration.relaxesCellWidth ? max(own.width, least.width) : own.width,
            height: configuration.relaxesCellHeight ? max(own.height, least.height) : own.height)
    }

    /// That of elements.
    func tileBufferIsSRAM(_ own: Bool, elements: Bool) -> Bool { elements }
}

// MARK: - Digital circuits

extension NeuroSim15Circuits {
    func adderTree(_ demand: AdderTreeDemand, inputs: DesignInputs) -> any SumTree {
        let tree = EnlargedAdderTree(
            unitCount: demand.units, inputBits: demand.operandBits, treeCount: demand.trees,
            switchingActivity: inputs.calibration.adders, layout: demand.layout, technology: inputs.technology)
        var rectangle = tree.footprint
        if case .width(let width) = demand.layout {
            rectangle = footprint(of: rectangle, adders: rectangle, width: width)
        }
        return ClockedAdderTree(tree: tree, clock: inputs.clock, footprint: rectangle)
    }

    func register(bits: Int, layout: LayoutConstraint, inputs: DesignInputs) -> any WordRegister {
        ClockedRegister(
            register: FlipFlopRegister(
                count: bits, layout: layout, technology: inputs.technology),
            clock: inputs.clock, ownPeriod: 1 / inputs.configuration.clockFrequency)
    }

    func pooling(window: Int, units: Int, layout: LayoutConstraint, inputs: DesignInputs) -> any PoolingUnits {
        ClockedPooling(
            units: EnlargedMaxPooling(
                bits: inputs.activationBits, window: window, unitCount: units,
                switchingActivity: inputs.calibration.control, layout: layout, technology: inputs.technology),
            clock: inputs.clock)
    }

    func rectifiers(_ units: Int, layout: LayoutConstraint, inputs: DesignInputs) -> ActivationUnit {
        let register = RectifierRegister(
            unitCount: units, bits: inputs.activationBits, layout: layout, technology: inputs.technology)
        let time = inputs.clock?.period ?? 1 / inputs.configuration.clockFrequency / 2
        return ActivationUnit(
            footprint: register.footprint, leakagePower: register.leakagePower, unitCount: units, lanes: units,
            outputBits: inputs.activationBits, hasTable: false,
            cost: OperationCost(
                latency: time, energy: register.cost(of: .rectify).energy))
    }

    func sigmoids(_ units: Int, entries: Int, layout: LayoutConstraint, inputs: DesignInputs) -> ActivationUnit {
        let configuration = inputs.configuration
        let feature = inputs.technology.featureSize
        let table = SigmoidTable(
            entries: SigmoidTable.Entries(bits: inputs.activationBits, count: entries), unitCount: units,
            storage: configuration.sigmoidTableIsSRAM
                ? .sram(inputs.sramBit, senseVoltage: configuration.minimumSenseVoltage)
                : .resistive(inputs.cell.stateResistance, readVoltage: configuration.readVoltage),
            cellSize: Footprint(
                width: inputs.cell.widthInFeatureSizes * feature, height: inputs.cell.heightInFeatureSizes * feature),
            decoderDriver: configuration.wordlineDecoderDriverSize, decoderActivity: inputs.calibration.control,
            layout: layout, technology: inputs.technology)
        return ActivationUnit(
            footprint: table.footprint, leakagePower: table.leakagePower * Double(units), unitCount: units,
            lanes: entries, outputBits: inputs.activationBits, hasTable: true,
            cost: table.cost(of: .lookUp).timed(by: inputs.clock))
    }
}

// MARK: - Wires and buffers

extension NeuroSim15Circuits {
    /// Buses in elements, whose transfers are hidden in a synchronous chip, and H-trees.
    func interconnect(_ demand: InterconnectDemand, inputs: DesignInputs) -> any Interconnect {
        switch demand.reach {
        case .rows: bus(.horizontal, demand, toggleRate: inputs.configuration.inputToggleRate, inputs: inputs)
        case .columns: bus(.vertical, demand, toggleRate: inputs.configuration.outputToggleRate, inputs: inputs)
        case .units: ClockedWires(wires: tree(demand, inputs: inputs), clock: inputs.clock)
        }
    }

    private func bus(
        _ direction: ElementBus.Direction, _ demand: InterconnectDemand, toggleRate: Double, inputs: DesignInputs
    ) -> any Interconnect {
        let bus = ElementBus(
            direction, rows: demand.rows, columns: demand.columns, width: demand.width,
            busCount: direction == .vertical ? demand.rows : 1, unit: demand.unit, toggleRate: toggleRate,
            wireResistance: demand.wireResistance, technology: inputs.technology)
        return ClockedWires(wires: bus, clock: inputs.clock, isHidden: inputs.clock != nil)
    }

    private func tree(_ demand: InterconnectDemand, inputs: DesignInputs) -> SquareHTree {
        SquareHTree(
            rows: demand.rows, columns: demand.columns, width: demand.width, unit: demand.unit,
            foldingRatio: demand.foldingRatio, delayTolerance: demand.delayTolerance,
            wireResistance: demand.wireResistance, wires: inputs.globalWires, technology: inputs.technology)
    }

    /// An H-tree, or buses along rows and columns.
    func globalInterconnect(_ demand: InterconnectDemand, inputs: DesignInputs) -> any Interconnect {
        guard !inputs.configuration.globalBusIsHTree else {
            return ClockedWires(
                wires: tree(demand, inputs: inputs), clock: inputs.clock,
                delaysBuffers: inputs.configuration.synchronizesTransfers)
        }
        let bus = XYBus(
            rows: demand.rows, columns: demand.columns, width: demand.width, unit: demand.unit,
            foldingRatio: demand.foldingRatio, delayTolerance: demand.delayTolerance,
            wireResistance: demand.wireResistance, wires: inputs.globalWires, technology: inputs.technology)
        return ClockedXYBus(
            bus: bus, clock: inputs.clock,
            toggleRates: (inputs.configuration.inputToggleRate, inputs.configuration.outputToggleRate))
    }

    func buffer(_ demand: BufferDemand, inputs: DesignInputs) -> any DataBuffer {
        let configuration = inputs.configuration
        let calibration = inputs.calibration
        let storage: LineBuffer.Storage =
            switch demand.storage {
            case .registerFile: .registerFile
            case .sram(_, let size, let senseVoltage):
                .sram(SRAMStorage(cell: inputs.sramBit, cellSize: size, minimumSenseVoltage: senseVoltage))
            }
        let buffer = LineBuffer(
            bits: demand.bits, lineBits: demand.lineBits, storage: storage, clockFrequency: demand.clockFrequency,
            decoderDriver: configuration.wordlineDecoderDriverSize,
            activity: LineBuffer.Activity(registers: calibration.registers, decoder: calibration.control),
            wires: LineBuffer.Wires(
                wordlineResistance: inputs.columnMetal.resistancePerLength,
                bitlineResistance: inputs.rowMetal.resistancePerLength, periphery: demand.wireResistance),
            layout: demand.layout, technology: inputs.technology)
        return ClockedBuffer(buffer: buffer, clock: inputs.clock)
    }
}

extension DesignInputs {
    /// Wires above the arrays.
    fileprivate var globalWires: GlobalWires {
        GlobalWires(
            arrayWireWidth: Double(configuration.wireWidth) * 1e-9, temperature: configuration.temperature,
            featureSize: technology.featureSize)
    }
}
