import Counting
import Technology

/// What estimators of one kind of chip differ in, as one value: the records of their processes, their circuits, and
/// how they count.
///
/// A run is handed one. What computes asks it for circuits, counts and costs; nothing asks which revision it is.
public struct Revision: Sendable {
    /// What a report calls it.
    public let name: String
    /// The records of processes.
    public let technology: TechnologyRecords
    /// Circuits by their role.
    public let circuits: any CircuitRoles
    /// How figures are counted.
    public let counting: any CountingPolicy
    /// Where figures are not those of the estimator that the revision follows.
    public let limits: any RevisionLimits

    /// A revision of the given parts.
    public init(
        name: String, technology: TechnologyRecords = .tabulated, circuits: any CircuitRoles = StandardCircuits(),
        counting: any CountingPolicy = ExactCounting(), limits: any RevisionLimits = NoLimits()
    ) {
        self.name = name
        self.technology = technology
        self.circuits = circuits
        self.counting = counting
        self.limits = limits
    }

    /// The tabulated processes with circuits that fit their place, counted exactly.
    public static let standard = Revision(name: "standard")

    /// The same processes with circuits that fit their place, counted exactly.
    public var countedExactly: Revision { Revision(name: name, technology: technology) }
}
