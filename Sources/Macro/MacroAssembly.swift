// SPDX-License-Identifier: Apache-2.0

import Circuits

/// Makes the circuits of a macro, and counts how often they work in a multiplication.
struct MacroAssembly {
    /// A circuit and what it takes in the multiplication, without overhead.
    struct Part {
        let name: MacroPart.Name
        let area: Double
        let leakagePower: Double
        let cost: OperationCost

        init(_ name: MacroPart.Name, _ circuit: some CircuitModel, _ cost: OperationCost) {
            self.name = name
            area = circuit.area
            leakagePower = circuit.leakagePower
            self.cost = cost
        }
    }

    let design: MacroDesign
    let task: MacroTask
    let counts: MacroCounts
    let silicon: OperatingPoint

    var parts: [Part] {
        switch design.readOut {
        case .converters(let converters): analogParts(converters)
        case .adders(let adders): digitalParts(adders)
        }
    }

    private var reads: Double { Double(counts.reads) }

    // MARK: Converters

    /// Share of the lines of a read that switch, or pulses a line [1].
    private var swings: Double {
        let density = task.inputDensity
        switch design.coding {
        // One of the two lines of a bit switches whatever the bit.
        case .bitSerial: return design.rowsPerWeight > 1 ? 1 / Double(design.rowsPerWeight) : density
        case .pulseCount: return isIntegrating ? counts.planes : counts.pulses * density
        case .pulseWidth: return density > 0 ? 1 : 0
        case .voltage, .multiBit: return density
        }
    }

    private var isIntegrating: Bool {
        if case .converters(let converter) = design.readOut { converter.kind == .integrating } else { false }
    }

    /// Edges in a row that a line needs for the highest value [1]: a counted pulse has two.
    private var slots: Double {
        switch design.coding {
        case .pulseCount: 2 * Double((1 << counts.bits) - 1)
        case .pulseWidth: counts.pulses
        case .bitSerial, .voltage, .multiBit: 0
        }
    }

    private func analogParts(_ converter: MacroConverterDesign) -> [Part] {
        let cells = CellColumns(design, silicon: silicon)
        let lines = InputLineDrivers(design, silicon: silicon)
        let inputs = InputConverters(design, silicon: silicon)
        let converters = ColumnConverters(converter, silicon: silicon)
        let bits = task.outputBits ?? converter.bits
        let conversion = converters.cost(of: .convert(bits: bits, planes: counts.planes))
        var parts = [
            Part(.cells, cells, cellCost(cells)),
            Part(
                .inputLines, lines,
                lines.cost(of: .select) * Double(counts.steps)
                    + lines.cost(of: .drive(lines: counts.rows, swings: swings, slots: slots)) * reads),
            Part(
                .inputConverters, inputs,
                inputs.cost(of: .convert(rows: counts.rows, bits: counts.bits, density: task.inputDensity)) * reads),
            Part(
                .converters, converters,
                conversion.times(latency: Double(counts.steps), energy: Double(counts.conversions))),
        ]
        if addsCodes {
            let adders = ResultAdders(count: converter.count, silicon: silicon)
            parts.append(
                Part(.resultAdders, adders, adders.cost(of: .add(bits: bits)) * Double(counts.conversions)))
        }
        return parts
    }

    /// Whether codes are shifted and added: those of bit columns, or of several reads.
    private var addsCodes: Bool { design.joining == .digital && design.columnsPerWeight > 1 || counts.reads > 1 }

    private func cellCost(_ cells: CellColumns) -> OperationCost {
        guard case .resistive = design.cell.contribution else {
            let product = task.inputDensity * task.weightDensity
            return cells.cost(of: .read(rows: counts.rows, product: product)) * reads
        }
        let input = design.rowsPerWeight > 1 ? 1 / Double(design.rowsPerWeight) : task.inputDensity
        return cells.cost(
            of: .conduct(
                rows: counts.rows, columns: counts.conversions, times: counts.planes, input: input,
                weight: task.weightDensity))
    }

    // MARK: Adders

    private func digitalParts(_ adders: AdderDesign) -> [Part] {
        let cells = CellColumns(design, silicon: silicon)
        let lines = InputLineDrivers(design, silicon: silicon)
        let multipliers = BitMultipliers(
            adders, columns: design.columns, outputs: task.outputs, weightBits: task.weightBits, silicon: silicon)
        let sums = FullAdders(
            adders, columns: design.columns, outputs: task.outputs, weightBits: task.weightBits, silicon: silicon)
        let registers = SumRegisters(
            adders, columns: design.columns, outputs: task.outputs, inputBits: task.inputBits,
            weightBits: task.weightBits, silicon: silicon)
        let steps = Double(counts.steps)
        let density = task.inputDensity
        let toggles = lines.cost(
            of: .toggle(lines: min(adders.inputs, counts.rows) * counts.bits, changes: 2 * density * (1 - density)))
        return [
            Part(.cells, cells, .zero), Part(.inputLines, lines, toggles * steps),
            Part(.multipliers, multipliers, multipliers.cost(of: .multiply(input: density)) * steps),
            Part(.adders, sums, sums.cost(of: .add(product: density * task.weightDensity)) * steps),
            Part(.registers, registers, registers.cost(of: .clock) * steps),
        ]
    }
}
