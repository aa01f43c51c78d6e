// SPDX-License-Identifier: Apache-2.0

import Diagnostics
import Foundation
import Architecture
import Circuits
import Spice
import Testing
import _TestSupport

/// Runs of programs in place of ngspice: what they print and how they fail.
struct NgspiceRunTests {
    private static let printed = """
        Circuit: * sram column

          Measurements for Transient Analysis

        discharge_time      =  4.392925e-11 targ=  1.089342e-10 trig=  6.500500e-11
        sense_time          =  8.505145e-11 targ=  1.500564e-10 trig=  6.500500e-11
        difference          =  1.041028e-01 at=  1.672916e-10
        rest_difference     =  -2.0e-07
        final_difference    =  -1.316020e-06
        precharge_charge    =   -1.32665e-15 from=  6.00000e-11 to=  5.86758e-09
        cell_charge         =   8.98823e-20 from=  6.00000e-11 to=  5.86758e-09
        """

    private func printing(_ text: String) throws -> StandIn { try StandIn("cat <<'END'\n\(text)\nEND") }

    @Test func `measured values are read`() throws {
        let measurement = try ColumnMeasurement(output: Self.printed, supplyVoltage: 0.9)
        #expect(measurement.dischargeTime == 4.392925e-11)
        #expect(measurement.senseTime == 8.505145e-11)
        #expect(measurement.difference == 0.1041028)
        #expect(abs(measurement.prechargeEnergy - 1.193985e-15) < 1e-21)
        #expect(measurement.cellEnergy < 0)
    }

    @Test(arguments: ["discharge_time", "sense_time", "difference", "precharge_charge"])
    func `a measurement that failed is named`(_ name: String) throws {
        let output = Self.printed.split(separator: "\n").filter { !$0.hasPrefix(name + " ") }.joined(separator: "\n")
        let failed =
            output + "\nError: measure  \(name)  trig(WHEN) : out of interval\n .measure tran \(name) failed!\n"
        let error = inputError { _ = try ColumnMeasurement(output: failed, supplyVoltage: 1) }
        #expect(error.message.hasPrefix("ngspice did not measure \(name) "), "\(error)")
        #expect(error.message.contains("its last lines:\n"))
        #expect(error.message.contains("failed!"))
    }

    @Test func `bitlines that are not restored are an error`() throws {
        let output = Self.printed.replacingOccurrences(of: "-1.316020e-06", with: "5.0e-02")
        let error = inputError { _ = try ColumnMeasurement(output: output, supplyVoltage: 1) }
        #expect(error.message.contains("differ by 0.05 V after the precharge"))
    }

    @Test func `the simulator gets the netlist, in a folder of its own that is gone afterwards`() throws {
        let standIn = try StandIn("pwd; printf '%s\\n' \"$*\"; cat \"$3\"")
        let output = try standIn.simulating { try $0.output(of: "* a netlist\n.end\n") }
        let lines = output.split(separator: "\n").map(String.init)
        #expect(lines.dropFirst() == ["-n -b column.cir", "* a netlist", ".end"])
        #expect(lines[0].contains("tessera-spice-"))
        #expect(!FileManager.default.fileExists(atPath: lines[0]))
    }

    @Test func `a whole run is compared`() throws {
        let check = try printing(Self.printed).simulating { try column(rows: 64).simulated(by: $0) }
        #expect(check.measurement?.senseTime == 8.505145e-11)
        let deviation = try #require(check.timeDeviation)
        #expect(abs(deviation - (check.circuit.column.dischargeTime / 4.392925e-11 - 1)) < 1e-12)
        #expect(try #require(check.energyDeviation) > 0)
    }

    @Test func `a simulator that fails is quoted`() throws {
        let standIn = try StandIn("echo one; echo 'Timestep too small' >&2; echo; exit 3")
        let error = inputError { _ = try standIn.simulating { try $0.output(of: "") } }
        #expect(error.message == "ngspice ended with exit code 3; its last lines:\n  one\n  Timestep too small")
        #expect(error.exitCode == 65)
        let killed = try StandIn("kill -SEGV $$")
        #expect(
            inputError { _ = try killed.simulating { try $0.output(of: "") } }.message
                == "ngspice ended by signal 11; it printed nothing")
    }

    @Test func `a print that is gone is an error`() throws {
        let standIn = try StandIn("echo one; rm output")
        let error = inputError { _ = try standIn.simulating { try $0.output(of: "") } }
        #expect(error.message.hasPrefix("what ngspice printed cannot be read: "))
        #expect(error.exitCode == 65)
    }

    @Test func `a simulator that hangs is ended`() throws {
        let standIn = try StandIn("echo stuck; exec sleep 100")
        let start = Date()
        let error = inputError { _ = try standIn.simulating(timeLimit: 1) { try $0.output(of: "") } }
        #expect(Date().timeIntervalSince(start) < 30)
        #expect(
            error.message.hasPrefix(
                "ngspice did not end within 1 s (--time-limit allows more); its last lines:\n  stuck"))
    }

    @Test func `a program that is not there is missing input`() throws {
        let error = inputError { _ = try NgspiceRun(program: "/nowhere/ngspice", timeLimit: 1) }
        #expect(error.exitCode == 66)
        #expect(error.message.contains("apt-get install ngspice"))
        #expect(NgspiceRun(timeLimit: 1, path: "/nowhere:/proc") == nil)
    }
}
