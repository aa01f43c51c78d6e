// SPDX-License-Identifier: Apache-2.0

import Architecture
import Circuits
import Foundation
import Technology

/// The netlist of a column for ngspice, with the measurements that ``ColumnMeasurement`` reads.
public struct ColumnNetlist: Sendable {
    /// The circuit.
    public let circuit: ColumnCircuit

    /// The netlist of a circuit.
    public init(_ circuit: ColumnCircuit) {
        self.circuit = circuit
    }

    /// The netlist. It ends in a line feed.
    public var text: String {
        let parts = [
            heading, parameters, transistor(circuit.nmos), transistor(circuit.pmos), stimuli, precharger, readCell,
            bitline("bl", othersHold: "one"), bitline("blb", othersHold: "zero"), sensing, analysis,
        ]
        return parts.map { $0.joined(separator: "\n") }.joined(separator: "\n\n") + "\n"
    }

    private var technology: Technology { circuit.technology }
    private var segments: Int { circuit.segments }

    /// A number with nine significant digits, as SPICE reads it.
    private func number(_ value: Double) -> String { String(format: "%.9g", value) }

    private func width(_ drawn: Double) -> String { number(technology.channelWidth(drawnWidth: drawn)) }

    // MARK: Parts

    private var heading: [String] {
        let roadmap = technology.roadmap == .highPerformance ? "high performance" : "low standby power"
        return [
            "* SRAM column: \(circuit.column.rows) cells, one is read; \(technology.node) nm \(roadmap) "
                + "(\(technology.source)), \(number(technology.temperature)) K",
            "* The cell at the far end of the bitlines holds 0 at bl; the other cells hold 1.",
            "* Currents per metre of channel; all other figures in SI units without prefix.",
        ]
    }

    private var parameters: [String] {
        let column = circuit.column
        return [
            ".param supply=\(number(technology.supplyVoltage))",
            ".param sense=\(number(column.senseVoltage))",
            ".param edge=\(number(circuit.edge))",
            "* Moments: the precharger lets go, the word line begins to rise, it falls at the latest, precharge, end.",
            ".param tfree={2*edge}",
            ".param tread={tfree+4*edge}",
            ".param tclose={tread+\(number(circuit.readWindow))}",
            ".param tcharge={tclose+4*edge}",
            ".param tlast={tcharge+\(number(circuit.prechargeWindow))}",
            ".param tend={tlast+edge}",
        ]
    }

    /// The alpha-power law with its transition below threshold; see ``AlphaPowerTransistor``.
    private func transistor(_ device: AlphaPowerTransistor) -> [String] {
        let isNMOS = device.polarity == .nmos
        let name = isNMOS ? "nfet" : "pfet"
        let gate = isNMOS ? "v(g)-min(v(d),v(s))" : "max(v(d),v(s))-v(g)"
        return [
            ".subckt \(name) d g s w=1",
            "* u: logarithm of the overdrive over that of a gate at the supply; z: drain voltage over that of saturation.",
            "Bu u 0 V = ln(\(number(device.transition / device.fullOverdrive))*ln(1+exp(max(-30,"
                + "(\(gate)-\(number(device.thresholdVoltage)))/\(number(device.transition))))))",
            "Bz z 0 V = max(-1,min(1,(v(d)-v(s))/(\(number(device.leastSaturationVoltage))"
                + "+\(number(device.saturationVoltage - device.leastSaturationVoltage))"
                + "*exp(\(number(device.exponent / 2))*v(u)))))",
            "Bi d s I = {w}*\(number(device.onCurrent))*exp(\(number(device.exponent))*v(u))*v(z)*(2-abs(v(z)))",
            ".ends",
        ]
    }

    private var stimuli: [String] {
        [
            "Vcell vcell 0 {supply}",
            "Vcharge vcharge 0 {supply}",
            "Vtime vtime 0 {supply}",
            "Vpre pre 0 PWL(0 0 {tfree} 0 {tfree+edge} {supply} {tcharge} {supply} {tcharge+edge} 0)",
            "Ven en 0 PWL(0 0 {tread} 0 {tread+edge} {supply} {tclose} {supply} {tclose+edge} 0)",
            "* The word line closes itself as soon as the bitlines differ by the sense voltage.",
            "Swl closing vtime blb_0 bl_0 timing",
            ".model timing sw(vt={sense/2} vh={sense/2} ron=1 roff=1e15)",
            "Rwl closing 0 1e12",
            "Rdelay closing closed 1k",
            "Cdelay closed 0 {edge/1000}",
            "Bwl wl 0 V = v(en)*(1-v(closed)/\(number(technology.supplyVoltage)))",
        ]
    }

