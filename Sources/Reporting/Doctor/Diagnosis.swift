// SPDX-License-Identifier: Apache-2.0

import Diagnostics
import Inference
import ReportKit

/// The findings of `tessera doctor` about the program, the machine, and the files of the working folder.
public struct Diagnosis: Sendable {
    /// Formats of the report.
    public enum Format: String, Sendable, CaseIterable {
        /// One line a finding.
        case text
        /// A tree with the schema `tessera.doctor/1`.
        case json
    }

    /// The program and what it runs on.
    public struct Machine: Sendable {
        /// Version of the Swift compiler that built the program; nil where that is not known.
        public var compiler: String?
        /// The operating system with its version.
        public var system: String
        /// The architecture that the program was built for.
        public var architecture: String
        /// Processors of the machine [1].
        public var processors: Int
        /// Threads that a run uses by default [1].
        public var threads: Int
        /// Main memory [byte].
        public var memory: Int
        /// Memory that new programs can have; nil where the system does not say [byte].
        public var availableMemory: Int?
        /// Which forms of the hot loops run.
        public var kernels: VectorKernels
        /// Which forms the processor can run that use the widest vectors.
        public var widestKernels: VectorKernels

        /// Describes a machine.
        public init(
            compiler: String?, system: String, architecture: String, processors: Int, threads: Int, memory: Int,
            availableMemory: Int?, kernels: VectorKernels, widestKernels: VectorKernels
        ) {
            self.compiler = compiler
            self.system = system
            self.architecture = architecture
            self.processors = processors
            self.threads = threads
            self.memory = memory
            self.availableMemory = availableMemory
            self.kernels = kernels
            self.widestKernels = widestKernels
        }
    }

    /// Something that a run needs or may read.
    public enum Finding: Sendable, Equatable {
        /// It is there and works; what it is.
        case fine(String)
        /// It is not there, and need not be; what happens then.
        case absent(String)
        /// It does not work.
        case broken(InputError)

        /// The error of the finding.
        public var error: InputError? {
            if case .broken(let error) = self { return error }
            return nil
        }
    }

    /// The program and what it runs on.
    public let machine: Machine
    /// The library of linear algebra.
    public let linearAlgebra: Finding
    /// The library that writes PDF.
    public let pdf: Finding
    /// The parameters of the working folder.
    public let parameters: Finding
    /// The network of the working folder.
    public let network: Finding

    /// Puts findings together.
    public init(machine: Machine, linearAlgebra: Finding, pdf: Finding, parameters: Finding, network: Finding) {
        self.machine = machine
        self.linearAlgebra = linearAlgebra
        self.pdf = pdf
        self.parameters = parameters
        self.network = network
    }

    /// All errors, in the order of the report.
    public var errors: [InputError] { [linearAlgebra, pdf, parameters, network].compactMap(\.error) }

    /// The report as text in a format.
    ///
    /// - Parameter format: what the report is.
    /// - Returns: the text of the report.
    /// - Throws: `InputError` of kind `internalError` when a count is negative.
    public func rendered(as format: Format) throws(InputError) -> String { try checked(as: format) }

    // MARK: Text

    private var text: String {
        let gibibyte = Double(1 << 30)
        let available = machine.availableMemory.map {
            ", \(FigureText.fixed(Double($0) / gibibyte, digits: 1)) GiB of them available"
        }
        let verdict =
            switch errors.count {
            case 0: "all is well"
            case 1: "1 problem"
            default: "\(errors.count) problems"
            }
        let lines = [
            "Tessera : \(Tessera.version)" + (machine.compiler.map { ", built with Swift \($0)" } ?? ""),
            "Git commit : \(Tessera.commit ?? "not known")",
            "System : \(machine.system), \(machine.architecture)",
            "Processors : \(machine.processors); a run uses \(machine.threads) thread\(machine.threads == 1 ? "" : "s")",
            "Memory : \(FigureText.fixed(Double(machine.memory) / gibibyte, digits: 1)) GiB" + (available ?? ""),
            "Vector kernels : \(machine.kernelTitle)",
            "Linear algebra : \(linearAlgebra.title)",
            "PDF : \(pdf.title)",
            "Param : \(parameters.title)",
            "Network.csv : \(network.title)",
            "Result : \(verdict)",
        ]
        return lines.joined(separator: "\n") + "\n"
    }
}

