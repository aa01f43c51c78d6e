// SPDX-License-Identifier: Apache-2.0

import CellArrays
import Foundation
import Testing

@testable import Inference

@Suite struct CrossbarTests {
    private func crossbar(_ rows: Int, _ columns: Int, wire: Double, on: Double = 1e5, seed: UInt64 = 1) -> Crossbar {
        var numbers = Sequence64(seed)
        let cells = (0..<rows * columns).map { _ in numbers.next() % 2 == 0 ? 1 / on : 0.01 / on }
        return Crossbar(
            rows: rows, columns: columns, conductances: cells,
            wires: CrossbarWires(rowSegment: wire, columnSegment: wire, driver: 3 * wire, sense: 5 * wire))
    }

    /// Currents by dense elimination over all nodes, rows' and columns'.
    private func denseCurrents(_ crossbar: Crossbar, _ voltages: [Double]) -> [Double] {
        let (rows, columns, wires) = (crossbar.rows, crossbar.columns, crossbar.wires)
        let count = 2 * rows * columns
        var matrix = [[Double]](repeating: [Double](repeating: 0, count: count + 1), count: count)
        func join(_ a: Int, _ b: Int?, _ conductance: Double, _ source: Double = 0) {
            matrix[a][a] += conductance
            guard let b else { return matrix[a][count] += conductance * source }
            matrix[b][b] += conductance
            matrix[a][b] -= conductance
            matrix[b][a] -= conductance
        }
        for row in 0..<rows {
            for column in 0..<columns {
                let (rowNode, columnNode) = (2 * (row * columns + column), 2 * (row * columns + column) + 1)
                join(rowNode, columnNode, crossbar.conductances[row * columns + column])
                if column == 0 { join(rowNode, nil, 1 / (wires.driver + wires.rowSegment), voltages[row]) }
                if column + 1 < columns { join(rowNode, rowNode + 2, 1 / wires.rowSegment) }
                if row + 1 < rows { join(columnNode, columnNode + 2 * columns, 1 / wires.columnSegment) }
                if row + 1 == rows { join(columnNode, nil, 1 / (wires.sense + wires.columnSegment)) }
            }
        }
        for pivot in 0..<count {
            for row in pivot + 1..<max(pivot + 1, count) where matrix[row][pivot] != 0 {
                let factor = matrix[row][pivot] / matrix[pivot][pivot]
                for column in pivot...count { matrix[row][column] -= factor * matrix[pivot][column] }
            }
        }
        var solution = [Double](repeating: 0, count: count)
        for row in stride(from: count - 1, through: 0, by: -1) {
            var rest = matrix[row][count]
            for column in row + 1..<max(row + 1, count) { rest -= matrix[row][column] * solution[column] }
            solution[row] = rest / matrix[row][row]
        }
        return (0..<columns).map {
            solution[2 * ((rows - 1) * columns + $0) + 1] / (wires.sense + wires.columnSegment)
        }
    }

    @Test(arguments: [(1, 1), (1, 6), (6, 1), (5, 7), (8, 4)])
    func currentsAreThoseOfDenseElimination(rows: Int, columns: Int) throws {
        let crossbar = crossbar(rows, columns, wire: 900)
        let voltages = (0..<rows).map { $0 % 3 == 0 ? 0.3 : Double($0 % 2) }
        let wanted = denseCurrents(crossbar, voltages)
        let transfer = try crossbar.transferConductances()
        for (column, current) in try crossbar.columnCurrents(voltages: voltages).enumerated() {
            #expect(abs(current / wanted[column] - 1) < 1e-10)
            let sum = (0..<rows).reduce(0.0) { $0 + transfer[$1 * columns + column] * voltages[$1] }
            #expect(abs(sum / wanted[column] - 1) < 1e-10)
        }
    }

    @Test func oneCellIsASeriesOfResistances() throws {
        let single = Crossbar(
            rows: 1, columns: 1, conductances: [1e-4],
            wires: CrossbarWires(rowSegment: 10, columnSegment: 20, driver: 100, sense: 300))
        #expect(abs(try single.columnCurrents(voltages: [2])[0] - 2 / (10000 + 430)) < 1e-15)
    }

    @Test func goodWiresChangeNothingAndBadOnesTakeCurrent() throws {
        let voltages = [Double](repeating: 1, count: 16)
        let ideal = (0..<12).map { column in
            (0..<16).reduce(0.0) { $0 + crossbar(16, 12, wire: 1).conductances[$1 * 12 + column] }
        }
        var last = ideal
        for wire in [1e-3, 1, 10, 100] {
            let currents = try crossbar(16, 12, wire: wire).columnCurrents(voltages: voltages)
            #expect(zip(currents, last).allSatisfy { $0 < $1 * (1 + 1e-6) })
            if wire == 1e-3 { #expect(zip(currents, ideal).allSatisfy { abs($0 / $1 - 1) < 1e-5 }) }
            last = currents
        }
    }

    @Test(arguments: [0.1, 1, 5])
    func theApproximationIsWithinOnePercent(wire: Double) throws {
        // 128 x 128 cells of 100 kOhm: wires of up to 5 Ohm a cell, drivers of 15 and converters of 25 Ohm.
        for seed in [1, 2] as [UInt64] {
            let crossbar = crossbar(128, 128, wire: wire, seed: seed)
            let fast = CrossbarApproximation(crossbar)
            let exactTransfer = try crossbar.transferConductances()
            let fastTransfer = fast.transferConductances()
            let full = try crossbar.columnCurrents(voltages: [Double](repeating: 1, count: 128))
            for density in [1.0, 0.5, 0.1] {
                var numbers = Sequence64(seed + 7)
                let voltages = (0..<128).map { _ in Double(numbers.next() % 1000) < 1000 * density ? 1.0 : 0 }
                let exact = try crossbar.columnCurrents(voltages: voltages)
                for (column, current) in fast.columnCurrents(voltages: voltages).enumerated() {
                    #expect(abs(current / exact[column] - 1) < 0.01)
                    let product = { (matrix: [Double]) in
                        (0..<128).reduce(0.0) { $0 + matrix[$1 * 128 + column] * voltages[$1] }
                    }
                    #expect(abs(product(exactTransfer) / exact[column] - 1) < 1e-9)
                    // The matrix that stands for all inputs: relative to the current with all rows on.
                    #expect(abs(product(fastTransfer) - exact[column]) < 0.01 * full[column], "\(wire) \(density)")
                }
            }
        }
    }

    @Test func wiresTakeFromProducts() throws {
        let problem = Problem(.differential, weightBits: 3, activationBits: 3, rows: 60, columns: 10)
        let base = hardware {
            $0.mapping = .differential; $0.converterBits = nil; $0.wires = .exact
        }
        var products: [[Double]] = []
        for (model, resistance) in [(WireModel.exact, 1e-4), (.exact, 20), (.fast, 20)] {
            var configuration = base
            configuration.wires = model
            configuration.wireResistance = resistance
            products.append(try problem.products(configuration))
        }
        let error = { (a: [Double], b: [Double]) in zip(a, b).map { abs($0 - $1) }.max() ?? 0 }
        #expect(error(products[0], try problem.exact) < 1e-2)
        #expect(error(products[1], try problem.exact) > 1)
        #expect(error(products[2], products[1]) < 0.1 * error(products[1], try problem.exact))
    }
}
