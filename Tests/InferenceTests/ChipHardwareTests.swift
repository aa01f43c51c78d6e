// SPDX-License-Identifier: Apache-2.0

import CellArrays
import Configuration
import Models
import Testing
import Workload
import _TestSupport

@testable import Inference

@Suite struct ChipHardwareTests {
    private func hardware(_ text: String) throws -> HardwareConfiguration {
        let configuration = try TemporaryFolder.with(text.utf8) { try Configuration(files: [$0]) }
        return try HardwareConfiguration(configuration: configuration, weightBits: 8, activationBits: 8)
    }

    @Test func aParallelChipReadsAllRowsAndConverts() throws {
        let chip = try hardware("numRowSubArray = 64\ncellBit = 2\nlevelOutput = 32\nmemcelltype = RRAM\n")
        #expect(chip.rowsPerArray == 64 && chip.activeRows == 64 && chip.cellBits == 2)
        #expect(chip.codeCount == 32 && chip.scheme == .linear && chip.offCurrent == .digital)
        // A reference column would take conversions that no estimate prices.
        #expect(chip.onOffRatio.isFinite && chip.mapping == .offset && chip.offsetReference == .counted)
        #expect(chip.rowOrder == .positions)
    }

    @Test func binaryChipsHoldSigns() throws {
        let together = try hardware("operationmode = BNNparallel\nmemcelltype = RRAM\n")
        #expect(together.mapping == .oddPair && together.weightBits == 1 && together.onOffRatio.isFinite)
        #expect(together.array.weights.columnsPerWeight == 2 && !together.array.inputs.isBipolar)
        let single = try hardware("operationmode = BNNsequential\nmemcelltype = SRAM\n")
        #expect(single.mapping == .odd && single.array.weights.columnsPerWeight == 1 && single.activeRows == 1)
        let cells = try hardware("operationmode = XNORparallel\nnumRowSubArray = 64\nnovelMapping = false\n")
        #expect(cells.mapping == .xnor && cells.rowsPerArray == 32 && cells.array.inputs.isBipolar)
        #expect(cells.rowOrder == .channels && !cells.onOffRatio.isFinite)
    }

    @Test(arguments: [WeightMapping.odd, .oddPair])
    func signsMultiplyInputsThatAreOff(mapping: WeightMapping) throws {
        for bits in [1, 3] {
            let problem = Problem(mapping, weightBits: bits, activationBits: 2, isSigned: bits == 3)
            #expect(problem.layer.weights.allSatisfy { $0 & 1 == 1 } && problem.inputs.contains(0))
            var leaky = HardwareConfiguration()
            leaky.mapping = mapping
            leaky.onOffRatio = 10
            leaky.offCurrent = .digital
            leaky.converterBits = nil
            let products = try problem.products(leaky)
            #expect(zip(products, try problem.exact).allSatisfy { abs($0 - $1) < 1e-9 })
        }
    }

    @Test func chipsOfMacrosJoinAsTheirParametersSay() throws {
        func chip(_ assignments: String...) throws -> HardwareConfiguration {
            let configuration = try Configuration(
                files: [], assignments: ["cellBit=1", "inputCoding=voltage", "inputBitsPerRead=4"] + assignments,
                revision: .tessera)
            return try HardwareConfiguration(configuration: configuration, weightBits: 8, activationBits: 6)
        }
        let joined = try chip("weightJoining=analog", "joiningSpread=0.02", "inputNoise=0.01")
        #expect(joined.weightJoining == .analog && joined.dacBits == 4 && joined.array.inputs.steps == 2)
        #expect(joined.joiningSigma == 0.02 && joined.inputSigma == 0.01)
        #expect(joined.array.fullScale == 128 * 255 * 15)
        let digital = try chip("inputNoise=0.01")
        #expect(digital.weightJoining == .digital && digital.inputSigma == 0.01 && digital.array.fullScale == 128 * 15)
        #expect(message { try chip("joiningSpread=0.1") }.contains("joiningSpread"))
        // Adders take columns and bits as they are.
        let adders = try chip("computeDomain=digital", "inputNoise=0.01")
        #expect(adders.weightJoining == .digital && adders.inputSigma == 0 && !adders.hasConverter)
        #expect(adders.dacBits == 1)
        let problem = Problem(.offset, isSigned: true)
        #expect(try problem.products(adders) == problem.exact)
    }

