// SPDX-License-Identifier: Apache-2.0

import ScaleSim
import Testing
import Workload

@testable import Systolic

/// What the options change, and what they leave.
@Suite struct RuleTests {
    private func design(_ dataflow: Dataflow, kilowords: Int = 4, bandwidth: InterfaceBandwidth = .calculated) throws
        -> SystolicDesign
    {
        try SystolicDesign(
            rows: 8, columns: 8, dataflow: dataflow, ifmapKilowords: kilowords, filterKilowords: kilowords,
            ofmapKilowords: kilowords, bandwidth: bandwidth)
    }

    private func layer() throws -> SystolicLayer {
        try SystolicLayer(
            name: "C3", inputHeight: 14, inputWidth: 14, filterHeight: 5, filterWidth: 5, channels: 6, filters: 16)
    }

    @Test(arguments: Dataflow.allCases)
    func allCyclesAreOneMoreThanTheNumberOfTheLast(_ dataflow: Dataflow) throws {
        let plain = try SystolicRun([layer()], on: design(dataflow))
        let all = try SystolicRun([layer()], on: design(dataflow), counting: scaleSim(without: .reportsLastCycle))
        #expect(all.totalCycles == plain.totalCycles + 1)
    }

    @Test func realWritesLeaveOutRowsAndColumnsOfEachFold() throws {
        let plain = try SystolicRun([layer()], on: design(.outputStationary)).layers[0]
        let counting = scaleSim(without: .writesEdgesOfFolds)
        let real = try SystolicRun([layer()], on: design(.outputStationary), counting: counting).layers[0]
        #expect(real.ofmapSRAM.words == 1600)
        // 13 x 2 folds of 8 + 8.
        #expect(plain.ofmapSRAM.words == 1600 + 26 * 16)
    }

    @Test(arguments: [(Dataflow.weightStationary, 18), (.inputStationary, 18), (.outputStationary, 0)])
    func partialSumsAreReadBeforeTheyAreAddedTo(_ dataflow: Dataflow, _ times: Int) throws {
        let counting = scaleSim(without: .leavesPartialSumsUnread)
        let figures = try SystolicRun([layer()], on: design(dataflow), counting: counting).layers[0]
        // 150 words of a window are 19 groups of 8 rows; all but the first add to what is there.
        #expect(figures.partialSumReads == 1600 * times)
        let plain = try SystolicRun([layer()], on: design(dataflow)).layers[0]
        #expect(plain.partialSumReads == 0)
        #expect(plain.totalCycles == figures.totalCycles)
    }

    @Test func mapsThatFitStayOnTheChip() throws {
        let second = try SystolicLayer(
            name: "C5", inputHeight: 10, inputWidth: 10, filterHeight: 3, filterWidth: 3, channels: 16, filters: 4)
        let counting = scaleSim(without: .bringsMapsToDRAM)
        let run = try SystolicRun([layer(), second], on: design(.outputStationary), counting: counting)
        #expect(run.layers[0].ofmapDRAM.words == 0)
        #expect(run.layers[1].ifmapDRAM.words == 0)
        #expect(run.layers[0].ifmapDRAM.words > 0)
        #expect(run.layers[1].ofmapDRAM.words > 0)
        // 1600 words are more than half of 1024.
        let small = try SystolicRun([layer(), second], on: design(.outputStationary, kilowords: 1), counting: counting)
        let plain = try SystolicRun([layer(), second], on: design(.outputStationary, kilowords: 1))
        #expect(small.layers == plain.layers)
        #expect(small.layers[0].ofmapDRAM.words > 0)
    }

    @Test(arguments: Dataflow.allCases)
    func aBatchReadsFiltersNoOftenerThanItsImagesAlone(_ dataflow: Dataflow) throws {
        let one = try SystolicRun([layer()], on: design(dataflow)).layers[0]
        let four = try SystolicRun([layer().repeated(4)], on: design(dataflow)).layers[0]
        #expect(four.layer.multiplyAccumulates == 4 * one.layer.multiplyAccumulates)
        #expect(four.filterDRAM.words <= 4 * one.filterDRAM.words)
        #expect(four.totalCycles <= 4 * (one.totalCycles + 1))
        #expect(four.ofmapDRAM.words >= 4 * one.layer.outputWords)
    }

    @Test func aBorderIsNotFetched() throws {
        let padded = try SystolicLayer(
            name: "C1", inputHeight: 32, inputWidth: 32, filterHeight: 5, filterWidth: 5, channels: 1, filters: 6)
        let border = SystolicLayer.Border(top: 2, bottom: 2, left: 2, right: 2)
        let free = try SystolicLayer(
            name: "C1", inputHeight: 32, inputWidth: 32, filterHeight: 5, filterWidth: 5, channels: 1, filters: 6,
            border: border)
        let large = try design(.outputStationary, kilowords: 64)
        #expect(try SystolicRun([padded], on: large).layers[0].ifmapDRAM.words == 32 * 32)
        #expect(try SystolicRun([free], on: large).layers[0].ifmapDRAM.words == 28 * 28)
    }

    /// TensorFlow's and PyTorch's padding of the same stride-2 layer, and a kernel with gaps.
    @Test func networksKeepTheirStridesDilationsAndPads() throws {
        func layers(_ strides: AxisPair, _ dilations: AxisPair, _ padding: Layer.Padding, free: Bool = false) throws
            -> [SystolicLayer]
        {
            let layer = try Layer(
                inputHeight: 64, inputWidth: 64, inputChannels: 4, kernelHeight: 3, kernelWidth: 3, outputChannels: 8,
                strides: strides, dilations: dilations, padding: padding, groups: 2)
            let found = try SystolicLayer.layers(of: Network(layers: [layer]), fetchesPadding: !free)
            #expect(found.reduce(0) { $0 + $1.multiplyAccumulates } == layer.multiplyAccumulates)
            #expect(found.allSatisfy { $0.outputHeight == layer.outputHeight && $0.outputWidth == layer.outputWidth })
            return found
        }
        let same = Layer.Padding(top: 0, left: 0, bottom: 1, right: 1)
        #expect(try layers(2, 1, same) == layers(2, 1, 1))
        #expect(try layers(2, 1, same).allSatisfy { $0.inputHeight == 65 && $0.strides == 2 })
        #expect(
            try layers(2, 1, same, free: true)[0].border == SystolicLayer.Border(top: 0, bottom: 1, left: 0, right: 1))
        #expect(try layers(2, 1, 1, free: true)[0].border == SystolicLayer.Border(top: 1, bottom: 0, left: 1, right: 0))
        let uneven = try layers(AxisPair(vertical: 1, horizontal: 2), AxisPair(vertical: 2, horizontal: 3), 0)[0]
        #expect([uneven.inputHeight, uneven.inputWidth] == [64, 63])
        #expect(uneven.dilations == AxisPair(vertical: 2, horizontal: 3))
    }
}
