// SPDX-License-Identifier: Apache-2.0

import Circuits
import NeuroSim21Technology
import Technology
import Testing

/// The processes for which figures of the reference tool were recorded: planar transistors, whose tables are those of
/// V2.1.
enum LogicProcess: CaseIterable, CustomTestStringConvertible {
    case lowStandbyPower22
    case lowStandbyPower32At350K
    case lowStandbyPower130
    case highPerformance65
    case highPerformance45At380K

    var testDescription: String { "\(self)" }

    func technology() throws -> Technology {
        switch self {
        case .lowStandbyPower22: try Technology(node: 22, roadmap: .lowStandbyPower)
        case .lowStandbyPower32At350K: try Technology(node: 32, roadmap: .lowStandbyPower, temperature: 350)
        case .lowStandbyPower130: try Technology(node: 130, roadmap: .lowStandbyPower)
        case .highPerformance65: try Technology(node: 65, roadmap: .highPerformance)
        case .highPerformance45At380K: try Technology(node: 45, roadmap: .highPerformance, temperature: 380)
        }
    }

    /// Wires of the arrays.
    func wire() throws -> Wire {
        let (nanometers, aspectRatio, resistivity) =
            switch self {
            case .lowStandbyPower22: (40.0, 1.9, 2.97e-8)
            case .lowStandbyPower32At350K: (56.0, 1.8, 2.63e-8)
            case .lowStandbyPower130: (175.0, 1.6, 2.01e-8)
            case .highPerformance65: (105.0, 1.7, 2.21e-8)
            case .highPerformance45At380K: (80.0, 1.7, 2.37e-8)
            }
        return Wire(
            width: nanometers * 1e-9, aspectRatio: aspectRatio, resistivity: resistivity,
            temperature: try technology().temperature)
    }

    /// A width in feature sizes.
    static func width(_ features: Double, _ technology: Technology) -> LayoutConstraint {
        .width(features * technology.featureSize)
    }

    /// A height in feature sizes.
    static func height(_ features: Double, _ technology: Technology) -> LayoutConstraint {
        .height(features * technology.featureSize)
    }
}
