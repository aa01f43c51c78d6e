/// A process node: its transistors for each roadmap.
struct ProcessNode: Sendable {
    /// All nodes, from the largest to the smallest.
    static let all = [
        ProcessNode(130, highPerformance: Node130.highPerformance, lowStandbyPower: Node130.lowStandbyPower),
        ProcessNode(90, highPerformance: Node90.highPerformance, lowStandbyPower: Node90.lowStandbyPower),
        ProcessNode(65, highPerformance: Node65.highPerformance, lowStandbyPower: Node65.lowStandbyPower),
        ProcessNode(45, highPerformance: Node45.highPerformance, lowStandbyPower: Node45.lowStandbyPower),
        ProcessNode(32, highPerformance: Node32.highPerformance, lowStandbyPower: Node32.lowStandbyPower),
        ProcessNode(22, highPerformance: Node22.highPerformance, lowStandbyPower: Node22.lowStandbyPower),
        ProcessNode(14, highPerformance: Node14.highPerformance, lowStandbyPower: Node14.lowStandbyPower),
        ProcessNode(10, highPerformance: Node10.highPerformance, lowStandbyPower: Node10.lowStandbyPower),
        ProcessNode(7, highPerformance: Node7.highPerformance, lowStandbyPower: Node7.lowStandbyPower),
    ]

    /// [nm]
    let name: Int
    let highPerformance: DeviceTable
    let lowStandbyPower: DeviceTable

    init(_ name: Int, highPerformance: DeviceTable, lowStandbyPower: DeviceTable) {
        self.name = name
        self.highPerformance = highPerformance
        self.lowStandbyPower = lowStandbyPower
    }

    /// The node of that name [nm], if there is one.
    static func named(_ name: Int) -> ProcessNode? {
        all.first { $0.name == name }
    }

    /// The transistors for a roadmap.
    func devices(_ roadmap: DeviceRoadmap) -> DeviceTable {
        switch roadmap {
        case .highPerformance: highPerformance
        case .lowStandbyPower: lowStandbyPower
        }
    }
}
