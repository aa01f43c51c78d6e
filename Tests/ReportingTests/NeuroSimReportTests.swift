// SPDX-License-Identifier: Apache-2.0

import Architecture
import Configuration
import Diagnostics
import Estimation
import Testing
import Workload

@testable import Reporting

@Suite struct NeuroSimReportTests {
    private func lines(_ assignments: [String] = [], source: WorkloadSource = .trace(path: "t")) throws -> [String] {
        let text = try Samples.estimate(assignments, source: source).rendered(as: .text)
        return text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    }

    private func section(
        of lines: [String], from first: String, to last: String, before end: Bool = false
    ) throws -> String {
        let start = try #require(lines.firstIndex(of: first))
        let stop = try #require(lines[start...].dropFirst().firstIndex(of: last))
        return lines[start..<stop].joined(separator: "\n")
    }

    @Test func aReportOfATraceBeginsWithTheFloorplan() throws {
        let lines = try lines()
        let floorplan = try section(
            of: lines, from: lines[0],
            to: "-------------------------------------- Hardware Performance --------------------------------------")
        #expect(
            floorplan == """
                ------------------------------ FloorPlan --------------------------------

                Tile and PE size are optimized to maximize memory utilization ( = memory mapped by synapse / total memory on chip)

                Desired Conventional Mapped Tile Storage Size: 256x256
                Desired Conventional PE Storage Size: 128x128
                Desired Novel Mapped Tile Storage Size: 9x128x128
                User-defined SubArray Size: 64x64

                ----------------- # of tile used for each layer -----------------
                layer1: 1
                layer2: 8

                ----------------- Speed-up of each layer ------------------
                layer1: 4
                layer2: 4

                ----------------- Utilization of each layer ------------------
                layer1: 0.25
                layer2: 0.3125
                Memory Utilization of Whole Chip: 30.5556 %\u{20}

                ---------------------------- FloorPlan Done ------------------------------



                """)
    }

    @Test func aLayerHasTheLinesOfNeuroSim() throws {
        let layer = try section(
            of: lines(), from: "-------------------- Estimation of Layer 1 ----------------------",
            to: "-------------------- Estimation of Layer 2 ----------------------")
        #expect(layer == Self.firstLayer)
    }

    @Test func aPipelinedLayerHasTheLinesOfNeuroSim() throws {
        let layer = try section(
            of: lines(["pipeline=true"]), from: "-------------------- Estimation of Layer 1 ----------------------",
            to: "-------------------- Estimation of Layer 2 ----------------------")
        let expected = Self.firstLayer.replacing(" of Forward", with: "")
            .replacing("Buffer buffer latency", with: "Buffer latency")
            .replacing("DRAM data transfer Energy", with: "DRAM data transfer DynamicEnergy")
        #expect(layer == expected)
        #expect(layer.contains("layer1's readLatency is: 100ns"))
        #expect(layer.contains("layer1's PEAK readDynamicEnergy is: 111pJ"))
    }

    @Test func theSummaryHasTheLinesOfNeuroSim() throws {
        let summary = try section(
            of: lines(), from: "------------------------------ Summary --------------------------------",
            to: "------------------------------ Operations --------------------------------")
        #expect(summary == Self.summary)
    }

    @Test func thePipelineIsNamedInTheSummary() throws {
        let text = try lines(["pipeline=true"]).joined(separator: "\n")
        let dashes = String(repeating: "-", count: 33)
        #expect(text.contains("\n-----\(dashes)Chip pipeline Estimation\(dashes)\n"))
        #expect(text.contains("\n-----\(dashes)Chip pipeline Performance\(dashes)\n"))
        #expect(!text.contains("layer-by-layer"))
    }

    @Test func theNovelMappingIsNamedOnlyWhenItIsOn() throws {
        let text = try lines(["novelMapping=false"]).joined(separator: "\n")
        #expect(!text.contains("Novel"))
        #expect(text.contains("Desired Conventional Mapped Tile Storage Size: "))
    }

    @Test func whatNeuroSimDoesNotHaveFollows() throws {
        let all = try Samples.estimate(["technode=22", "wireWidth=50"], warnings: ["first", "second"])
            .rendered(as: .text)
        let additions = try #require(all.split(separator: "\n\n------------------------------ Operations").last)
        #expect(
            "------------------------------ Operations\(additions)" == """
                ------------------------------ Operations --------------------------------
                Operations per image, as NeuroSim counts them: 589824
                Operations per image, exact: 630784
                Operations per image that TOPS count: 589824

                ------------------------------ One-time Programming --------------------------------
                layer1's programming Latency is: 142ns
                layer1's programming Energy is: 143pJ
                layer2's programming Latency is: 242ns
                layer2's programming Energy is: 243pJ
                Chip programming Latency is: 342ns
                Chip programming Energy is: 343pJ

                ------------------------------ Warnings --------------------------------
                - first
                - second

                ------------------------------ Run --------------------------------
                Tessera: \(Tessera.version)
                Accounting: neurosim
                Weight bits: 8
                Activation bits: 8
                Parameters that differ from their defaults: 6
                - technode = 22
                - wireWidth = 50
                - numRowSubArray = 64
                - numColSubArray = 64
                - levelOutput = 32
                - trainingEstimation = false

                """)
    }

    @Test func aSyntheticWorkloadIsNamedFirst() throws {
        let lines = try lines(["syntheticWeightSpread=0.3"], source: .synthetic(seed: 42))
        #expect(lines[0].hasPrefix("SYNTHETIC WORKLOAD: no trace was given."))
        #expect(
            lines[2...5].joined(separator: "\n") == """
                Seed: 42
                Weight spread (syntheticWeightSpread): 0.3
                Activation density (syntheticActivationDensity): 0.2

                """)
        #expect(lines[6] == "------------------------------ FloorPlan --------------------------------")
        let training = try self.lines(["trainingEstimation=true"], source: .synthetic(seed: 42))
        #expect(training.prefix(8).contains("Update density (syntheticUpdateDensity): 0.4"))
    }

    /// Scripts find a figure by its section and the words in front of it.
    @Test(arguments: [[], ["pipeline=true"]]) func noTwoFiguresOfASectionHaveTheSameLabel(
        _ assignments: [String]
    ) throws {
        var section = ""
        var labels: Set<String> = []
        for line in try lines(assignments, source: .synthetic(seed: 0)) {
            if line.contains("Estimation of Layer") || line.contains("Summary") || line.contains("each layer") {
                section = line
            }
            guard let colon = line.lastIndex(of: ":"), line[colon...].contains(where: \.isNumber) else { continue }
            #expect(labels.insert("\(section)|\(line[..<colon])").inserted, "\(section): \(line)")
        }
        #expect(labels.count == 146)
    }

    @Test func theSameEstimateGivesTheSameReport() throws {
        #expect(try lines() == lines())
    }

    private static let firstLayer = """
        -------------------- Estimation of Layer 1 ----------------------
        layer1's readLatency of Forward is: 100ns
        layer1's readDynamicEnergy of Forward is: 101pJ
        layer1's readLatency of Activation Gradient is: 102ns
        layer1's readDynamicEnergy of Activation Gradient is: 103pJ
        layer1's readLatency of Weight Gradient is: 104ns
        layer1's readDynamicEnergy of Weight Gradient is: 105pJ
        layer1's writeLatency of Weight Update is: 106ns
        layer1's writeDynamicEnergy of Weight Update is: 107pJ
        ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~
        layer1's PEAK readLatency of Forward is: 110ns
        layer1's PEAK readDynamicEnergy of Forward is: 111pJ
        layer1's PEAK readLatency of Activation Gradient is: 112ns
        layer1's PEAK readDynamicEnergy of Activation Gradient is: 113pJ
        layer1's PEAK readLatency of Weight Gradient is: 114ns
        layer1's PEAK readDynamicEnergy of Weight Gradient is: 115pJ
        layer1's PEAK writeLatency of Weight Update is: 116ns
        layer1's PEAK writeDynamicEnergy of Weight Update is: 117pJ
        ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~
        layer1's leakagePower is: 140uW
        layer1's leakageEnergy is: 141pJ

        ************************ Breakdown of Latency and Dynamic Energy *************************

        ----------- ADC (or S/As and precharger for SRAM) readLatency is : 120ns
        ----------- Accumulation Circuits (subarray level: adders, shiftAdds; PE/Tile/Global level: accumulation units) readLatency is : 122ns
        ----------- Synaptic Array w/o ADC (Forward + Activate Gradient) readLatency is : 124ns
        ----------- Buffer buffer latency is: 126ns
        ----------- Interconnect latency is: 128ns
        ----------- Weight Gradient Calculation readLatency is : 130ns
        ----------- Weight Update writeLatency is : 132ns
        ----------- DRAM data transfer Latency is : 134ns
        ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~
        ----------- ADC (or S/As and precharger for SRAM) readDynamicEnergy is : 121pJ
        ----------- Accumulation Circuits (subarray level: adders, shiftAdds; PE/Tile/Global level: accumulation units) readDynamicEnergy is : 123pJ
        ----------- Synaptic Array w/o ADC (Forward + Activate Gradient) readDynamicEnergy is : 125pJ
        ----------- Buffer readDynamicEnergy is: 127pJ
        ----------- Interconnect readDynamicEnergy is: 129pJ
        ----------- Weight Gradient Calculation readDynamicEnergy is : 131pJ
        ----------- Weight Update writeDynamicEnergy is : 133pJ
        ----------- DRAM data transfer Energy is : 135pJ

        ************************ Breakdown of Latency and Dynamic Energy *************************

        """

    private static let summary = """
        ------------------------------ Summary --------------------------------

        ChipArea : 21um^2
        Chip total CIM (Forward+Activation Gradient) array : 1um^2
        Total IC Area on chip (Global and Tile/PE local): 4um^2
        Total ADC (or S/As and precharger for SRAM) Area on chip : 2um^2
        Total Accumulation Circuits (subarray level: adders, shiftAdds; PE/Tile/Global level: accumulation units) on chip : 3um^2
        Other Peripheries (e.g. decoders, mux, switchmatrix, buffers, pooling and activation units) : 5um^2
        Weight Gradient Calculation : 6um^2

        -----------------------------------Chip layer-by-layer Estimation---------------------------------
        Chip readLatency of Forward (per epoch) is: 300ns
        Chip readDynamicEnergy of Forward (per epoch) is: 301pJ
        Chip readLatency of Activation Gradient (per epoch) is: 302ns
        Chip readDynamicEnergy of Activation Gradient (per epoch) is: 303pJ
        Chip readLatency of Weight Gradient (per epoch) is: 304ns
        Chip readDynamicEnergy of Weight Gradient (per epoch) is: 305pJ
        Chip writeLatency of Weight Update (per epoch) is: 306ns
        Chip writeDynamicEnergy of Weight Update (per epoch) is: 307pJ
        ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~
        Chip total Latency (per epoch) is: 1212ns
        Chip total Energy (per epoch) is: 1216pJ
        ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~
        Chip PEAK readLatency of Forward (per epoch) is: 310ns
        Chip PEAK readDynamicEnergy of Forward (per epoch) is: 311pJ
        Chip PEAK readLatency of Activation Gradient (per epoch) is: 312ns
        Chip PEAK readDynamicEnergy of Activation Gradient (per epoch) is: 313pJ
        Chip PEAK readLatency of Weight Gradient (per epoch) is: 314ns
        Chip PEAK readDynamicEnergy of Weight Gradient (per epoch) is: 315pJ
        Chip PEAK writeLatency of Weight Update (per epoch) is: 316ns
        Chip PEAK writeDynamicEnergy of Weight Update (per epoch) is: 317pJ
        ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~
        Chip PEAK total Latency (per epoch) is: 1252ns
        Chip PEAK total Energy (per epoch) is: 1256pJ
        ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~
        Chip leakage Energy is: 341pJ
        Chip leakage Power is: 340uW

        ************************ Breakdown of Latency and Dynamic Energy *************************

        ----------- ADC (or S/As and precharger for SRAM) readLatency is : 320ns
        ----------- Accumulation Circuits (subarray level: adders, shiftAdds; PE/Tile/Global level: accumulation units) readLatency is : 322ns
        ----------- Synaptic Array w/o ADC (Forward + Activate Gradient) readLatency is : 324ns
        ----------- Buffer readLatency is: 326ns
        ----------- Interconnect readLatency is: 328ns
        ----------- Weight Gradient Calculation readLatency is : 330ns
        ----------- Weight Update writeLatency is : 332ns
        ----------- DRAM data transfer Latency is : 334ns
        ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~
        ----------- ADC (or S/As and precharger for SRAM) readDynamicEnergy is : 321pJ
        ----------- Accumulation Circuits (subarray level: adders, shiftAdds; PE/Tile/Global level: accumulation units) readDynamicEnergy is : 323pJ
        ----------- Synaptic Array w/o ADC (Forward + Activate Gradient) readDynamicEnergy is : 325pJ
        ----------- Buffer readDynamicEnergy is: 327pJ
        ----------- Interconnect readDynamicEnergy is: 329pJ
        ----------- Weight Gradient Calculation readDynamicEnergy is : 331pJ
        ----------- Weight Update writeDynamicEnergy is : 333pJ
        ----------- DRAM data transfer DynamicEnergy is : 335pJ

        ************************ Breakdown of Latency and Dynamic Energy *************************


        -----------------------------------Chip layer-by-layer Performance---------------------------------
        Energy Efficiency TOPS/W: 378.821
        Throughput TOPS: 0.486653
        Throughput FPS: 825083
        --------------------------------------------------------------------------
        Peak Energy Efficiency TOPS/W: 469.605
        Peak Throughput TOPS: 0.471105
        Peak Throughput FPS: 798722
        -------------------------------------- Hardware Performance Done --------------------------------------

        ------------------------------ Simulation Performance --------------------------------
        ------------------------------ Simulation Performance --------------------------------

        """
}
