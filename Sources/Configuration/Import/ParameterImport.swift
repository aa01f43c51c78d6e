// SPDX-License-Identifier: Apache-2.0

import Diagnostics

/// A `Param.cpp` of NeuroSim as a Param file: what differs from the defaults, and what could not be taken.
public struct ParameterImport: Sendable {
    /// Something that could not be taken, and why.
    public struct Omission: Sendable, Equatable {
        /// The line in the file; nil for what is about the whole file.
        public let line: Int?
        /// What it is, and why.
        public let message: String
    }

    /// The file as the user spelled it.
    public let file: String
    /// The version that the file is of; nil where its names do not say, but a revision was given.
    public let version: NeuroSimVersion?
    /// The revision that estimates what the file describes.
    public let revision: RevisionName
    /// The parameters that differ from the defaults, in the order of the schema.
    public let parameters: [(name: String, value: ParameterValue)]
    /// What could not be taken, in the order of the lines.
    public let omissions: [Omission]

    /// A `Param.cpp` larger than this is something else [byte].
    static let sizeLimit = 1 << 20

    /// Reads a file.
    ///
    /// - Parameters:
    ///   - path: the file.
    ///   - revision: the revision that is to estimate it; nil for the one that its names tell.
    /// - Throws: `InputError` when the file cannot be read, is no text, assigns no parameter, or does not tell its version.
    public init(readingFrom path: String, revision: RevisionName? = nil) throws(InputError) {
        let bytes = try InputFile.bytes(of: path, limit: Self.sizeLimit)
        guard let text = TextEncoding.utf8(bytes) else {
            throw InputError("the text is cut or garbled UTF-16", file: path)
        }
        try self.init(text, file: path, revision: revision)
    }

    /// Reads a text.
    ///
    /// - Parameters:
    ///   - text: the code, in an encoding of which ASCII is a part.
    ///   - file: what errors call it.
    ///   - revision: the revision that is to estimate it; nil for the one that its names tell.
    /// - Throws: `InputError` as ``init(readingFrom:revision:)`` does.
    init(_ text: [UInt8], file: String, revision: RevisionName? = nil) throws(InputError) {
        guard !text.contains(0) else { throw InputError("is not a text file (it holds a zero byte)", file: file) }
        let code = CodeLexer(text)
        // What members hold does not depend on the version, but for a parameter that only one version has.
        let run = try CodeRun(code, file: file, constants: Self.constants, kind: Self.kind)
        let version = try Self.version(of: run, file: file, revision: revision)
        self.file = file
        self.version = version
        self.revision = revision ?? version?.revision ?? .standard
        let taken = TakenParameters(run, version: version, revision: self.revision)
        parameters = taken.differing
        omissions = taken.omissions + Self.contradiction(taken.configuration)
    }

    /// What `constant.h` defines and `Param.cpp` of V1.3 to V1.5 reads.
    private static let constants = ["IR_DROP_TOLERANCE": CodeNumber(0.25, isInteger: false)]

    /// The sort of number that a member of the class `Param` holds; real for those that are no parameters.
    private static func kind(of name: String) -> CodeKind {
        if realMembers.contains(name) { return .real }
        guard let definition = ParameterSchema.definition(of: name) else { return .real }
        switch definition.type {
        case .integer, .powerOfTwo, .oneOf, .choice: return .integer
        case .boolean: return .boolean
        case .real: return name == "temp" ? .integer : .real
        }
    }

    /// Members that `Param.h` declares as `double`, though they count something.
    private static let realMembers: Set<String> = [
        "maxGlobalBusWidth", "buffernumber", "dumcolshared", "maxNumLevelLTP", "maxNumLevelLTD",
    ]

    /// The version that the names tell.
    ///
    /// - Throws: `InputError` when they tell none or two and no revision was given, or there is no parameter.
    private static func version(
        of run: CodeRun, file: String, revision: RevisionName?
    ) throws(InputError) -> NeuroSimVersion? {
        guard run.mentioned.contains(where: { ParameterSchema.definition(of: $0) != nil }) else {
            throw InputError("assigns no parameter of NeuroSim: it is no Param.cpp", file: file)
        }
        if let revision { return NeuroSimVersion.found(in: run.mentioned, of: revision) }
        let found = RevisionName.allCases.compactMap { NeuroSimVersion.found(in: run.mentioned, of: $0) }
        if found.count == 1 { return found[0] }
        let words = RevisionName.allCases.map { "--revision \($0.word)" }.joined(separator: " or ")
        let problem =
            found.isEmpty
            ? "has no name that only one kind of NeuroSim has, such as validated (V1.3 to V1.5) or batchSize (V2.0, V2.1)"
            : "has names of NeuroSim \(found.map(\.rawValue).joined(separator: " and of "))"
        throw InputError("\(problem): say which it is with \(words)", file: file)
    }

    /// A pair of parameters that no run would accept.
    private static func contradiction(_ configuration: Configuration) -> [Omission] {
        do throws(InputError) {
            try configuration.checkContradictions()
            return []
        } catch {
            return [Omission(line: nil, message: "no run will accept these parameters: \(error.message)")]
        }
    }
}

// MARK: Text

extension ParameterImport {
    /// The Param file.
    public var text: String {
        var lines = [
            "# Made by `tessera params import` of \(shortened(file)): what differs from the defaults of \(revision.word).",
            "revision = \(revision.word)",
        ]
        if let version {
            lines.insert("# That is a file of DNN+NeuroSim \(version.rawValue).\(Self.remark(version))", at: 1)
        }
        lines += parameters.map { "\($0.name) = \($0.value.text)" }
        if !omissions.isEmpty {
            lines +=
                ["", "# Not taken:"]
                + omissions.map { "# \($0.line.map { "line \($0): " } ?? "")\(visible($0.message))" }
        }
        return lines.joined(separator: "\n") + "\n"
    }

    /// What to know where figures are those of another version.
    private static func remark(_ version: NeuroSimVersion) -> String {
        version.model == version ? "" : " Figures will be those of \(version.model.rawValue)."
    }

    /// What a program tells its user: what could not be taken, with its line.
    public var warnings: [String] {
        omissions.map { omission in
            omission.line.map { "\(visible(file)):\($0): not taken: \(omission.message)" }
                ?? "\(visible(file)): \(omission.message)"
        }
    }
}
