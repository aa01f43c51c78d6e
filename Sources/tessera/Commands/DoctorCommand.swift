// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Configuration
import Diagnostics
import Foundation
import Inference
import Models
import Parallelism
import Plots
import Reporting
import Workload

/// `tessera doctor`.
struct DoctorCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor",
        abstract: "Checks the program, the machine, the libraries, and the files of the working folder.",
        discussion: """
            Writes no file. The exit code is 0 if all is well, 65 if Param or Network.csv is invalid, and 66 if one of them \
            cannot be read or a library is missing.

            The line Vector kernels says which forms of the hot loops run. The environment variable TESSERA_VECTORS (plain, \
            avx2, avx512, or neon on ARM) chooses narrower ones than the processor has; results are the same.
            """)

    @Option(help: ArgumentHelp("Format of the report.", valueName: "format"))
    var format = Diagnosis.Format.text

    func run() throws {
        let diagnosis = Diagnosis(
            machine: .current, linearAlgebra: linearAlgebra, pdf: pdf, parameters: parameters, network: network)
        try StandardStreams.writeReport(diagnosis.rendered(as: format))
        if let error = diagnosis.errors.first { throw error }
    }

    // MARK: Findings

    private var linearAlgebra: Diagnosis.Finding {
        finding { () throws(InputError) in
            try LinearAlgebra.load()
            let kernels = LinearAlgebra.core.map { "; kernels for \($0)" } ?? ""
            let warning = LinearAlgebra.warning.map { "; warning: \($0)" } ?? ""
            return .fine((LinearAlgebra.description ?? "OpenBLAS") + kernels + warning + "; LAPACKE is there")
        }
    }

    private var pdf: Diagnosis.Finding {
        do throws(InputError) {
            return .fine(try PDFPage.library())
        } catch {
            return .absent(error.message)
        }
    }

    private var parameters: Diagnosis.Finding {
        let name = InputSelection.parameterFile
        guard isThere(name) else { return .absent("none in the working folder; parameters are at their defaults") }
        return finding { () throws(InputError) in
            let changed = try Configuration(files: [name]).settings.count { !$0.isDefault }
            return .fine("can be read; \(changed) parameter\(changed == 1 ? " is" : "s are") not at the default")
        }
    }

    private var network: Diagnosis.Finding {
        let name = InputSelection.networkFile
        guard isThere(name) else { return .absent("none in the working folder; runs need --network FILE") }
        return finding { () throws(InputError) in
            let network = try Network(readingFrom: name)
            let layers = network.layers.count
            return .fine("can be read; \(layers) layer\(layers == 1 ? "" : "s"), \(network.weightCount) weights")
        }
    }

    /// Whether there is anything with a name, even a link to nothing.
    private func isThere(_ name: String) -> Bool {
        (try? FileManager.default.attributesOfItem(atPath: name)) != nil
    }

    private func finding(_ body: () throws(InputError) -> Diagnosis.Finding) -> Diagnosis.Finding {
        do throws(InputError) {
            return try body()
        } catch {
            return .broken(error)
        }
    }
}

extension Diagnosis.Machine {
    /// The machine that the program runs on.
    fileprivate static var current: Diagnosis.Machine {
        let process = ProcessInfo.processInfo
        return Diagnosis.Machine(
            compiler: compilerVersion, system: process.operatingSystemVersionString, architecture: builtArchitecture,
            processors: process.processorCount, threads: defaultThreadCount,
            memory: Int(clamping: process.physicalMemory), availableMemory: freeMemory, kernels: .current,
            widestKernels: .widest)
    }

    private static var compilerVersion: String? {
        #if compiler(>=6.4)
            "6.4 or later"
        #elseif compiler(>=6.3)
            "6.3"
        #elseif compiler(>=6.2)
            "6.2"
        #else
            nil
        #endif
    }

    private static var builtArchitecture: String {
        #if arch(x86_64)
            "x86-64"
        #elseif arch(arm64)
            "arm64"
        #else
            "another architecture"
        #endif
    }

    /// The free memory on Linux; nil on other systems [byte].
    private static var freeMemory: Int? {
        guard let text = try? String(contentsOfFile: "/proc/meminfo", encoding: .utf8),
            let line = text.split(separator: "\n").first(where: { $0.hasPrefix("MemAvailable:") }),
            let number = line.split(whereSeparator: \.isWhitespace).dropFirst().first, let kibibytes = Int(number)
        else { return nil }
        return kibibytes * 1024
    }
}

extension Diagnosis.Format: ExpressibleByArgument {}
