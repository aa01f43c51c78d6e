// SPDX-License-Identifier: Apache-2.0

import Architecture
import Circuits
import Configuration
import Technology

/// The circuits of DNN+NeuroSim V2.1 where they are not laid out as circuits of their role are.
public struct NeuroSim21Circuits: CircuitRoles {
    /// The departures of the circuits; `.all` for V2.1.
    public let departures: DepartureSet

    private let standard = StandardCircuits()

    /// The circuits of V2.1 with some of its departures.
    public init(_ departures: DepartureSet = .all) {
        self.departures = departures
    }

    private func departs(_ point: Departure) -> Bool { departures.contains(point) }

    /// All of the array.
    public func senseAmplifierWidth(_ available: Double, amplifiers: Int) -> Double {
        departs(.widensSenseAmplifiers)
            ? available : standard.senseAmplifierWidth(available, amplifiers: amplifiers)
    }

    /// Without adders that are wider than the array.
    public func footprint(of circuit: Footprint, adders: Footprint, width: Double) -> Footprint {
        guard departs(.dropsWideAdders), adders.width > width else {
            return standard.footprint(of: circuit, adders: adders, width: width)
        }
        return Footprint(width: width, height: circuit.height - adders.height)
    }

    /// In a single line.
    public func transposedStrips(of array: Footprint) -> StripLayout {
        departs(.laysTransposedStripsInOneLine)
            ? StripLayout(inputs: .free, outputs: .free, isTurned: false) : standard.transposedStrips(of: array)
    }

    /// 1 nm where wires are to have no resistance.
    public func branchWireWidth(above wire: Wire) -> Double {
        departs(.narrowsIdealBranches) && wire.isIdeal ? 1e-9 : standard.branchWireWidth(above: wire)
    }

    /// Rows of a cross-point array if the parameters of resistive cells select them.
    public func sramWordlines(besides access: AccessDevice) -> SwitchMatrix.Lines {
        departs(.writesSRAMAsCrossPoint) && access.isCrossPoint
            ? .crossPointRows : standard.sramWordlines(besides: access)
    }

    /// Rows of a cross-point array where those of the synaptic arrays are.
    public func gradientWordlines(besides access: AccessDevice) -> SwitchMatrix.Lines {
        departs(.takesArrayCountsForGradients) && access.isCrossPoint
            ? .crossPointRows : standard.gradientWordlines(besides: access)
    }

    /// That of the elements' buffers.
    public func tileBufferIsSRAM(_ own: Bool, elements: Bool) -> Bool {
        departs(.usesElementBufferTypeForTiles) ? elements : standard.tileBufferIsSRAM(own, elements: elements)
    }
}