    /// The sign bit of two's complement counts negative, which no digit of several bits can.
    @Test func activationsBelowZeroNeedReadsOfOneBit() throws {
        let layer = try Layer(
            inputHeight: 1, inputWidth: 1, inputChannels: 100, kernelHeight: 1, kernelWidth: 1, outputChannels: 5)
        let problem = Problem(.offset, weightBits: 4, activationBits: 4, isSigned: true)
        func program(_ assignments: String...) throws -> any ProgrammedMatrix {
            let chip = try Configuration(
                files: [], assignments: ["inputCoding=voltage"] + assignments, revision: .tessera)
            let layout = try ChipLayout(Network(layers: [layer]), matrices: [[problem.matrix(index: 0)]], on: chip)
            let hardware = try HardwareConfiguration(configuration: chip, weightBits: 4, activationBits: 4)
            return try IMCEngine(configuration: hardware, layout: layout).program(problem.matrix(index: 0))
        }
        #expect(
            message { try program("inputBitsPerRead=2") }
                .contains("inputBitsPerRead = 2 has no accuracy for activations below 0"))
        #expect(message { try program() } == "no error")
        #expect(message { try program("inputBitsPerRead=2", "computeDomain=digital") } == "no error")
    }

    /// A layout is that of the rows and columns, whatever the nodes and cells of the revision.
    @Test(arguments: [
        ["revision=neurosim-1.5", "technode=5", "memcelltype=SRAM"], ["revision=tessera", "technode=28"],
        ["revision=tessera", "memcelltype=MRAM", "technode=16"],
    ])
    func nodesOfAllRevisionsHaveLayouts(_ assignments: [String]) throws {
        let layer = try Layer(
            inputHeight: 1, inputWidth: 1, inputChannels: 300, kernelHeight: 1, kernelWidth: 1, outputChannels: 5)
        let problem = Problem(.offset, weightBits: 4, activationBits: 4)
        func layout(_ assignments: [String]) throws -> ChipLayout {
            try ChipLayout(
                Network(layers: [layer]), matrices: [[problem.matrix(index: 0)]],
                on: Configuration(files: [], assignments: assignments + ["numRowSubArray=64", "numColSubArray=64"]))
        }
        #expect(try layout(assignments) == layout(["memcelltype=SRAM"]))
    }

    @Test func layersThatDoNotFitAreRefused() throws {
        let configuration = try Configuration(files: [], assignments: ["operationmode=BNNparallel"])
        let layer = try Layer(
            inputHeight: 1, inputWidth: 1, inputChannels: 100, kernelHeight: 1, kernelWidth: 1, outputChannels: 5)
        let chip = try HardwareConfiguration(configuration: configuration, weightBits: 4, activationBits: 1)
        let problem = Problem(.odd, weightBits: 4, activationBits: 1)
        let layout = try ChipLayout(Network(layers: [layer]), matrices: [[problem.matrix(index: 0)]], on: configuration)
        let engine = try IMCEngine(configuration: chip, layout: layout)
        #expect(message { try engine.program(problem.matrix(index: 0)) }.contains("weights of 4 bits do not fit"))
        #expect(message { try engine.program(problem.matrix(index: 1)) }.contains("weights of 4 bits do not fit"))
        let signs = Problem(.odd, weightBits: 1, activationBits: 1)
        #expect(message { try engine.program(signs.matrix(index: 0)) } == "no error")
        #expect(message { try engine.program(signs.matrix(index: 1)) }.contains("network of 1 matrices"))
        let odd = signs.matrix(index: 0, activationsAreOdd: true)
        #expect(message { try engine.program(odd) }.contains("operationmode of XNOR"))
    }

    /// The code of a column of offsets is known where rows are counted: that of a column whose cells are ideal.
    @Test func countedOffsetsAreThoseOfAnIdealColumn() throws {
        let problem = Problem(.offset, rows: 200, vectors: 20)
        var counted = HardwareConfiguration()
        counted.offsetReference = .counted
        counted.scheme = .linear
        counted.converterBits = 5
        counted.onOffRatio = 10
        var column = counted
        column.offsetReference = .dummy
        #expect(try problem.products(counted) == problem.products(column))
        var digital = counted
        digital.offsetReference = .digital
        #expect(try problem.products(counted) != problem.products(digital))
        // Of cells that stray, a column has its own.
        counted.spread = 0.1
        column.spread = 0.1
        #expect(try problem.products(counted) != problem.products(column))
        counted.spread = 0
        counted.columnSigma = 0.5
        let plan = try LayerPlan(problem.layer, counted, calibration: nil)
        let reference = try #require(try plan.referenceColumn())
        #expect(!reference.hardware.hasReadNoise && !reference.hardware.hasSpread)
        #expect(plan.conversionsPerVector == plan.groups.count * 8 * 8 * 5)
    }

    /// Positions that fill arrays of their own leave exact products exact, and change inexact ones.
    @Test func rowOrderIsAKey() throws {
        let whole = Problem(.offset, rows: 90)
        let layer = MatrixLayer(
            name: "conv", index: 0, rows: 90, columns: 5, weights: whole.layer.weights, weightBits: 8,
            activationBits: 8, activationIsSigned: false, kernelPositions: 9)
        var coarse = HardwareConfiguration()
        coarse.rowsPerArray = 32
        coarse.activeRows = 32
        coarse.scheme = .linear
        coarse.converterBits = 4
        func products(_ hardware: HardwareConfiguration) throws -> [Double] {
            try IMCEngine(configuration: hardware).program(layer).multiply(whole.inputs, vectors: 9, firstVector: 0)
        }
        let apart = try coarse.setting("row_order", to: "positions")
        #expect(try products(apart) != products(coarse))
        #expect(
            try LayerPlan(layer, apart, calibration: nil).groups.map(\.rows.count) == [Int](repeating: 10, count: 9))
        var fine = apart
        fine.converterBits = 14
        fine.scheme = .lossless
        #expect(try products(fine) == whole.exact)
        fine.columnSigma = 0.5
        fine.wires = .fast
        #expect(try products(fine).allSatisfy(\.isFinite))
    }

    @Test func aSequentialChipOfSRAMIsExact() throws {
        let chip = try hardware("memcelltype = SRAM\noperationmode = 1\n")
        #expect(chip.activeRows == 1 && chip.cellBits == 1 && !chip.onOffRatio.isFinite)
        let problem = Problem(.offset)
        #expect(try problem.products(chip) == (try problem.exact))
    }

    @Test func keysAreSetByText() throws {
        let changed = try HardwareConfiguration().setting("adc_bits", to: "5").setting("mapping", to: "diff")
        #expect(changed.converterBits == 5 && changed.mapping == .differential)
        #expect(
            message { try HardwareConfiguration().setting("adc_bit", to: "5") }.contains("did you mean `adc_bits`?"))
        #expect(
            message { try HardwareConfiguration().setting("rbl_sigma", to: "-1") }.contains("allowed: numbers from 0"))
        #expect(Set(HardwareConfiguration.keys).count == HardwareConfiguration.keys.count)
    }
}
