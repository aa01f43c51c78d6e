// SPDX-License-Identifier: Apache-2.0

import Circuits
import Macro

/// The cost of a product of activations.
struct ProductCost: Sendable, Equatable {
    /// The matrices are written.
    var writing = OperationCost.zero
    /// The vectors are multiplied.
    var multiplying = OperationCost.zero
    /// Additions of partial sums that the vector unit makes [1].
    var additions = 0.0
    /// How often the numbers of the vectors are read from the buffer [1].
    var vectorReads = 1.0
    /// How often the numbers of the matrices are read from the buffer [1].
    var matrixReads = 1.0
}

/// A circuit that multiplies activations with each other.
protocol ProductEngine: Sendable {
    /// Area [m²].
    var area: Double { get }
    /// Static power [W].
    var leakagePower: Double { get }
    /// Time [s] and energy [J] of a product.
    func cost(of product: ProductShape) -> ProductCost
}

/// SRAM arrays that are written with blocks of the matrices, and then multiply the vectors.
struct ArrayProducts: ProductEngine {
    private let macro: Macro
    private let units: Double
    private let outputs: Int
    private let rows: Int
    /// The least time between two rows that are written [s]: a cycle of the logic that feeds them.
    private let cycleOfWrites: Double

    /// Converters of an array with currents: one for so many columns [1], of so many bits [bit].
    private static let columnsOfConverter = 8
    private static let converterBits = 8.0

    /// Arrays of the given hardware, whose cells are read in current, or by adders.
    init(_ hardware: ActivationHardware, isDigital: Bool) {
        let bits = hardware.activationBits
        units = Double(hardware.units)
        rows = hardware.rows
        outputs = max(1, hardware.columns / bits)
        let converters = MacroConverterDesign(
            .sar, bits: Self.converterBits, levels: MacroConverterDesign.levels(ofBits: Self.converterBits),
            count: max(1, hardware.columns / Self.columnsOfConverter))
        let design = MacroDesign(
            node: hardware.silicon.node,
            cell: isDigital ? MacroCell(.adders, transistors: 6) : MacroCell(.current, transistors: 8),
            rows: hardware.rows, columns: outputs * bits, rowsPerRead: hardware.rows, columnsPerWeight: bits,
            readOut: isDigital ? .adders(AdderDesign(.trees, inputs: hardware.rows)) : .converters(converters))
        macro = Macro(
            design,
            MacroTask(
                supply: hardware.silicon.supply, temperature: hardware.silicon.temperature, inputBits: bits,
                weightBits: Double(bits), inputs: hardware.rows, outputs: outputs),
            constants: hardware.silicon.constants)
        cycleOfWrites = VectorUnit.cycle * hardware.silicon.fanOutDelay
    }

    var area: Double { macro.area * units }
    var leakagePower: Double { macro.leakagePower * units }

    func cost(of product: ProductShape) -> ProductCost {
        let down = ((product.length - 1) / rows + 1)
        let across = ((product.columns - 1) / outputs + 1)
        let blocks = Double(product.groups) * Double(down) * Double(across)
        let turns = (blocks / units).rounded(.up)
        // A block that the matrix fills in part writes and reads its own rows; all columns work.
        let filled = Double(product.length) / Double(down * rows)
        let row = macro.writing(rows: 1, share: 1)
        let rowsWritten = (Double(product.length) / Double(down)).rounded(.up)
        let energy = macro.parts.reduce(0) { $0 + $1.energy }
        let vectors = Double(product.vectors)
        return ProductCost(
            writing: OperationCost(
                latency: turns * rowsWritten * max(row.latency, cycleOfWrites),
                energy: Double(product.groups * across) * Double(product.length) * row.energy),
            multiplying: OperationCost(
                latency: turns * vectors * macro.latency, energy: blocks * vectors * energy * filled),
            additions: product.results * Double(down - 1), vectorReads: Double(across))
    }
}

/// Multipliers in rows and columns: a matrix stands still, and vectors pass.
struct SystolicProducts: ProductEngine {
    private let units: Double
    private let rows: Int
    private let columns: Int
    private let cycleTime: Double
    private let operationEnergy: Double
    private let loadEnergy: Double
    let area: Double
    let leakagePower: Double

    init(_ hardware: ActivationHardware) {
        let bits = hardware.activationBits
        let silicon = hardware.silicon
        units = Double(hardware.units)
        rows = hardware.rows
        columns = hardware.columns
        cycleTime = VectorUnit.cycle * silicon.fanOutDelay
        let sum = 3 * bits
        let multiplier = ArithmeticGates.multiplier(bits, bits)
        let element = multiplier + ArithmeticGates.adder(sum) + ArithmeticGates.register(2 * bits + sum)
        let gates = element * Double(rows) * Double(columns) * units
        area = silicon.area(gates: gates)
        leakagePower = silicon.leakage(gates: gates)
        let switched =
            ArithmeticGates.adderActivity
            * (ArithmeticGates.glitches * multiplier + ArithmeticGates.adder(sum))
        let clock = ArithmeticGates.flipFlopActivity * ArithmeticGates.register(bits + sum)
        operationEnergy = silicon.energy(switched: switched + clock)
        loadEnergy = silicon.energy(switched: ArithmeticGates.flipFlopActivity * ArithmeticGates.register(bits))
    }

    func cost(of product: ProductShape) -> ProductCost {
        let down = (product.length - 1) / rows + 1
        let across = (product.columns - 1) / columns + 1
        let folds = Double(product.groups) * Double(down) * Double(across)
        let turns = (folds / units).rounded(.up)
        let usedRows = Double(min(rows, product.length))
        let usedColumns = Double(min(columns, product.columns))
        // A matrix is loaded row by row; the first result leaves after the way down and across (A. Samajdar et al., ISPASS
        // 2020).
        let passing = Double(product.vectors) + usedRows + usedColumns - 2
        return ProductCost(
            writing: OperationCost(
                latency: turns * usedRows * cycleTime,
                energy: product.matrixNumbers * loadEnergy * (usedRows + 1) / 2),
            multiplying: OperationCost(
                latency: turns * passing * cycleTime, energy: product.multiplyAccumulates * operationEnergy),
            additions: product.results * Double(down - 1), vectorReads: Double(across))
    }
}

/// The multipliers of the vector unit, whose area and leakage are counted there.
struct VectorProducts: ProductEngine {
    let unit: VectorUnit
    let area = 0.0
    let leakagePower = 0.0

    func cost(of product: ProductShape) -> ProductCost {
        let work = VectorUnit.Work(additions: 1, multiplications: 1)
        // Lanes hold sums of columns; a number of a vector goes to all of them, with a row of the matrix in each cycle.
        return ProductCost(
            multiplying: unit.cost(of: .pass(numbers: product.multiplyAccumulates, work)),
            vectorReads: (Double(product.columns) / Double(unit.lanes)).rounded(.up),
            matrixReads: Double(product.vectors))
    }
}