extension Diagnosis: Report {
    package static let schemaName = "tessera.doctor/1"
    package static let subject = "the program and the machine that it runs on"

    package static let contents: [ReportMember<Diagnosis>] = [
        ReportMember("compiler", "version of Swift that built the program; null if it is not known") {
            $0.machine.compiler
        },
        ReportMember("system", "the operating system") { $0.machine.system },
        ReportMember("architecture", "processor architecture that the program was built for") {
            $0.machine.architecture
        },
        ReportMember("processors", "number of processors of the machine") { $0.machine.processors },
        ReportMember("threads", "number of threads that a run uses by default") { $0.machine.threads },
        ReportMember("memory", "main memory", unit: "byte") {
            Memory(total: $0.machine.memory, available: $0.machine.availableMemory)
        },
        .word(
            "vectorKernels",
            "kernels in use: `baseline` are the plain ones of x86-64, `portable` those of other architectures",
            of: VectorKernels.allCases.map(\.rawValue)
        ) { $0.machine.kernels.rawValue },
        ReportMember("linearAlgebra", "OpenBLAS with LAPACKE") { $0.linearAlgebra },
        ReportMember("pdf", "cairo, which writes pictures as PDF; `absent` is no error") { $0.pdf },
        ReportMember("parameters", "`Param` of the working folder") { $0.parameters },
        ReportMember("network", "`Network.csv` of the working folder") { $0.network },
        ReportMember("isWell", "whether no finding is broken") { $0.errors.isEmpty },
    ]

    package func text(as format: Format, document: JSONValue, command: [String]?) -> String {
        switch format {
        case .text: text
        case .json: document.text
        }
    }

    /// Main memory.
    private struct Memory: ReportObject {
        let total: Int
        let available: Int?

        static let reportName = "memory"

        static let reportMembers: [ReportMember<Memory>] = [
            ReportMember("total", "total memory") { $0.total },
            ReportMember("available", "memory available to new programs; null if it is not known") { $0.available },
        ]
    }
}

extension Diagnosis.Finding: ReportObject {
    package static let reportName = "finding"

    package static let reportMembers: [ReportMember<Diagnosis.Finding>] = [
        .word("state", "result of the check; `absent` is no error", of: ["fine", "absent", "broken"]) { $0.state },
        ReportMember("description", "what was found") { $0.error.map { "\($0)" } ?? $0.title },
        ReportMember("exitCode", "exit code that the finding causes") { Int($0.error?.exitCode ?? 0) },
    ]

    private var state: String {
        switch self {
        case .fine: "fine"
        case .absent: "absent"
        case .broken: "broken"
        }
    }
}

extension Diagnosis.Finding {
    fileprivate var title: String {
        switch self {
        case .fine(let text), .absent(let text): text
        case .broken(let error): "error: \(error)"
        }
    }
}

extension VectorKernels {
    fileprivate var title: String {
        switch self {
        case .avx512: "AVX-512"
        case .avx2: "AVX2"
        case .neon: "NEON"
        case .baseline, .portable: "plain"
        }
    }
}

extension Diagnosis.Machine {
    /// The kernels in use, and why these.
    fileprivate var kernelTitle: String {
        if kernels != widestKernels {
            return "\(kernels.title), as \(VectorKernels.variable) says; the processor has \(widestKernels.title)"
        }
        return switch kernels {
        case .avx512, .avx2, .neon: kernels.title
        case .baseline: "plain; the processor lacks AVX2, FMA, POPCNT or BMI, and runs take longer"
        case .portable: "plain; there are no others for this architecture, and runs take longer"
        }
    }
}
