// SPDX-License-Identifier: Apache-2.0

import Circuits
import Counting
import NeuroSim21
import Revisions
import Technology
import Testing
import Workload

@testable import Architecture
@testable import Configuration

@Suite struct TrainingGradientUnitTests {
    /// A unit, a layer in it, and figures of DNN+NeuroSim V2.1.
    struct Recorded: Sendable, CustomTestStringConvertible {
        let name: String
        let configuration: Configuration
        let activationBits: Int
        let activity: Double
        let largest: WeightGradientMatrix
        let layer: WeightGradientMatrix
        /// Array rows, array columns, bits; then array area, area, leakage; reading time, writing time, reading energy,
        /// writing energy of all arrays; time and energy of the layer.
        let figures: [Double]

        var testDescription: String { name }
    }

    static func configuration(_ change: (inout ParameterSet) -> Void) -> Configuration {
        var configuration = Configuration()
        configuration.parameters.cellType = .rram
        change(&configuration.parameters)
        return configuration
    }

    static let recorded = [
        Recorded(
            name: "flash, 22 nm",
            configuration: configuration { $0.technologyNode = 22 },
            activationBits: 8, activity: 0.2,
            largest: WeightGradientMatrix(rows: 900, columns: 512, kernelPositions: 1, outputs: 1),
            layer: WeightGradientMatrix(rows: 900, columns: 512, kernelPositions: 9, outputs: 128),
            figures: [
                7, 4, 15, 5.1755908863999999e-09, 1.5196279089906901e-07, 3.7086149508990338e-06,
                1.7881563988864017e-05, 4.4595683790587849e-08, 1.9769124813513445e-06, 3.2921380330231854e-10,
                0.00016133543705389145, 1.7874618003072144e-05,
            ]),
        Recorded(
            name: "row by row, 7 nm",
            configuration: configuration {
                $0.technologyNode = 7
                $0.usesParallelBackpropagation = false
                $0.sramCellHeight = 16
                $0.sramCellWidth = 38
            },
            activationBits: 8, activity: 0.35,
            largest: WeightGradientMatrix(rows: 1024, columns: 1024, kernelPositions: 1, outputs: 1),
            layer: WeightGradientMatrix(rows: 64, columns: 1024, kernelPositions: 9, outputs: 256),
            figures: [
                8, 8, 18, 8.3308718080000009e-10, 5.6598753792281988e-08, 1.1364174853037262e-05,
                0.00021668381573354523, 2.2270621475263771e-08, 8.0701415035361112e-06, 1.0022535062852153e-10,
                0.00024396972829351574, 4.5395109724987913e-06,
            ]),
        Recorded(
            name: "SAR beside a crossbar, 130 nm HP, 350 K",
            configuration: configuration {
                $0.technologyNode = 130
                $0.deviceRoadmap = .highPerformance
                $0.temperature = 350
                $0.accessDevice = .none
                $0.usesSARADC = true
                $0.weightGradientRows = 64
                $0.columnsPerWeightGradientADC = 4
                $0.weightGradientADCLevels = 32
                $0.columnsPerADC = 16
                $0.subarrayRows = 64
                $0.onResistance = 1e5
                $0.offResistance = 1e6
                $0.clockFrequency = 2e8
                $0.writeVoltage = 2
            },
            activationBits: 4, activity: 0.5,
            largest: WeightGradientMatrix(rows: 200, columns: 400, kernelPositions: 1, outputs: 1),
            layer: WeightGradientMatrix(rows: 1, columns: 2048, kernelPositions: 1, outputs: 10),
            figures: [
                3, 3, 11, 2.2165910208e-07, 2.0463440281401283e-06, 0.015927189100817859, 1.8222516536754312e-06,
                5.7585642846271414e-08, 6.090610319578147e-07, 4.2516115916935159e-10, 9.5549218964509562e-08,
                1.6930172031027335e-08,
            ]),
        Recorded(
            name: "fully connected layer, 32 nm",
            configuration: configuration { $0.technologyNode = 32 },
            activationBits: 8, activity: 0.2,
            largest: WeightGradientMatrix(rows: 1024, columns: 512, kernelPositions: 1, outputs: 1),
            layer: WeightGradientMatrix(rows: 1, columns: 65536, kernelPositions: 1, outputs: 1024),
            figures: [
                8, 4, 15, 1.0950010470400001e-08, 3.7712179219647921e-07, 6.6835427024830465e-06,
                0.00017057133067526501, 4.9992576044532731e-08, 2.8034547211485549e-05, 7.2501199648200187e-10,
                9.1635967322673602e-08, 3.5044090279352541e-06,
            ]),
    ]

