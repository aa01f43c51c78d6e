// SPDX-License-Identifier: Apache-2.0

import Circuits
import NeuroSim15Technology
import Technology
import Testing

/// The processes for which figures of the reference tool were recorded.
enum LogicProcess: CaseIterable, CustomTestStringConvertible {
    case lowStandbyPower22
    case lowStandbyPower32At350K
    case lowStandbyPower130
    case highPerformance65
    case highPerformance45At380K
    case lowStandbyPower14
    case lowStandbyPower5
    case lowStandbyPower3
    /// Nanosheets that gates cut to size.
    case cutSheets2
    /// Nanosheets of one width.
    case wholeSheets2
    case cutSheets1

    var testDescription: String { "\(self)" }

    func technology() throws -> Technology {
        let (roadmap, temperature): (DeviceRoadmap, Double) =
            switch self {
            case .lowStandbyPower32At350K: (.lowStandbyPower, 350)
            case .highPerformance65: (.highPerformance, 300)
            case .highPerformance45At380K: (.highPerformance, 380)
            default: (.lowStandbyPower, 300)
            }
        return try Technology(
            TechnologyLibrary.neuroSim15.node(node), roadmap: roadmap, temperature: temperature,
            cutsSheets: self != .wholeSheets2)
    }

    private var node: Int {
        switch self {
        case .lowStandbyPower22: 22
        case .lowStandbyPower32At350K: 32
        case .lowStandbyPower130: 130
        case .highPerformance65: 65
        case .highPerformance45At380K: 45
        case .lowStandbyPower14: 14
        case .lowStandbyPower5: 5
        case .lowStandbyPower3: 3
        case .cutSheets2, .wholeSheets2: 2
        case .cutSheets1: 1
        }
    }

    /// Wires of the arrays.
    func wire() throws -> Wire {
        let table = try TechnologyLibrary.neuroSim15.node(node).wire
        return Wire(
            width: Double(table.nanometers) * 1e-9, aspectRatio: table.aspectRatio.value,
            resistivity: table.resistivity.value, temperature: try technology().temperature)
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
