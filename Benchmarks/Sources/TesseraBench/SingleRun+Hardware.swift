// SPDX-License-Identifier: Apache-2.0

import BenchmarkWorkloads
import Circuits
import Configuration
import Inference
import Models
import ScaleSim
import Streaming
import Systolic
import Workload

/// Products on hardware, systolic arrays, and small SRAMs.
extension SingleRun {
    /// Images whose products a run computes.
    static let images = 2000
    /// Images that are computed at a time, as when accuracy is measured.
    private static let batch = 500

    /// Computes a network's products in integers, for all images. Weights are uniform; half of the activations are zero, the
    /// others below 128, as after a rectifier.
    func measureProducts() throws -> Measurement {
        var hardware = HardwareConfiguration()
        hardware.converterBits = 6
        hardware.columnSigma = benchmark.subject == .noisyLenet5 ? 0.3 : 0
        let layers = try benchmark.subject.network().layers
        let engine = try IMCEngine(configuration: hardware, threads: benchmark.threads)
        let clock = ContinuousClock()
        var (sizing, evaluating, check) = (0.0, 0.0, 0.0)
        for (index, layer) in layers.enumerated() {
            let (rows, columns) = (layer.inputRows, layer.outputChannels)
            let vectors = layer.outputHeight * layer.outputWidth * Self.batch
            let matrix = MatrixLayer(
                name: "layer\(index)", index: index, rows: rows, columns: columns,
                weights: numbers(rows * columns, seed: index).map { $0 - 128 }, weightBits: TraceFiles.bits,
                activationBits: TraceFiles.bits, activationIsSigned: false)
            let inputs = numbers(rows * vectors, seed: 100 + index).map { $0 < 128 ? 0 : $0 & 127 }
            let start = clock.now
            let programmed = try engine.program(matrix)
            let ready = clock.now
            for first in stride(from: 0, to: Self.images, by: Self.batch) {
                let products = programmed.multiply(inputs, vectors: vectors, firstVector: first / Self.batch * vectors)
                check += products[0]
            }
            sizing += seconds(ready - start)
            evaluating += seconds(clock.now - ready)
        }
        let resources = ProcessResources()
        return Measurement(
            readSeconds: 0, sizeSeconds: sizing, evaluateSeconds: evaluating, totalSeconds: sizing + evaluating,
            processorSeconds: resources.processorSeconds, peakMemoryBytes: resources.peakMemoryBytes,
            checkEnergy: check,
            work: .images(Self.images))
    }

    /// Follows a network on a systolic array of 32 x 32, output stationary, with buffers of 64 kB and a memory of 10 words a
    /// cycle, which makes it wait.
    func measureSystolic() throws -> Measurement {
        let clock = ContinuousClock()
        let start = clock.now
        let design = try SystolicDesign(
            rows: 32, columns: 32, dataflow: .outputStationary, ifmapKilowords: 64, filterKilowords: 64,
            ofmapKilowords: 64,
            bandwidth: .uniform(10))
        let layers = try SystolicLayer.layers(of: benchmark.subject.network())
        let run = try SystolicRun(layers, on: design, counting: ScaleSim.counting(), threads: benchmark.threads)
        let total = seconds(clock.now - start)
        let resources = ProcessResources()
        return Measurement(
            readSeconds: 0, sizeSeconds: 0, evaluateSeconds: total, totalSeconds: total,
            processorSeconds: resources.processorSeconds, peakMemoryBytes: resources.peakMemoryBytes,
            checkEnergy: Double(run.totalCycles))
    }

    /// Schedules a network through an SRAM of 256 bytes.
    func measureStreaming() throws -> Measurement {
        let clock = ContinuousClock()
        let start = clock.now
        let machine = try StreamMachine(Configuration())
        let network = StreamNetwork(
            try benchmark.subject.network(), precision: StreamPrecision(), machine: machine)
        let estimate = try StreamEstimate(network, machine: machine, threads: benchmark.threads)
        let total = seconds(clock.now - start)
        let resources = ProcessResources()
        return Measurement(
            readSeconds: 0, sizeSeconds: 0, evaluateSeconds: total, totalSeconds: total,
            processorSeconds: resources.processorSeconds, peakMemoryBytes: resources.peakMemoryBytes,
            checkEnergy: estimate.energy.total)
    }

    /// Solves for the currents of a crossbar with all rows on: cells of 10 to 100 kOhm, wires of 1 Ohm a cell. Threads make no
    /// difference.
    func measureCrossbar(isExact: Bool) throws -> Measurement {
        let side = 128
        let conductances = numbers(side * side, seed: 1).map { 1e-5 + 9e-5 * Double($0) / 255 }
        let crossbar = Crossbar(
            rows: side, columns: side, conductances: conductances,
            wires: CrossbarWires(rowSegment: 1, columnSegment: 1))
        let voltages = [Double](repeating: 1, count: side)
        // The first solution loads the library.
        _ = try crossbar.columnCurrents(voltages: voltages)
        let clock = ContinuousClock()
        let start = clock.now
        let currents =
            isExact
            ? try crossbar.columnCurrents(voltages: voltages)
            : CrossbarApproximation(crossbar).columnCurrents(voltages: voltages)
        let total = seconds(clock.now - start)
        let resources = ProcessResources()
        return Measurement(
            readSeconds: 0, sizeSeconds: 0, evaluateSeconds: total, totalSeconds: total,
            processorSeconds: resources.processorSeconds, peakMemoryBytes: resources.peakMemoryBytes,
            checkEnergy: currents.reduce(0, +))
    }

    /// Whole numbers from 0 to 255 that a linear congruential generator draws (Knuth's MMIX constants).
    private func numbers(_ count: Int, seed: Int) -> [Int32] {
        var state = UInt64(seed)
        return (0..<count).map { _ in
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int32(truncatingIfNeeded: state >> 56)
        }
    }
}
