// SPDX-License-Identifier: Apache-2.0

import CellArrays
import Models
import Testing

@testable import Inference

@Suite struct ProductTests {
    @Test(arguments: WeightMapping.allCases, [1, 3])
    func idealHardwareEqualsTheExactProduct(mapping: WeightMapping, cellBits: Int) throws {
        for (rows, active, dac, signed) in [(128, 128, 1, false), (32, 5, 2, false), (64, 64, 1, true)] {
            let isXNOR = mapping == .xnor
            let problem = Problem(mapping, weightBits: 6, isSigned: signed && !isXNOR)
            let ideal = hardware {
                $0.mapping = mapping
                $0.cellBits = isXNOR ? 1 : cellBits
                $0.dacBits = isXNOR || signed ? 1 : dac
                $0.rowsPerArray = rows
                $0.activeRows = active
                $0.converterBits = 14
            }
            #expect(try problem.products(ideal) == (try problem.exact))
            var none = ideal
            none.converterBits = nil
            #expect(zip(try problem.products(none), try problem.exact).allSatisfy { abs($0 - $1) < 1e-6 })
            var dummy = ideal
            dummy.offsetReference = .dummy
            #expect(try problem.products(dummy) == (try problem.exact))
        }
    }

    @Test(arguments: WeightMapping.allCases)
    func tablesAndConvertersAgree(mapping: WeightMapping) throws {
        let problem = Problem(mapping, weightBits: 4, activationBits: 4, rows: 150, vectors: 40)
        let coarse = hardware {
            $0.mapping = mapping
            $0.scheme = .linear
            $0.converterBits = 4
            $0.rowsPerArray = 70
            $0.activeRows = 64
        }
        let plan = try LayerPlan(problem.layer, coarse, calibration: nil)
        let randomness = IMCMatrix.Randomness(seed: 0, trial: 0, layer: 0)
        let table = try IMCMatrix(plan, randomness: randomness, threads: 1)
        let zeros = [Double](repeating: 0, count: plan.arrays * plan.lanes * plan.columns)
        let analog = try IMCMatrix(
            plan, randomness: randomness, injected: InjectedFigures(offsets: zeros), threads: 1)
        #expect(table.isTabulated && !analog.isTabulated)
        let figures: RecordedFigures = [.codes, .clipped]
        let first = table.read(problem.inputs, vectors: 40, firstVector: 0, recording: figures)
        let second = analog.read(problem.inputs, vectors: 40, firstVector: 0, recording: figures)
        #expect(first.codes == second.codes)
        #expect(first.clipped == second.clipped)
        #expect(first.products == second.products)
        #expect(first.products == table.multiply(problem.inputs, vectors: 40, firstVector: 0))
    }

    static let noisy: [(String, HardwareConfiguration)] = [
        ("table", hardware { $0.columnSigma = 0.7 }),
        (
            "analog",
            hardware {
                $0.columnSigma = 0.7; $0.spread = 0.1; $0.converterNoise = 0.2; $0.readSigma = 0.05
            }
        ),
        (
            "xnor",
            hardware {
                $0.mapping = .xnor; $0.readSigma = 0.05
            }
        ),
        (
            "dummy",
            hardware {
                $0.offsetReference = .dummy; $0.spread = 0.1; $0.columnSigma = 0.3
            }
        ),
    ]

    @Test(arguments: noisy)
    func resultsDependOnNeitherThreadsNorCalls(name: String, configuration: HardwareConfiguration) throws {
        let problem = Problem(configuration.mapping, weightBits: 4, activationBits: 4, columns: 7, vectors: 75)
        let whole = try IMCEngine(configuration: configuration, seed: 5, threads: 1).program(problem.layer)
            .multiply(problem.inputs, vectors: 75, firstVector: 0)
        let matrix = try IMCEngine(configuration: configuration, seed: 5, threads: 3).program(problem.layer)
        #expect(matrix.multiply(problem.inputs, vectors: 75, firstVector: 0) == whole)
        var parts: [Double] = []
        for (first, last) in [(0, 1), (1, 41), (41, 75)] {
            let part = Array(problem.inputs[first * 100..<last * 100])
            parts += matrix.multiply(part, vectors: last - first, firstVector: first)
        }
        #expect(parts == whole)
        let counted = try IMCEngine(configuration: configuration, seed: 5, threads: 2).programMatrix(problem.layer)
            .multiplyCounting(problem.inputs, vectors: 75, firstVector: 0)
        #expect(counted.products == whole)
        #expect(try problem.products(configuration, seed: 6) != whole)
        #expect(try problem.products(configuration, seed: 5, trial: 1) != whole)
        #expect(try problem.products(configuration, seed: 5) == whole)
    }

    @Test func noVectorsGiveNoProducts() throws {
        let problem = Problem(.offset)
        let matrix = try IMCEngine(configuration: HardwareConfiguration()).program(problem.layer)
        #expect(matrix.multiply([], vectors: 0, firstVector: 0) == [])
    }

    @Test func offCurrentIsTakenAwayByAReferenceColumn() throws {
        let problem = Problem(.twos)
        let leaky = hardware {
            $0.mapping = .twos
            $0.onOffRatio = 10
            $0.converterBits = 8
        }
        var compensated = leaky
        compensated.offCurrent = .reference
        let exact = try problem.exact
        let error = { (products: [Double]) in zip(products, exact).map { abs($0 - $1) }.max() ?? 0 }
        #expect(error(try problem.products(compensated)) < 1e-6)
        #expect(error(try problem.products(leaky)) > 100)
    }

    @Test func finerConvertersAreNearer() throws {
        let problem = Problem(.differential, rows: 300, vectors: 30)
        let errors = try [3, 5, 7, 9].map { bits in
            let products = try problem.products(
                hardware {
                    $0.mapping = .differential; $0.scheme = .linear; $0.converterBits = bits
                })
            return zip(products, try problem.exact).reduce(0.0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
        }
        #expect(errors[0] > 4 * errors[1] && errors[1] > 4 * errors[2] && errors[3] <= errors[2])
    }

    @Test func clippedSumsAreCounted() throws {
        let problem = Problem(.offset, vectors: 20)
        let narrow = hardware {
            $0.scheme = .unitStep; $0.converterBits = 3
        }
        let engine = MeasuringEngine(try IMCEngine(configuration: narrow))
        let matrix = try engine.program(problem.layer)
        _ = matrix.multiply(Array(problem.inputs[..<500]), vectors: 5, firstVector: 0)
        _ = matrix.multiply(Array(problem.inputs[500...]), vectors: 15, firstVector: 5)
        let measurement = try #require(engine.measurements.first)
        let plan = try LayerPlan(problem.layer, narrow, calibration: nil)
        let wide = try LayerPlan(problem.layer, HardwareConfiguration(), calibration: nil)
        let sums = try IMCMatrix(wide, randomness: .init(seed: 0, trial: 0, layer: 3), threads: 1)
            .read(problem.inputs, vectors: 20, firstVector: 0, recording: .codes).codes
        #expect(measurement.conversions == 20 * plan.conversionsPerVector)
        #expect(measurement.clipped == sums.count { $0 > 7 })
        #expect(measurement.vectors == 20 && measurement.index == 3 && measurement.name == "fc")
        let wanted = try problem.products(narrow)
        let error = zip(wanted, try problem.exact).reduce(0.0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
        #expect(abs(measurement.errorEnergy / error - 1) < 1e-12)
        #expect((measurement.signalToNoise ?? 99) < 20)
    }
}
