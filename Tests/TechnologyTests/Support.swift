import NeuroSim21Technology
import Technology

/// Whether two numbers agree to a relative tolerance.
func isClose(_ actual: Double, _ expected: Double, relative: Double = 1e-9) -> Bool {
    abs(actual - expected) <= relative * abs(expected)
}

/// Every node with every roadmap.
let allProcesses: [(node: Int, roadmap: DeviceRoadmap)] = Technology.supportedNodes.flatMap { node in
    DeviceRoadmap.allCases.map { (node: node, roadmap: $0) }
}

/// The standard cell height of a process [m].
func standardHeight(_ technology: Technology) -> Double {
    DesignRules.maximumTransistorHeight * technology.featureSize
}

/// A generator of the same numbers in every run (SplitMix64).
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) {
        state = seed
    }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var value = state
        value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
        return value ^ (value >> 31)
    }
}