    @Test(arguments: recorded) func reference(_ recorded: Recorded) throws {
        let inputs = try DesignInputs(
            configuration: recorded.configuration, weightBits: 8, activationBits: recorded.activationBits,
            revision: NeuroSim21.revision())
        let unit = WeightGradientUnit(inputs, largest: recorded.largest)
        let reading = unit.read(outputs: recorded.layer.outputs, activity: recorded.activity)
        let writing = unit.write(activity: recorded.activity)
        let layer = unit.gradients(of: recorded.layer, activity: recorded.activity)
        let figures = [
            Double(unit.arrayRows), Double(unit.arrayColumns), Double(unit.gradientBits), unit.arrayArea, unit.area,
            unit.leakagePower, reading.latency, writing.latency, reading.energy, writing.energy, layer.latency,
            layer.energy,
        ]
        for (figure, expected) in zip(figures, recorded.figures) { #expect(figuresAgree(figure, expected)) }
    }

    static let map = WeightGradientMatrix(rows: 1024, columns: 512, kernelPositions: 9, outputs: 64)
    static let organisations = [true, false]

    @Test(arguments: organisations, [NeuroSim21.revision(), .standard])
    func everythingIsFinite(parallel: Bool, revision: Revision) throws {
        for activity in [0, 1e-6, 0.3, 1] {
            for rows in [1, 7, 100, 128] {
                let inputs = try gradientInputs(revision: revision) {
                    $0.usesParallelBackpropagation = parallel
                    $0.weightGradientRows = rows
                }
                let tiny = WeightGradientMatrix(rows: 1, columns: 1, kernelPositions: 1, outputs: 1)
                let unit = WeightGradientUnit(inputs, largest: tiny)
                #expect(unit.arrayCount >= 1)
                #expect(unit.gradientBits >= 1)
                for matrix in [tiny, Self.map] {
                    let cost = unit.gradients(of: matrix, activity: activity)
                    #expect(cost.latency.isFinite && cost.latency >= 0)
                    #expect(cost.energy.isFinite && cost.energy >= 0)
                }
                #expect(unit.area.isFinite && unit.area > 0)
                #expect(unit.leakagePower.isFinite && unit.leakagePower > 0)
            }
        }
    }

    @Test(arguments: organisations) func activityCosts(parallel: Bool) throws {
        let inputs = try gradientInputs { $0.usesParallelBackpropagation = parallel }
        let unit = WeightGradientUnit(inputs, largest: Self.map)
        let quiet = unit.gradients(of: Self.map, activity: 0.1)
        let busy = unit.gradients(of: Self.map, activity: 0.6)
        #expect(busy.energy > quiet.energy)
        #expect(busy.latency > quiet.latency)
        #expect(unit.write(activity: 0).energy < unit.write(activity: 0.5).energy)
    }

    @Test(arguments: organisations) func costsGrowWithOutputsAndKernel(parallel: Bool) throws {
        let inputs = try gradientInputs { $0.usesParallelBackpropagation = parallel }
        let unit = WeightGradientUnit(inputs, largest: Self.map)
        let one = unit.read(outputs: 1, activity: 0.2)
        let many = unit.read(outputs: 10, activity: 0.2)
        #expect(figuresAgree(many.latency, one.latency * 10))
        #expect(figuresAgree(many.energy, one.energy * 10))
        let single = WeightGradientMatrix(rows: 1024, columns: 512, kernelPositions: 1, outputs: 64)
        let whole = unit.gradients(of: Self.map, activity: 0.2)
        #expect(figuresAgree(whole.energy, unit.gradients(of: single, activity: 0.2).energy * 9))
    }

    @Test func speedUpOfSmallerMaps() throws {
        // 8 x 4 arrays of 128 x 128.
        let reference = WeightGradientUnit(try gradientInputs(), largest: Self.map)
        let exact = WeightGradientUnit(try gradientInputs(revision: .standard), largest: Self.map)
        func matrix(_ rows: Int, _ columns: Int) -> WeightGradientMatrix {
            WeightGradientMatrix(rows: rows, columns: columns, kernelPositions: 1, outputs: 1)
        }
        for unit in [reference, exact] {
            #expect(unit.speedUp(matrix(1024, 512)) == 1)
            #expect(unit.speedUp(matrix(256, 128)) == 16)
        }
        // 2 x 3 arrays: two below each other and one beside, or in four parts below each other.
        #expect(reference.speedUp(matrix(129, 300)) == 4)
        #expect(exact.speedUp(matrix(129, 300)) == 5)
        #expect(reference.speedUp(matrix(1, 1024)) == 64)
        #expect(exact.speedUp(matrix(1, 1024)) == 4)
        #expect(exact.speedUp(matrix(1, 8192)) == 0.5)
        #expect(reference.speedUp(matrix(4096, 512)) == 1)
        #expect(exact.speedUp(matrix(4096, 512)) == 0.25)
        #expect(figuresAgree(exact.usedShare(matrix(4096, 512)), 4))
    }

    @Test("A channel is read in one copy: fewer channels than copies take a whole read in exact accounting")
    func channelsShareCopies() throws {
        let reference = WeightGradientUnit(try gradientInputs(), largest: Self.map)
        let exact = WeightGradientUnit(try gradientInputs(revision: .standard), largest: Self.map)
        func reading(_ unit: WeightGradientUnit, outputs: Int) -> Double {
            let matrix = WeightGradientMatrix(rows: 256, columns: 128, kernelPositions: 1, outputs: outputs)
            return unit.gradients(of: matrix, activity: 0.2).latency - unit.write(activity: 0.2).latency
        }
        // 16 copies.
        for (outputs, reads) in [(1, 1.0), (16, 1), (17, 2), (48, 3)] {
            #expect(
                figuresAgree(reading(exact, outputs: outputs), exact.read(outputs: 1, activity: 0.2).latency * reads))
            let shared = reference.read(outputs: outputs, activity: 0.2).latency / 16
            #expect(figuresAgree(reading(reference, outputs: outputs), shared))
        }
    }

