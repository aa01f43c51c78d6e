// SPDX-License-Identifier: Apache-2.0

import Architecture
import Circuits
import Configuration
import Diagnostics
import NeuroSim21Technology
import Spice
import Technology
import Testing
import _TestSupport

/// Columns by the analytical model, and through the simulator where it is installed (`apt-get install ngspice`).
struct ColumnCheckTests {
    @Test func `the model's column follows the parameters`() throws {
        let check = try column("technode=45 memcelltype=RRAM", rows: 256)
        let wire = 256 * 8 * 45e-9 * 0.2e-9
        #expect(abs(check.circuit.column.bitline.capacitance / wire - 1) < 1e-9)
        #expect(abs(check.circuit.column.prechargeEnergy / (2 * wire * 1.0 * 1.0) - 1) < 1e-9)
        #expect(check.circuit.column.rows == 256)
        #expect(check.circuit.column.discharge == 0.05)
        #expect(check.measurement == nil && check.timeDeviation == nil && check.energyDeviation == nil)
    }

    @Test func `rows that a subarray cannot have are an error`() throws {
        #expect(inputError { _ = try column(rows: 1 << 30) }.message.contains("numRowSubArray"))
        #expect(inputError { _ = try column("minSenseVoltage=1.5") }.message.contains("minSenseVoltage"))
    }

    @Test func `more rows take the model and the cell's current longer`() throws {
        var last = 0.0
        for rows in [16, 32, 64, 128, 256, 512] {
            let check = try column(rows: rows)
            #expect(check.circuit.column.dischargeTime > last)
            last = check.circuit.column.dischargeTime
        }
    }

    @Test(.enabled(if: installedSimulator != nil, "ngspice is not installed"))
    func `more rows take the circuit longer, too`() throws {
        let simulator = try #require(installedSimulator)
        var last: ColumnMeasurement?
        for rows in [16, 64, 256] {
            let measured = try #require(try column(rows: rows).simulated(by: simulator).measurement)
            if let last {
                #expect(measured.dischargeTime > last.dischargeTime)
                #expect(measured.senseTime > last.senseTime)
                #expect(measured.prechargeEnergy > last.prechargeEnergy)
            }
            #expect(measured.senseTime > measured.dischargeTime)
            #expect(measured.difference > 0.1 && measured.difference < 0.2)
            last = measured
        }
    }

    @Test(.enabled(if: installedSimulator != nil, "ngspice is not installed"), arguments: Technology.supportedNodes)
    func `charge and time of the circuit are those of the capacitance and the current`(_ node: Int) throws {
        let simulator = try #require(installedSimulator)
        let check = try column("technode=\(node)", rows: 128).simulated(by: simulator)
        let measured = try #require(check.measurement)
        let circuit = check.circuit
        // The precharger restores what fell on one line, from its supply.
        let restored = circuit.bitlineCapacitance * measured.difference * circuit.technology.supplyVoltage
        #expect(abs(measured.prechargeEnergy / restored - 1) < 0.05)
        // The cell is a current source that starts with the word line; its own nodes and the wire take a little longer.
        let ideal = circuit.bitlineCapacitance * circuit.column.senseVoltage / circuit.readCurrent
        #expect(measured.senseTime > 0.95 * ideal && measured.senseTime < 1.5 * ideal + circuit.edge)
    }

    @Test(.enabled(if: installedSimulator != nil, "ngspice is not installed"))
    func `fewer loads are faster`() throws {
        let simulator = try #require(installedSimulator)
        let full = try #require(try column(rows: 128).simulated(by: simulator).measurement)
        let bare = try #require(try column(rows: 128, loads: .model).simulated(by: simulator).measurement)
        #expect(bare.dischargeTime < full.dischargeTime)
        #expect(bare.prechargeEnergy < full.prechargeEnergy)
    }
}