    private var precharger: [String] {
        let charging = circuit.column.precharger
        let width = width(charging.chargingWidth)
        return [
            "* Precharger.",
            "Xpl bl_0 pre vcharge pfet w=\(width)",
            "Xpr blb_0 pre vcharge pfet w=\(width)",
            "Xpe bl_0 pre blb_0 pfet w=\(self.width(charging.equalizingWidth))",
        ]
    }

    private var readCell: [String] {
        let latch = circuit.column.latch
        let (access, down, up) = (width(latch.accessWidth), width(latch.nmosWidth), width(latch.pmosWidth))
        return [
            "* The cell that is read.",
            "Xal bl_\(segments) wl q nfet w=\(access)",
            "Xar blb_\(segments) wl qb nfet w=\(access)",
            "Xdl q qb 0 nfet w=\(down)",
            "Xdr qb q 0 nfet w=\(down)",
            "Xul q qb vcell pfet w=\(up)",
            "Xur qb q vcell pfet w=\(up)",
            "Cq q 0 \(number(latch.storageCapacitance))",
            "Cqb qb 0 \(number(latch.storageCapacitance))",
            ".ic v(q)=0 v(qb)={supply}",
        ]
    }

    /// A bitline from the near end 0 to the far end: a ladder of wire with the junctions of the cells on it.
    private func bitline(_ name: String, othersHold value: String) -> [String] {
        let column = circuit.column
        let count = Double(segments)
        // A simulator has no use for wires of nearly no resistance, as `wireWidth = -1` makes them.
        let resistance = max(column.bitline.resistance / count, 1e-3)
        let wire = column.bitline.capacitance / count
        let cells = circuit.otherCellsCapacitance / count
        let node = value == "one" ? "vcell" : "0"
        var lines = [
            "* Bitline \(name) in \(segments) pieces; the other cells hold \(value) at it.",
            "C\(name)_0 \(name)_0 0 \(number(wire / 2 + circuit.peripheralCapacitance))",
        ]
        for segment in 1...segments {
            let isEnd = segment == segments
            let own = isEnd ? wire / 2 + column.latch.accessCapacitance : wire
            lines.append("R\(name)_\(segment) \(name)_\(segment - 1) \(name)_\(segment) \(number(resistance))")
            lines.append("C\(name)_\(segment) \(name)_\(segment) 0 \(number(own + cells))")
        }
        if circuit.otherCells > 0 {
            let channel = technology.channelWidth(drawnWidth: column.latch.accessWidth)
            let leaking = number(channel * Double(circuit.otherCells))
            lines.append("X\(name) \(name)_\((segments + 1) / 2) 0 \(node) nfet w=\(leaking)")
        }
        lines.append(".nodeset " + (0...segments).map { "v(\(name)_\($0))={supply}" }.joined(separator: " "))
        return lines
    }

    private var sensing: [String] {
        ["* What the sense amplifier sees.", "Bdiff diff 0 V = v(blb_0)-v(bl_0)"]
    }

    private var analysis: [String] {
        let column = circuit.column
        let half = "v(wl) val={supply/2} rise=1"
        let step = circuit.readWindow / 400
        return [
            "* Charges are those of some femtofarads.",
            ".options reltol=1e-4 abstol=1e-15 chgtol=1e-20 gmin=1e-15",
            ".tran \(number(step)) {tend} 0 \(number(step))",
            ".measure tran discharge_time trig \(half) targ v(bl_0) val={supply-\(number(column.discharge))} fall=1",
            ".measure tran sense_time trig \(half) targ v(diff) val={sense} rise=1",
            ".measure tran difference max v(diff) from={tread} to={tlast}",
            ".measure tran rest_difference find v(diff) at={tfree}",
            ".measure tran final_difference find v(diff) at={tlast}",
            ".measure tran precharge_charge integ i(vcharge) from={tread} to={tlast}",
            ".measure tran cell_charge integ i(vcell) from={tread} to={tlast}",
            ".end",
        ]
    }
}