    @Test func exactRoundsUp() throws {
        let map = WeightGradientMatrix(rows: 900, columns: 300, kernelPositions: 1, outputs: 1)
        let reference = WeightGradientUnit(try gradientInputs(), largest: map)
        let exact = WeightGradientUnit(try gradientInputs(revision: .standard), largest: map)
        #expect(reference.arrayRows == 7)
        #expect(reference.arrayColumns == 2)
        #expect(exact.arrayRows == 8)
        #expect(exact.arrayColumns == 3)
        #expect(exact.write(activity: 0.5).energy / 24 > reference.write(activity: 0.5).energy / 14)
    }

    @Test func matrixOfALayer() throws {
        let layer = try Layer(
            inputHeight: 16, inputWidth: 12, inputChannels: 8, kernelHeight: 3, kernelWidth: 3, outputChannels: 32,
            stride: 2, padding: 1)
        let reference = WeightGradientMatrix(layer, activationBits: 4, counting: NeuroSim21Counting())
        #expect(reference == WeightGradientMatrix(rows: 14 * 10, columns: 32, kernelPositions: 9, outputs: 32))
        let exact = WeightGradientMatrix(layer, activationBits: 4, counting: ExactCounting())
        #expect(exact == WeightGradientMatrix(rows: 8 * 6, columns: 32, kernelPositions: 9, outputs: 32))
    }
}
