// SPDX-License-Identifier: Apache-2.0

import Circuits
import Macro

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
