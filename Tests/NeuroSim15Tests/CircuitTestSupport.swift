// SPDX-License-Identifier: Apache-2.0

import Circuits
import NeuroSim15Technology
import Technology
import _TestSupport

/// A process for which figures of the reference were recorded.
struct RecordedProcess: Sendable {
    let node: Int
    let roadmap: DeviceRoadmap
    let temperature: Double

    private init(_ node: Int, _ roadmap: DeviceRoadmap, at temperature: Double = 300) {
        self.node = node
        self.roadmap = roadmap
        self.temperature = temperature
    }

    /// With gates of one width of nanosheets.
    var technology: Technology {
        get throws { try technology(cutsSheets: false) }
    }

    /// Nanosheets may be cut to what a gate needs; planar transistors are as they are.
    func technology(cutsSheets: Bool) throws -> Technology {
        try Technology(
            TechnologyLibrary.neuroSim15.node(node), roadmap: roadmap, temperature: temperature, cutsSheets: cutsSheets)
    }

    static let low22 = RecordedProcess(22, .lowStandbyPower)
    static let high22 = RecordedProcess(22, .highPerformance)
    static let warm32 = RecordedProcess(32, .lowStandbyPower, at: 350)
    static let high45 = RecordedProcess(45, .highPerformance)
    static let low65 = RecordedProcess(65, .lowStandbyPower)
    static let hot90 = RecordedProcess(90, .highPerformance, at: 370)
    static let low130 = RecordedProcess(130, .lowStandbyPower)
    static let low14 = RecordedProcess(14, .lowStandbyPower)
    static let low10 = RecordedProcess(10, .lowStandbyPower)
    static let low7 = RecordedProcess(7, .lowStandbyPower)
    static let low5 = RecordedProcess(5, .lowStandbyPower)
    static let low3 = RecordedProcess(3, .lowStandbyPower)
    static let low2 = RecordedProcess(2, .lowStandbyPower)
    static let low1 = RecordedProcess(1, .lowStandbyPower)

    /// The planar processes.
    static let planar = [low22, high22, warm32, high45, low65, hot90, low130]
}

/// Figures that DNN+NeuroSim V1.5 gives for a circuit of some sizes in one process.
struct Recorded<Inputs: Sendable>: Sendable {
    let process: RecordedProcess
    let inputs: Inputs
    let figures: [Double]

    init(_ process: RecordedProcess, _ inputs: Inputs, _ figures: [Double]) {
        self.process = process
        self.inputs = inputs
        self.figures = figures
    }

    /// What of some figures differs from the recorded ones, in their order.
    func mismatches(_ found: KeyValuePairs<String, Double>) -> [String] {
        guard found.count == figures.count else { return ["\(found.count) figures instead of \(figures.count)"] }
        return zip(found, figures).compactMap { figure, expected in
            mismatch("\(figure.key) at \(process.node) nm, \(inputs)", figure.value, expected)
        }
    }
}

/// Loads and edges with which the figures were recorded.
enum Stimulus {
    static let line = LineLoad(capacitance: 40e-15, resistance: 2e3)
    static let edge = Ramp(slope: 3e10)
}

extension LayoutConstraint {
    /// A height in feature sizes; no constraint for zero.
    static func height(features: Double, of technology: Technology) -> LayoutConstraint {
        features > 0 ? .height(features * technology.featureSize) : .free
    }

    /// A width in feature sizes; no constraint for zero.
    static func width(features: Double, of technology: Technology) -> LayoutConstraint {
        features > 0 ? .width(features * technology.featureSize) : .free
    }
}
