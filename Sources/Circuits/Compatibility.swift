import Technology

extension Adder {
    public func readLatency(load: Double, inputRamp: Ramp = .step, operations: Double) -> Double { cost(of: .add(load: load, inputRamp: inputRamp)).latency * operations }
    public func readEnergy(operations: Double, activeAdders: Int? = nil) -> Double { cost(of: .add(active: activeAdders)).energy * operations }
}
extension AdderTree {
    public func readLatency(summing units: Int? = nil, load: Double = 0, operations: Double) -> Double { cost(of: .sum(units: units, load: load)).latency * operations }
    public func readEnergy(summing units: Int? = nil, operations: Double) -> Double { cost(of: .sum(units: units)).energy * operations }
}
extension BitShifter {
    public func readLatency(operations: Double) -> Double { cost(of: .rectify).latency * operations }
    public func readEnergy(operations: Double) -> Double { cost(of: .rectify).energy * operations }
}
extension Comparator {
    public func readLatency(load: Double, inputRamp: Ramp = .step, operations: Double) -> Double { cost(of: .compare(load: load, inputRamp: inputRamp)).latency * operations }
    public func readEnergy(operations: Double, activeComparators: Int? = nil) -> Double { cost(of: .compare(load: 0, active: activeComparators)).energy * operations }
}
extension DFlipFlop {
    public func readLatency(operations: Double) -> Double { cost(of: .store()).latency * operations }
    public func readEnergy(operations: Double, activeBits: Double? = nil) -> Double { cost(of: .store(activeBits: activeBits)).energy * operations }
}
extension MaxPooling {
    public func readLatency(load: Double, inputRamp: Ramp = .step, operations: Double) -> Double { cost(of: .pool(load: load, inputRamp: inputRamp)).latency * operations }
    public func readEnergy(operations: Double) -> Double { cost(of: .pool()).energy * operations }
}
extension Multiplier {
    public func readLatency(load: Double = 0, operations: Double) -> Double { cost(of: .multiply(load: load)).latency * operations }
    public func readEnergy(operations: Double) -> Double { cost(of: .multiply()).energy * operations }
}
extension ShiftAdd {
    public func readLatency(operations: Double, readPulseWidth: Double) -> Double { cost(of: .accumulate(steps: operations, readPulseWidth: readPulseWidth)).latency }
    public func readEnergy(operations: Double) -> Double { cost(of: .accumulate(steps: operations, readPulseWidth: 0)).energy }
}
extension Sigmoid {
    public func readLatency(operations: Double) -> Double { cost(of: .lookUp).latency * operations }
    public func readEnergy(operations: Double) -> Double { cost(of: .lookUp).energy * operations }
}
extension ColumnMultiplexer {
    public func readLatency(loadCapacitance: Double, operations: Double) -> Double { cost(of: .pass(load: loadCapacitance)).latency * operations }
    public func readEnergy(operations: Double) -> Double { cost(of: .pass()).energy * operations }
}
extension CrossPointWordlineDriver {
    public func latency(load: LineLoad, inputRamp: Ramp, operations: Double) -> Double { cost(of: .read(selected: 1, load: load, inputRamp: inputRamp)).latency * operations }
    public func readEnergy(selectedWordlines: Double, operations: Double) -> Double { cost(of: .read(selected: selectedWordlines, load: LineLoad(capacitance: 0))).energy * operations }
    public func writeEnergy(selectedWordlines: Double, operations: Double) -> Double { cost(of: .write(selected: selectedWordlines, load: LineLoad(capacitance: 0))).energy * operations }
}
extension Precharger {
    public func latency(bitline: LineLoad, operations: Double) -> Double { cost(of: .prechargeForRead(bitline: bitline)).latency * operations }
    public func readEnergy(bitline: LineLoad, operations: Double) -> Double { cost(of: .prechargeForRead(bitline: bitline)).energy * operations }
    public func writeEnergy(bitline: LineLoad, columnActivity: Double, operations: Double) -> Double { cost(of: .prechargeForWrite(bitline: bitline, columnActivity: columnActivity)).energy * operations }
}
extension RowDecoder {
    public func latency(loadCapacitance: Double, complementLoadCapacitance: Double = 0, inputRamp: Ramp = .step, operations: Double) -> Double { cost(of: .select(load: loadCapacitance, complementLoad: complementLoadCapacitance, inputRamp: inputRamp)).latency * operations }
    public func energy(operations: Double) -> Double { cost(of: .select()).energy * operations }
}
extension SRAMWriteDriver {
    public func writeLatency(bitline: LineLoad, inputRamp: Ramp = .step, operations: Double) -> Double { cost(of: .write(bitline: bitline, inputRamp: inputRamp, columnActivity: 1)).latency * operations }
    public func writeEnergy(columnActivity: Double, operations: Double) -> Double { cost(of: .write(bitline: LineLoad(capacitance: 0), columnActivity: columnActivity)).energy * operations }
}
extension SwitchMatrix {
    public func readLatency(load: LineLoad, inputRamp: Ramp = .step, operations: Double) -> Double { cost(of: .read(load: load, inputRamp: inputRamp, lineActivity: 0)).latency * operations }
    public func writeLatency(load: LineLoad, inputRamp: Ramp = .step, operations: Double, scans: Double) -> Double { cost(of: .write(load: load, inputRamp: inputRamp, columnActivity: 0, pulses: 0)).latency * operations + cost(of: .scan).latency * scans }
    public func readEnergy(lineActivity: Double, operations: Double) -> Double { cost(of: .read(load: LineLoad(capacitance: 0), lineActivity: lineActivity)).energy * operations }
    public func writeEnergy(columnActivity: Double, pulses: Double, operations: Double, scans: Double) -> Double { cost(of: .write(load: LineLoad(capacitance: 0), columnActivity: columnActivity, pulses: pulses)).energy * operations + cost(of: .scan).energy * scans }
}
extension WordlineDecoderDriver {
    public func latency(load: LineLoad, inputRamp: Ramp, operations: Double) -> Double { cost(of: .read(load: load, inputRamp: inputRamp)).latency * operations }
    public func readEnergy(operations: Double) -> Double { cost(of: .read(load: LineLoad(capacitance: 0), inputRamp: .step)).energy * operations }
    public func writeEnergy(operations: Double) -> Double { cost(of: .write(load: LineLoad(capacitance: 0), inputRamp: .step)).energy * operations }
}
extension WordlineSwitchMatrix {
    public func readLatency(load: LineLoad, inputRamp: Ramp = .step, operations: Double) -> Double { cost(of: .read(load: load, inputRamp: inputRamp, rowActivity: 0)).latency * operations }
    public func writeLatency(load: LineLoad, inputRamp: Ramp = .step, operations: Double, scans: Double) -> Double { operations == 0 ? 0 : cost(of: .write(load: load, inputRamp: inputRamp)).latency * operations + cost(of: .scan).latency * scans }
    public func readEnergy(rowActivity: Double, operations: Double) -> Double { cost(of: .read(load: LineLoad(capacitance: 0), rowActivity: rowActivity)).energy * operations }
    public func writeEnergy(operations: Double, scans: Double) -> Double { operations == 0 ? 0 : cost(of: .write(load: LineLoad(capacitance: 0))).energy * operations + cost(of: .scan).energy * scans }
}
extension SARADC {
    public func readLatency(operations: Double) -> Double { cost(of: .convert(columnResistances: [])).latency * operations }
    public func readEnergy(columnResistances: some Sequence<Double>, operations: Double = 1) -> Double { cost(of: .convert(columnResistances: Array(columnResistances))).energy * operations }
}
extension FlashADC {
    public func readLatency(columnResistances: some Sequence<Double>, columnsPerConverter: Double, operations: Double = 1) -> Double { cost(of: .convert(columnResistances: Array(columnResistances))).latency * columnsPerConverter * operations }
    public func readEnergy(columnResistances: some Sequence<Double>, operations: Double = 1) -> Double { cost(of: .convert(columnResistances: Array(columnResistances))).energy * operations }
}
extension CurrentSenseAmplifier {
    public func readLatency(columnResistances: some Sequence<Double>, columnsPerAmplifier: Double, operations: Double = 1) -> Double { cost(of: .convert(columnResistances: Array(columnResistances))).latency * columnsPerAmplifier * operations }
    public func readEnergy(columnResistances: some Sequence<Double>, operations: Double = 1) -> Double { cost(of: .convert(columnResistances: Array(columnResistances))).energy * operations }
}
extension SenseAmplifier {
    public func readLatency(operations: Double) -> Double { cost(of: .sense).latency * operations }
    public func readEnergy(operations: Double) -> Double { cost(of: .sense).energy * operations }
}
extension FlashADCEncoder {
    public func readLatency(inputRamp: Ramp = .step, operations: Double) -> Double { cost(of: .encode(inputRamp: inputRamp)).latency * operations }
    public func readEnergy(operations: Double) -> Double { cost(of: .encode()).energy * operations }
}
extension Buffer {
    public func readLatency(lines: Double) -> Double { cost(of: .read(lines: lines, bits: 0)).latency }
    public func writeLatency(lines: Double) -> Double { cost(of: .write(lines: lines, bits: 0)).latency }
    public func readEnergy(bits: Double) -> Double { cost(of: .read(lines: 0, bits: bits)).energy }
    public func writeEnergy(bits: Double) -> Double { cost(of: .write(lines: 0, bits: bits)).energy }
}
extension DRAM {
    public func readLatency(bits: Double) -> Double { cost(of: .transfer(bits: bits)).latency }
    public func readEnergy(bits: Double) -> Double { cost(of: .transfer(bits: bits)).energy }
}
extension Bus {
    public func readLatency(operations: Double) -> Double { cost(of: .transfer(bits: 0)).latency * operations }
    public func readEnergy(bits: Double, operations: Double) -> Double { cost(of: .transfer(bits: bits)).energy * operations }
}
extension HTree {
    public func readLatency(unit: Footprint, operations: Double, firstLevelResistance: Double = 0) -> Double { cost(of: .transfer(bits: 0, unit: unit, firstLevelResistance: firstLevelResistance)).latency * operations }
    public func readEnergy(unit: Footprint, bits: Double, operations: Double) -> Double { cost(of: .transfer(bits: bits, unit: unit)).energy * operations }
}
