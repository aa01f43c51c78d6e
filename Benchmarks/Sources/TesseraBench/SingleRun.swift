// SPDX-License-Identifier: Apache-2.0

import Architecture
import BenchmarkWorkloads
import Circuits
import Configuration
import Diagnostics
import Dispatch
import Estimation
import Foundation
import Revisions
import Synchronization
import Workload

/// Runs one case in this process and measures it.
///
/// Each run has a process of its own, because a process only knows the largest memory that it ever had.
struct SingleRun {
    let benchmark: BenchmarkCase
    let files: TraceFiles

    /// Runs the case.
    func measure() throws -> Measurement {
        switch benchmark.source {
        case .npz, .csv, .synthetic: try measureTrace()
        case .statistics: try measureStatistics()
        case .products: try measureProducts()
        case .accuracy: try measureAccuracy()
        case .steps: try measureTraining()
        case .systolic: try measureSystolic()
        case .streaming: try measureStreaming()
        case .nodal: try measureCrossbar(isExact: true)
        case .approximate: try measureCrossbar(isExact: false)
        }
    }

    /// Designs that a run of averages estimates, as many as a small sweep has: one takes too little time to be measured, and
    /// the first one also makes the tables of parameters and devices.
    private static let designs = 400

    /// Estimates designs from averages, each with its own chip. Times are those of one design.
    private func measureStatistics() throws -> Measurement {
        let network = try benchmark.subject.network()
        let averages = try NetworkStatistics(
            network, parameters: SyntheticTrace.Parameters(weightBits: TraceFiles.bits),
            activationBits: TraceFiles.bits)
        let clock = ContinuousClock()
        let start = clock.now
        let startResources = ProcessResources()
        let outcomes = Mutex([Result<Double, any Error>?](repeating: nil, count: Self.designs))
        let workers = benchmark.threads
        DispatchQueue.concurrentPerform(iterations: workers) { worker in
            for design in stride(from: worker, to: Self.designs, by: workers) {
                let outcome = Result { try energy(network, averages, design: design) }
                outcomes.withLock { $0[design] = outcome }
            }
        }
        let total = seconds(clock.now - start) / Double(Self.designs)
        let energies = try outcomes.withLock { try $0.compactMap { try $0?.get() } }
        let resources = ProcessResources()
        let spent = resources.processorSeconds - startResources.processorSeconds
        return Measurement(
            readSeconds: 0, sizeSeconds: 0, evaluateSeconds: total, totalSeconds: total,
            processorSeconds: spent / Double(Self.designs), peakMemoryBytes: resources.peakMemoryBytes,
            checkEnergy: energies.reduce(0, +), work: .designs(Self.designs))
    }

    /// Energy of one design [J]: each has another on resistance of its cells, so that nothing is left over from another.
    private func energy(_ network: Network, _ averages: NetworkStatistics, design: Int) throws -> Double {
        let first = benchmark.subject.firstResistance
        let resistance = first + first * design / (6 * Self.designs)
        let configuration = try Configuration(
            files: [], assignments: benchmark.subject.assignments + ["resistanceOn=\(resistance)"])
        let estimator = try Estimator(
            configuration: configuration, network: network, weightBits: TraceFiles.bits,
            activationBits: TraceFiles.bits)
        return try estimator.estimate(statistics: averages).chip.costs.total.energy
    }

    private func measureTrace() throws -> Measurement {
        let clock = ContinuousClock()
        let start = clock.now
        let configuration = try Configuration(files: [], assignments: benchmark.subject.assignments)
        let trace = TimedTrace(base: try openTrace())
        let opened = clock.now
        let estimator = try Estimator(
            configuration: configuration, network: trace.network, weightBits: TraceFiles.bits,
            activationBits: TraceFiles.bits)
        let sized = clock.now
        let estimate = try estimator.estimate(
            trace, source: .trace(path: benchmark.source.rawValue), threads: benchmark.threads)
        let end = clock.now
        let reading = seconds(opened - start) + trace.secondsSpent
        let sizing = seconds(sized - opened)
        let total = seconds(end - start)
        let resources = ProcessResources()
        return Measurement(
            readSeconds: reading, sizeSeconds: sizing, evaluateSeconds: max(0, total - reading - sizing),
            totalSeconds: total, processorSeconds: resources.processorSeconds,
            peakMemoryBytes: resources.peakMemoryBytes, checkEnergy: estimate.chip.costs.total.energy)
    }

    private func openTrace() throws -> any Trace {
        switch benchmark.source {
        case .npz:
            return try ArchiveTrace(
                readingFrom: files.archive.path, network: benchmark.subject.network(), threads: benchmark.threads)
        case .csv:
            let command = try TraceCommand(readingFrom: files.command.path)
            return try CommandTrace(command, network: Network(namedBy: command), threads: benchmark.threads)
        default:
            return try TraceFiles.synthetic(benchmark.subject.network(), threads: benchmark.threads)
        }
    }
}

/// A duration as a number [s].
func seconds(_ duration: Duration) -> Double {
    let parts = duration.components
    return Double(parts.seconds) + Double(parts.attoseconds) * 1e-18
}

/// A trace that takes the time of its own reading.
private final class TimedTrace: Trace {
    private let base: any Trace
    private let spent = Mutex(0.0)

    init(base: any Trace) {
        self.base = base
    }

    var network: Network { base.network }
    var weightBits: Int? { base.weightBits }
    var activationBits: Int? { base.activationBits }
    var secondsSpent: Double { spent.withLock { $0 } }

    func layer(_ index: Int, _ request: LayerRequest) throws(InputError) -> LayerTrace {
        let clock = ContinuousClock()
        let start = clock.now
        let layer = try base.layer(index, request)
        let time = seconds(clock.now - start)
        spent.withLock { $0 += time }
        return layer
    }
}
