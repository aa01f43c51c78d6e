// SPDX-License-Identifier: Apache-2.0

import Configuration
import Counting
import Technology

/// Makes the memory cell of a design from the parameters and the process of its transistors.
public typealias CellMaker =
    @Sendable (_ configuration: Configuration, _ technology: Technology) throws(TechnologyError) -> any MemoryCell

/// The differences between estimators of one kind of chip, as one value: the records of their technology nodes, their
/// circuits, and how they count.
///
/// A run gets one revision. All code below asks it for circuits, counts and costs, and never tests which revision it
/// is.
public struct Revision: Sendable {
    /// Its name in reports.
    public let name: String
    /// The records of processes.
    public let technology: TechnologyLibrary
    /// Makes the process from the records.
    public let process: ProcessMaker
    /// Makes the memory cell.
    public let cell: CellMaker
    /// Circuits by their role.
    public let circuits: any CircuitRoles
    /// How figures are counted.
    public let counting: any CountingPolicy
    /// Cases in which figures are not those of the estimator that the revision follows.
    public let limits: any RevisionLimits
    /// Circuits when everything is counted exactly.
    private let exactCircuits: any CircuitRoles

    /// A revision of the given parts, `exactCircuits` being those that count exactly; by default the processes of the parameters' own library, with the cells that the
    /// parameters describe and circuits that fit their place, counted exactly.
    public init(
        name: String, technology: TechnologyLibrary = Configuration.technologies,
        process: @escaping ProcessMaker = { configuration, records throws(TechnologyError) in
            try DesignProcess(configuration, records: records)
        },
        cell: @escaping CellMaker = { configuration, technology throws(TechnologyError) in
            try configuration.memoryCell(technology: technology)
        },
        circuits: any CircuitRoles = StandardCircuits(), counting: any CountingPolicy = ExactCounting(),
        limits: any RevisionLimits = NoLimits(), exactCircuits: any CircuitRoles = StandardCircuits()
    ) {
        self.name = name
        self.technology = technology
        self.process = process
        self.cell = cell
        self.circuits = circuits
        self.counting = counting
        self.limits = limits
        self.exactCircuits = exactCircuits
    }

    /// The same revision with another memory cell.
    public func with(cell: @escaping CellMaker) -> Revision {
        Revision(
            name: name, technology: technology, process: process, cell: cell, circuits: circuits, counting: counting,
            limits: limits, exactCircuits: exactCircuits)
    }

    /// The tabulated processes with circuits that fit their place, counted exactly.
    public static let standard = Revision(name: "standard")

    /// The same processes with circuits that fit their place, or those of a revision of its own, counted exactly.
    public var countedExactly: Revision {
        Revision(
            name: name, technology: technology, process: process, cell: cell, circuits: exactCircuits,
            exactCircuits: exactCircuits)
    }
}
