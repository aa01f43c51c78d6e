// SPDX-License-Identifier: Apache-2.0

import NeuroSim21Technology
import Technology

/// Every node with every roadmap.
let allProcesses: [(node: Int, roadmap: DeviceRoadmap)] = Technology.supportedNodes.flatMap { node in
    DeviceRoadmap.allCases.map { (node: node, roadmap: $0) }
}

/// The standard cell height of a process [m].
func standardHeight(_ technology: Technology) -> Double {
    DesignRules.maximumTransistorHeight * technology.featureSize
}
