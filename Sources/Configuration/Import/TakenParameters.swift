// SPDX-License-Identifier: Apache-2.0

/// The parameters that a run of `Param.cpp` leaves behind.
struct TakenParameters {
    /// The revision's defaults with what was taken.
    private(set) var configuration: Configuration
    /// The parameters that differ from the defaults, in the order of the schema.
    private(set) var differing: [(name: String, value: ParameterValue)] = []
    /// What could not be taken, in the order of the lines.
    private(set) var omissions: [ParameterImport.Omission] = []

    private let revision: RevisionName

    /// Takes what the revision reads.
    ///
    /// - Parameters:
    ///   - run: the assignments.
    ///   - version: the version of the file, where it is known.
    ///   - revision: the revision that is to estimate it.
    init(_ run: CodeRun, version: NeuroSimVersion?, revision: RevisionName) {
        self.revision = revision
        configuration = .defaults(of: revision)
        var taken: [String: ParameterValue] = [:]
        for (name, value) in version?.implied ?? [] { taken[name] = value }
        for (name, assignment) in run.assignments where !run.locals.contains(name) {
            if let value = value(name, assignment, run) { taken[name] = value }
        }
        omissions += run.omissions.map { .init(line: $0.line, message: $0.reason) }
        omissions.sort { ($0.line ?? 0, $0.message) < ($1.line ?? 0, $1.message) }
        lay(taken)
    }

    /// The value of a parameter that was assigned; nil for what is no parameter, or is left out.
    private mutating func value(
        _ name: String, _ assignment: CodeRun.Assignment, _ run: CodeRun
    ) -> ParameterValue? {
        if let derived = DerivedQuantity(rawValue: name) {
            checkDerived(derived, assignment, run)
            return nil
        }
        guard !Self.derivedMembers.contains(name) else { return nil }
        guard let definition = ParameterSchema.definition(of: name) else {
            leaveOut(assignment, "there is no such parameter")
            return nil
        }
        guard definition.isRead(by: revision) else {
            leaveOut(assignment, definition.message(unreadBy: revision))
            return nil
        }
        switch assignment.value {
        case .unknown(let reason): leaveOut(assignment, reason)
        case .known(let number):
            do throws(ValueRefusal) {
                return try definition.check(.number(number.value, isInteger: number.isInteger), in: revision)
            } catch {
                leaveOut(assignment, "\(NumberText.shortest(number.value)) \(error.message)")
            }
        }
        return nil
    }

    private mutating func leaveOut(_ assignment: CodeRun.Assignment, _ reason: String) {
        omissions.append(.init(line: assignment.line, message: "`\(assignment.text)`: \(reason)"))
    }

    /// Conductances are reciprocals of resistances here.
    private mutating func checkDerived(
        _ derived: DerivedQuantity, _ assignment: CodeRun.Assignment, _ run: CodeRun
    ) {
        guard case .known(let value) = assignment.value,
            case .known(let resistance)? = run.assignments[derived.resistance]?.value,
            abs(value.value * resistance.value - 1) > 1e-6
        else { return }
        leaveOut(assignment, "it is not 1/\(derived.resistance), which it always is here")
    }

    /// Members that NeuroSim computes from parameters, as Tessera does.
    private static let derivedMembers: Set<String> = [
        "AR", "AR_Metal0", "AR_Metal1", "BNNparallelMode", "BNNsequentialMode", "Metal0_unitwireresis",
        "Metal1_unitwireresis", "Rho", "Rho_Metal0", "Rho_Metal1", "XNORparallelMode", "XNORsequentialMode",
        "conventionalParallel", "conventionalSequential", "numColPerSynapse", "numRowPerSynapse", "parallelRead",
        "unitLengthWireResistance", "wireLengthCol", "wireLengthRow", "wireResistanceCol", "wireResistanceRow",
    ]

    // MARK: Differences

    /// Gives the configuration what differs from its defaults: leaders first, on which the defaults of others depend.
    private mutating func lay(_ taken: [String: ParameterValue]) {
        let definitions = ParameterSchema.all(readBy: revision)
        for rank in 0...Self.highestRank {
            for definition in definitions
            where rank == Self.rank(of: definition, in: revision, atMost: Self.highestRank) {
                guard let value = taken[definition.name], !value.isSame(as: definition.value(in: configuration)) else {
                    continue
                }
                definition.write(&configuration, value)
                differing.append((definition.name, value))
            }
        }
        let order = Dictionary(uniqueKeysWithValues: ParameterSchema.names.enumerated().map { ($1, $0) })
        differing.sort { order[$0.name, default: 0] < order[$1.name, default: 0] }
    }

    private static let highestRank = 4

    /// How many steps a parameter follows others: 0 where it follows none.
    private static func rank(of definition: ParameterDefinition, in revision: RevisionName, atMost limit: Int) -> Int {
        guard limit > 0 else { return 0 }
        let leaders = definition.leaders(in: revision).compactMap(ParameterSchema.definition(of:))
        return leaders.map { rank(of: $0, in: revision, atMost: limit - 1) + 1 }.max() ?? 0
    }
}

extension ParameterValue {
    /// Whether two values are equal, but for the last digits of a real number.
    fileprivate func isSame(as other: ParameterValue) -> Bool {
        guard case .real(let left) = self, case .real(let right) = other else { return self == other }
        return abs(left - right) <= 1e-12 * max(abs(left), abs(right))
    }
}
