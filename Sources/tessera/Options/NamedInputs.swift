// SPDX-License-Identifier: Apache-2.0

import Capsules
import Diagnostics
import Foundation

extension ParameterOptions {
    /// The Param files that are read.
    var namedInputs: [NamedInput] {
        InputSelection().parameterFiles(given: files).map { NamedInput("--param", $0) }
    }
}

extension ModelWorkloadOptions {
    /// The files of the network and of its workload.
    ///
    /// - Throws: `InputError` when no network is named, and the working folder has none.
    func namedInputs() throws(InputError) -> [NamedInput] {
        let files = [
            ("--trace", workload.trace), ("--statistics", kind.statistics), ("--labels", dataset.labels),
            ("--normalization", dataset.normalization),
        ]
        let images = [
            ("--images", dataset.images), ("--data", dataset.data),
            ("--calibration-images", quantization.calibrationImages),
        ]
        return try networkInputs() + commandInputs + modelInputs
            + files.compactMap { option, path in path.map { NamedInput(option, $0) } }
            + images.compactMap { option, path in path.map { NamedInput(option, $0, .fileOrFolder) } }
    }

    /// The network where it is a file, and not a name or part of the workload.
    private func networkInputs() throws(InputError) -> [NamedInput] {
        let needsFile = model.model == nil ? workload.traceCommand == nil : model.isArchive
        guard workload.network != nil || needsFile else { return [] }
        let path = try InputSelection().networkFile(given: workload.network)
        return FileManager.default.fileExists(atPath: path) ? [NamedInput("--network", path)] : []
    }

    private var commandInputs: [NamedInput] {
        workload.traceCommand.map {
            [NamedInput("--trace-command", $0, .traceCommand(readsNetwork: workload.network == nil))]
        } ?? []
    }

    private var modelInputs: [NamedInput] {
        model.model.map { [NamedInput("--model", $0, model.isArchive ? .file : .model)] } ?? []
    }
}
