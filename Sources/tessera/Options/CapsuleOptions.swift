// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Capsules
import Diagnostics
import Estimation
import Reporting

/// The option that keeps a run with its inputs.
struct CapsuleOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Also writes a capsule: one file with inputs, parameters, version, command and reports, which `tessera rerun` "
                + "repeats. --force replaces one that exists.", valueName: "file.zip"))
    var capsule: String?

    func validate() throws {
        if capsule == "" { throw ValidationError("--capsule needs a path") }
    }

    /// Checks the place of the capsule and the inputs of the run before it; nil when no capsule is asked for.
    ///
    /// - Parameters:
    ///   - output: Where the report goes.
    ///   - inputs: The files that the run reads.
    /// - Returns: The capsule to be written.
    /// - Throws: `InputError` when nothing can be written there, or a file cannot be part of a capsule.
    func file(_ output: OutputOptions, _ inputs: () throws(InputError) -> [NamedInput]) throws(InputError)
        -> CapsuleFile?
    {
        guard let capsule else { return nil }
        guard capsule != output.output else {
            throw InputError("--capsule and --output name the same file, \(capsule)", kind: .usage)
        }
        let file = try ReportFile(capsule, replacing: output.force)
        return CapsuleFile(file: file, inputs: try CapsuleInputs(try inputs()))
    }
}

/// A capsule to be written when the run has succeeded.
struct CapsuleFile {
    fileprivate let file: ReportFile
    /// The files that the run reads.
    let inputs: CapsuleInputs

    /// Writes the capsule.
    ///
    /// - Parameter contents: What it holds.
    /// - Throws: `InputError` when it cannot be written, or an input has changed.
    func write(_ contents: CapsuleWriter) throws(InputError) {
        try file.writing(under: file.partialArchive) { () throws(InputError) in
            try contents.write(to: file.path)
        }
    }
}

extension CapsuleMaker {
    /// This program.
    static var current: CapsuleMaker {
        CapsuleMaker(version: Tessera.version, commit: Tessera.commit, modelVersion: ModelVersion.current)
    }
}
