import Technology

// Latency and energy of many operations apart, where blocks have not moved to costs yet. Each is a multiple of the cost of one
// operation (`cost(of:)`).

extension Adder {
    /// Time of operations one after the other [s].
    public func readLatency(load: Double, inputRamp: Ramp = .step, operations: Double) -> Double {
        cost(of: .add(load: load, inputRamp: inputRamp)).latency * operations
    }
    /// Energy of operations one after the other [J].
    public func readEnergy(operations: Double, activeAdders: Int? = nil) -> Double {
        cost(of: .add(active: activeAdders)).energy * operations
    }
}

extension AdderTree {
    /// Time of operations one after the other [s].
    public func readLatency(summing units: Int? = nil, load: Double = 0, operations: Double) -> Double {
        cost(of: .sum(units: units, load: load)).latency * operations
    }
    /// Energy of operations one after the other [J].
    public func readEnergy(summing units: Int? = nil, operations: Double) -> Double {
        cost(of: .sum(units: units)).energy * operations
    }
}

extension BitShifter {
    /// Time of operations one after the other [s].
    public func readLatency(operations: Double) -> Double { cost(of: .rectify).latency * operations }
    /// Energy of operations one after the other [J].
    public func readEnergy(operations: Double) -> Double { cost(of: .rectify).energy * operations }
}

extension DFlipFlop {
    /// Time of operations one after the other [s].
    public func readLatency(operations: Double) -> Double { cost(of: .store()).latency * operations }
    /// Energy of operations one after the other [J].
    public func readEnergy(operations: Double, activeBits: Double? = nil) -> Double {
        cost(of: .store(activeBits: activeBits)).energy * operations
    }
}

extension MaxPooling {
    /// Time of operations one after the other [s].
    public func readLatency(load: Double, inputRamp: Ramp = .step, operations: Double) -> Double {
        cost(of: .pool(load: load, inputRamp: inputRamp)).latency * operations
    }
    /// Energy of operations one after the other [J].
    public func readEnergy(operations: Double) -> Double { cost(of: .pool()).energy * operations }
}

extension Multiplier {
    /// Time of operations one after the other [s].
    public func readLatency(load: Double = 0, operations: Double) -> Double {
        cost(of: .multiply(load: load)).latency * operations
    }
    /// Energy of operations one after the other [J].
    public func readEnergy(operations: Double) -> Double { cost(of: .multiply()).energy * operations }
}

extension ShiftAdd {
    /// Time of operations one after the other [s].
    public func readLatency(operations: Double, readPulseWidth: Double) -> Double {
        cost(of: .accumulate(steps: operations, readPulseWidth: readPulseWidth)).latency
    }
    /// Energy of operations one after the other [J].
    public func readEnergy(operations: Double) -> Double {
        cost(of: .accumulate(steps: operations, readPulseWidth: 0)).energy
    }
}

extension Sigmoid {
    /// Time of operations one after the other [s].
    public func readLatency(operations: Double) -> Double { cost(of: .lookUp).latency * operations }
    /// Energy of operations one after the other [J].
    public func readEnergy(operations: Double) -> Double { cost(of: .lookUp).energy * operations }
}

extension ColumnMultiplexer {
    /// Time of operations one after the other [s].
    public func readLatency(loadCapacitance: Double, operations: Double) -> Double {
        cost(of: .pass(load: loadCapacitance)).latency * operations
    }
    /// Energy of operations one after the other [J].
    public func readEnergy(operations: Double) -> Double { cost(of: .pass()).energy * operations }
}

extension Precharger {
    /// Time of operations one after the other [s].
    public func latency(bitline: LineLoad, operations: Double) -> Double {
        cost(of: .prechargeForRead(bitline: bitline)).latency * operations
    }
    /// Energy of operations one after the other [J].
    public func readEnergy(bitline: LineLoad, operations: Double) -> Double {
        cost(of: .prechargeForRead(bitline: bitline)).energy * operations
    }
    /// Energy of operations one after the other [J].
    public func writeEnergy(bitline: LineLoad, columnActivity: Double, operations: Double) -> Double {
        cost(of: .prechargeForWrite(bitline: bitline, columnActivity: columnActivity)).energy * operations
    }
}

extension RowDecoder {
    /// Time of operations one after the other [s].
    public func latency(
        loadCapacitance: Double, complementLoadCapacitance: Double = 0, inputRamp: Ramp = .step, operations: Double
    ) -> Double {
        cost(of: .select(load: loadCapacitance, complementLoad: complementLoadCapacitance, inputRamp: inputRamp))
            .latency * operations
    }
    /// Energy of operations one after the other [J].
    public func energy(operations: Double) -> Double { cost(of: .select()).energy * operations }
}

