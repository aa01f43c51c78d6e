// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing
import _TestSupport

/// `tessera spice`, with programs of the shell in place of ngspice, and with ngspice where it is installed.
@Suite struct SpiceCommandTests {
    /// A program that prints what ngspice would.
    private static let standIn = """
        #!/bin/sh
        cat <<'END'
        discharge_time      =  4.0e-11 targ=  1.0e-10 trig=  6.5e-11
        sense_time          =  8.0e-11 targ=  1.5e-10 trig=  6.5e-11
        difference          =  1.05e-01 at=  1.6e-10
        rest_difference     =  -2.0e-07
        final_difference    =  -1.3e-06
        precharge_charge    =   -2.0e-15 from=  6.0e-11 to=  5.8e-09
        cell_charge         =   -9.0e-20 from=  6.0e-11 to=  5.8e-09
        END
        """

    private func folder(_ program: String = standIn) throws -> Folder {
        let folder = try Folder(["ngspice": program])
        try makeExecutable(folder.url.appending(path: "ngspice").path)
        return folder
    }

    private func json(_ result: Tessera.Result) throws -> [String: Any] {
        #expect(result.status == 0, "\(result.errors)")
        return try #require(try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any])
    }

    @Test func bothAreCompared() throws {
        let folder = try folder()
        let result = try Tessera.shell(
            "$tessera spice --rows 64 --ngspice ./ngspice --output column.cir", in: folder)
        #expect(result.status == 0, "\(result.errors)")
        #expect(result.errors.isEmpty)
        #expect(result.output.hasPrefix("Column: 64 SRAM cells, 32 nm, low standby power, 300 K, 0.9 V\n"))
        #expect(result.output.contains("bitline falls by 0.05 V, ps"))
        #expect(result.output.hasSuffix("Netlist: column.cir\n"))
        #expect(try folder.text(of: "column.cir").hasPrefix("* SRAM column: 64 cells"))
        let again = try Tessera.shell("$tessera spice --ngspice ./ngspice --output column.cir", in: folder)
        #expect(again.status == 73 && again.errors.contains("--force"))
    }

    @Test func jsonIsInSIUnits() throws {
        let report = try json(Tessera.shell("$tessera spice --ngspice ./ngspice --format json", in: folder()))
        #expect(report["schema"] as? String == "tessera.spice/1")
        let circuit = try #require(report["circuit"] as? [String: Double])
        #expect(circuit["dischargeTime"] == 4e-11)
        #expect(abs((circuit["prechargeEnergy"] ?? 0) - 1.8e-15) < 1e-24)
        let model = try #require(report["model"] as? [String: Double])
        let deviation = try #require(report["deviation"] as? [String: Double])
        #expect(abs((deviation["dischargeTime"] ?? 0) - ((model["dischargeTime"] ?? 0) / 4e-11 - 1)) < 1e-9)
        #expect(report["netlist"] is NSNull)
        #expect((report["netlistText"] as? String)?.hasSuffix(".end\n") == true)
    }

    @Test func withoutASimulatorTheNetlistIsPrinted() throws {
        let folder = try folder()
        let result = try Tessera.shell("PATH=/nowhere $tessera spice --rows 16", in: folder)
        #expect(result.status == 0)
        #expect(result.output.hasPrefix("* SRAM column: 16 cells") && result.output.hasSuffix(".end\n"))
        #expect(result.errors.hasPrefix("warning: ngspice was not found (on Debian: apt-get install ngspice)"))
        let written = try Tessera.shell("PATH=/nowhere $tessera spice --rows 16 --output c.cir", in: folder)
        #expect(try folder.text(of: "c.cir") == result.output)
        #expect(written.output.contains("Warning: ngspice was not found"))
        #expect(written.output.contains("precharge after the read, fJ"))
        let report = try json(Tessera.shell("PATH=/nowhere $tessera spice --format json", in: folder))
        #expect(report["circuit"] is NSNull && report["deviation"] is NSNull)
    }

    @Test func failuresHaveNgspicesLastLines() throws {
        let failing = try folder("#!/bin/sh\necho 'Timestep too small'\nexit 1\n")
        let result = try Tessera.shell("$tessera spice --ngspice ./ngspice", in: failing)
        #expect(result.status == 65 && result.output.isEmpty)
        #expect(result.errors.contains("ngspice ended with exit code 1; its last lines:\n  Timestep too small\n"))
        let silent = try folder("#!/bin/sh\nexit 0\n")
        let nothing = try Tessera.shell("$tessera spice --ngspice ./ngspice", in: silent)
        #expect(nothing.status == 65 && nothing.errors.contains("did not measure discharge_time"))
        let stuck = try folder("#!/bin/sh\nexec sleep 60\n")
        let ended = try Tessera.shell("$tessera spice --ngspice ./ngspice --time-limit 1", in: stuck)
        #expect(ended.status == 65 && ended.errors.contains("did not end within 1 s"))
    }

    @Test(arguments: [
        ("--ngspice ./missing", 66, "no such program"), ("--rows 1", 64, "--rows is 1"),
        ("--exponent 3", 64, "--exponent is 3.0 (allowed: 1 to 2)"), ("--time-limit 0", 64, "--time-limit is 0"),
        ("--set minSenseVoltage=1.5 --ngspice ./ngspice", 65, "minSenseVoltage"),
        ("--loads none", 64, "--loads"), ("--output /nowhere/x.cir --ngspice ./ngspice", 73, "/nowhere/x.cir"),
    ])
    func wrongOptionsAreNamed(_ options: String, _ status: Int32, _ part: String) throws {
        let result = try Tessera.shell("$tessera spice \(options)", in: folder())
        #expect(result.status == status, "\(result.errors)")
        #expect(result.errors.contains(part), "\(result.errors)")
    }

    private static let isInstalled =
        (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":").contains {
            FileManager.default.isExecutableFile(atPath: "\($0)/ngspice")
        }

    @Test(
        .enabled(if: isInstalled, "ngspice is not installed"), arguments: ["", "--set deviceroadmap=HP --set temp=400"])
    func theRealSimulatorAgreesOnTheOrderOfMagnitude(_ options: String) throws {
        let report = try json(Tessera.shell("$tessera spice --format json \(options)", in: folder()))
        let deviation = try #require((report["deviation"] as? [String: Double])?["dischargeTime"])
        #expect(deviation > -0.95 && deviation < 2)
    }
}
