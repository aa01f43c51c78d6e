import Technology

/// The processes that a revision has records of.
public struct TechnologyRecords: Sendable, Equatable {
    /// The records that ``Technology`` has tables of.
    public static let tabulated = TechnologyRecords()

    private init() {}

    /// A process.
    ///
    /// - Parameters:
    ///   - node: The node [nm].
    ///   - roadmap: Which transistors.
    ///   - temperature: The temperature [K].
    /// - Throws: `TechnologyError` when there is no record.
    public func technology(
        node: Int, roadmap: DeviceRoadmap, temperature: Double
    ) throws(TechnologyError) -> Technology {
        try Technology(node: node, roadmap: roadmap, temperature: temperature)
    }
}
