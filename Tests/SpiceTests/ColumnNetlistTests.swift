// SPDX-License-Identifier: Apache-2.0

import Architecture
import Circuits
import Spice
import Technology
import Testing

/// What stands in the netlist of a column.
struct ColumnNetlistTests {
    /// The values of all elements whose names begin so: what stands last in their lines.
    private func sum(of prefix: String, in netlist: String) -> Double {
        netlist.split(separator: "\n").filter { $0.hasPrefix(prefix) }
            .compactMap { $0.split(separator: " ").last.flatMap { Double($0) } }.reduce(0, +)
    }

    @Test func `capacitance and resistance of a bitline are whole, however it is cut`() throws {
        for rows in [8, 16, 100, 128, 1024] {
            let check = try column(rows: rows)
            let text = check.netlist.text
            for name in ["bl", "blb"] {
                let capacitance = sum(of: "C\(name)_", in: text)
                #expect(abs(capacitance / check.circuit.bitlineCapacitance - 1) < 1e-6)
                let resistance = sum(of: "R\(name)_", in: text)
                #expect(abs(resistance / check.circuit.column.bitline.resistance - 1) < 1e-6)
            }
        }
    }

    @Test func `all other cells hang on the bitline, or none for the model's loads`() throws {
        let full = try column(rows: 65)
        #expect(full.circuit.otherCells == 64)
        let access = full.circuit.technology.channelWidth(drawnWidth: full.circuit.column.latch.accessWidth)
        let leak = try #require(full.netlist.text.split(separator: "\n").first { $0.hasPrefix("Xblb ") })
        let width = try #require(leak.split(separator: "=").last.flatMap { Double($0) })
        #expect(abs(width / (64 * access) - 1) < 1e-6)
        let bare = try column(rows: 65, loads: .model)
        #expect(bare.circuit.otherCells == 0)
        #expect(!bare.netlist.text.contains("\nXblb "))
        let column = bare.circuit.column
        #expect(bare.circuit.bitlineCapacitance == column.bitline.capacitance + column.latch.accessCapacitance)
    }

    @Test func `supply, widths and the sense voltage are the parameters'`() throws {
        let check = try column("technode=65 minSenseVoltage=0.25 widthSRAMCellNMOS=3 deviceroadmap=HP temp=350")
        let text = check.netlist.text
        #expect(text.contains(".param supply=1.1\n"))
        #expect(text.contains(".param sense=0.25\n"))
        #expect(text.contains("Xdl q qb 0 nfet w=1.95e-07\n"))
        #expect(text.contains("val={supply-0.125} fall=1"))
        #expect(text.contains("(PTM 65 nm HP), 350 K"))
        #expect(text.hasPrefix("* SRAM column: 128 cells"))
        #expect(text.hasSuffix(".end\n"))
    }

    @Test func `subcircuits are closed, and every piece of a bitline has its capacitor`() throws {
        let lines = try column(rows: 32).netlist.text.split(separator: "\n")
        #expect(lines.count { $0.hasPrefix(".subckt") } == 2)
        #expect(lines.count { $0 == ".ends" } == 2)
        // Nodes of the bitlines: each is the end of a piece of wire and has a capacitor.
        for index in 0...16 {
            #expect(lines.count { $0.contains("bl_\(index) ") && $0.hasPrefix("C") } == 1)
        }
    }

    @Test func `wires without resistance keep a little of it`() throws {
        let text = try column("wireWidth=-1", rows: 32).netlist.text
        #expect(text.contains("Rbl_1 bl_0 bl_1 0.001\n"))
    }
}
