// SPDX-License-Identifier: Apache-2.0

import BenchmarkWorkloads
import Foundation
import Parallelism
import Workload

/// The files that runs read: one synthetic trace of VGG-8 in both file formats.
struct TraceFiles {
    /// Bits of a weight, and of an activation.
    static let bits = 8

    /// Where the files are.
    let folder: URL

    /// The NumPy archive.
    var archive: URL { folder.appendingPathComponent("trace.npz") }
    /// The NeuroSim trace command.
    var command: URL { folder.appendingPathComponent("neurosim/trace_command.sh") }

    /// A network with random weights, which is written when it is first needed.
    func model(_ model: RandomModel) throws -> URL {
        let file = folder.appendingPathComponent("\(model.rawValue).onnx")
        if !FileManager.default.fileExists(atPath: file.path) { try model.write(to: file) }
        return file
    }

    /// Takes files that are there.
    init(in folder: URL) {
        self.folder = folder
    }

    /// Writes all files into a folder that exists.
    init(writingInto folder: URL) throws {
        self.init(in: folder)
        let trace = try TraceFiles.synthetic(BenchmarkNetworks.vgg8())
        try trace.writeArchive(to: archive.path, vectors: \.outputVectors)
        let text = folder.appendingPathComponent("neurosim")
        try FileManager.default.createDirectory(at: text, withIntermediateDirectories: true)
        _ = try NeuroSimTraceFolder(
            trace, activationBits: TraceFiles.bits, weightBits: TraceFiles.bits, vectors: \.outputVectors,
            folder: text)
    }

    /// A trace of random numbers; that of VGG-8 is in the files.
    static func synthetic(_ network: Network, threads: Int = defaultThreadCount) throws -> SyntheticTrace {
        try SyntheticTrace(network, parameters: SyntheticTrace.Parameters(weightBits: bits), threads: threads)
    }

    /// Bytes of a workload's files; 0 for one without.
    func bytes(of source: BenchmarkCase.Source) -> Int {
        switch source {
        case .npz: size(of: archive)
        case .csv: contents(of: command.deletingLastPathComponent()).reduce(0) { $0 + size(of: $1) }
        default: 0
        }
    }

    private func contents(of folder: URL) -> [URL] {
        (try? FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)) ?? []
    }

    private func size(of file: URL) -> Int {
        let attributes = try? FileManager.default.attributesOfItem(atPath: file.path)
        return (attributes?[.size] as? NSNumber)?.intValue ?? 0
    }
}