extension SRAMWriteDriver {
    /// Time of operations one after the other [s].
    public func writeLatency(bitline: LineLoad, inputRamp: Ramp = .step, operations: Double) -> Double {
        cost(of: .write(bitline: bitline, inputRamp: inputRamp, columnActivity: 1)).latency * operations
    }
    /// Energy of operations one after the other [J].
    public func writeEnergy(columnActivity: Double, operations: Double) -> Double {
        cost(of: .write(bitline: LineLoad(capacitance: 0), columnActivity: columnActivity)).energy * operations
    }
}

extension SwitchMatrix {
    /// Time of operations one after the other [s].
    public func readLatency(load: LineLoad, inputRamp: Ramp = .step, operations: Double) -> Double {
        cost(of: .read(load: load, inputRamp: inputRamp, lineActivity: 0)).latency * operations
    }
    /// Time of operations one after the other [s].
    public func writeLatency(load: LineLoad, inputRamp: Ramp = .step, operations: Double, scans: Double) -> Double {
        cost(of: .write(load: load, inputRamp: inputRamp, columnActivity: 0, pulses: 0)).latency * operations + cost(
            of: .scan
        ).latency * scans
    }
    /// Energy of operations one after the other [J].
    public func readEnergy(lineActivity: Double, operations: Double) -> Double {
        cost(of: .read(load: LineLoad(capacitance: 0), lineActivity: lineActivity)).energy * operations
    }
    /// Energy of operations one after the other [J].
    public func writeEnergy(columnActivity: Double, pulses: Double, operations: Double, scans: Double) -> Double {
        cost(of: .write(load: LineLoad(capacitance: 0), columnActivity: columnActivity, pulses: pulses)).energy
            * operations + cost(of: .scan).energy * scans
    }
}

extension SARADC {
    /// Time of operations one after the other [s].
    public func readLatency(operations: Double) -> Double {
        cost(of: .convert(columnResistances: [])).latency * operations
    }
    /// Energy of operations one after the other [J].
    public func readEnergy(columnResistances: some Sequence<Double>, operations: Double = 1) -> Double {
        cost(of: .convert(columnResistances: Array(columnResistances))).energy * operations
    }
}

extension FlashADC {
    /// Energy of operations one after the other [J].
    public func readEnergy(columnResistances: some Sequence<Double>, operations: Double = 1) -> Double {
        cost(of: .convert(columnResistances: Array(columnResistances))).energy * operations
    }
}

extension SenseAmplifier {
    /// Time of operations one after the other [s].
    public func readLatency(operations: Double) -> Double { cost(of: .sense).latency * operations }
    /// Energy of operations one after the other [J].
    public func readEnergy(operations: Double) -> Double { cost(of: .sense).energy * operations }
}

extension FlashADCEncoder {
    /// Time of operations one after the other [s].
    public func readLatency(inputRamp: Ramp = .step, operations: Double) -> Double {
        cost(of: .encode(inputRamp: inputRamp)).latency * operations
    }
    /// Energy of operations one after the other [J].
    public func readEnergy(operations: Double) -> Double { cost(of: .encode()).energy * operations }
}

extension Buffer {
    /// Time of operations one after the other [s].
    public func readLatency(lines: Double) -> Double { cost(of: .read(lines: lines, bits: 0)).latency }
    /// Time of operations one after the other [s].
    public func writeLatency(lines: Double) -> Double { cost(of: .write(lines: lines, bits: 0)).latency }
    /// Energy of operations one after the other [J].
    public func readEnergy(bits: Double) -> Double { cost(of: .read(lines: 0, bits: bits)).energy }
    /// Energy of operations one after the other [J].
    public func writeEnergy(bits: Double) -> Double { cost(of: .write(lines: 0, bits: bits)).energy }
}

extension DRAM {
    /// Time of operations one after the other [s].
    public func readLatency(bits: Double) -> Double { cost(of: .transfer(bits: bits)).latency }
    /// Energy of operations one after the other [J].
    public func readEnergy(bits: Double) -> Double { cost(of: .transfer(bits: bits)).energy }
}

extension Bus {
    /// Time of operations one after the other [s].
    public func readLatency(operations: Double) -> Double { cost(of: .transfer(bits: 0)).latency * operations }
    /// Energy of operations one after the other [J].
    public func readEnergy(bits: Double, operations: Double) -> Double {
        cost(of: .transfer(bits: bits)).energy * operations
    }
}

extension HTree {
    /// Time of operations one after the other [s].
    public func readLatency(unit: Footprint, operations: Double, firstLevelResistance: Double = 0) -> Double {
        cost(of: .transfer(bits: 0, unit: unit, firstLevelResistance: firstLevelResistance)).latency * operations
    }
    /// Energy of operations one after the other [J].
    public func readEnergy(unit: Footprint, bits: Double, operations: Double) -> Double {
        cost(of: .transfer(bits: bits, unit: unit)).energy * operations
    }
}
