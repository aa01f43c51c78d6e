// SPDX-License-Identifier: Apache-2.0

import Circuits
import NeuroSim21Technology
import Technology
import Testing

/// A process of the golden figures.
struct Process: Sendable {
    let node: Int
    let roadmap: DeviceRoadmap
    let temperature: Double

    init(node: Int, roadmap: DeviceRoadmap, temperature: Double = 300) {
        self.node = node
        self.roadmap = roadmap
        self.temperature = temperature
    }

    var technology: Technology {
        get throws { try Technology(node: node, roadmap: roadmap, temperature: temperature) }
    }

    /// One FinFET node, two planar ones.
    static let representatives = [
        Process(node: 7, roadmap: .highPerformance), Process(node: 22, roadmap: .lowStandbyPower),
        Process(node: 130, roadmap: .highPerformance),
    ]
}

/// Figures that DNN+NeuroSim V2.1 gives for a circuit in one process, along one length of the array.
struct GoldenCase: Sendable {
    let process: Process
    /// The length of the array side [feature sizes]; nothing for an unconstrained layout.
    let length: Double?
    /// The number of lines, outputs, columns or address bits.
    let count: Int
    /// A resistance that sizes the circuit [Ohm].
    let resistance: Double
    let expected: [Double]

    init(_ process: Process, length: Double?, count: Int, resistance: Double = 0, expected: [Double]) {
        self.process = process
        self.length = length
        self.count = count
        self.resistance = resistance
        self.expected = expected
    }

    /// The length as the height of a circuit beside the rows.
    var height: LayoutConstraint {
        get throws {
            guard let length else { return .free }
            return .height(length * (try process.technology).featureSize)
        }
    }

    /// The length as the width of a circuit below the columns.
    var width: LayoutConstraint {
        get throws {
            guard let length else { return .free }
            return .width(length * (try process.technology).featureSize)
        }
    }
}

/// Loads and edges with which the golden figures were made.
enum PeripheryStimulus {
    static let line = LineLoad(capacitance: 40e-15, resistance: 2e3)
    static let edge = Ramp(slope: 3e10)
    static let readVoltage = 0.5
    static let accessVoltage = 1.1
    static let writeVoltage = 32.0.squareRoot()
}

/// Checks named figures against expected ones, to nine digits.
func expectFigures(
    _ actual: KeyValuePairs<String, Double>, equal expected: [Double], sourceLocation: SourceLocation = #_sourceLocation
) {
    #expect(actual.count == expected.count, sourceLocation: sourceLocation)
    for ((name, value), reference) in zip(actual, expected) {
        let difference = abs(value - reference)
        #expect(
            difference <= 1e-9 * abs(reference), "\(name) is \(value), not \(reference)",
            sourceLocation: sourceLocation)
    }
}

/// Checks that the rectangle and the static power of a circuit mean something.
func expectPhysical(_ circuit: some CircuitModel, sourceLocation: SourceLocation = #_sourceLocation) {
    for figure in [circuit.footprint.width, circuit.footprint.height, circuit.leakagePower] {
        #expect(figure.isFinite && figure >= 0, sourceLocation: sourceLocation)
    }
}
