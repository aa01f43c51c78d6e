// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Diagnostics
import Reporting
import Runs
import Spice

/// `tessera spice`.
struct SpiceCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "spice",
        abstract:
            "The read of an SRAM column as a circuit, simulated by ngspice and compared with the analytical model.",
        discussion: """
            Writes the netlist of a column at the technology node (--output), runs ngspice if it is installed, and compares time \
            of discharge and energy of precharge. Without ngspice the netlist goes to standard output, or to the file. \
            docs/models/spice.md has the circuit and the deviations.
            """)

    @OptionGroup(title: "Input") var parameters: ParameterOptions

    @Option(help: ArgumentHelp("Number of cells in the column. (default: numRowSubArray)", valueName: "n"))
    var rows: Int?

    @Option(
        help: ArgumentHelp(
            "Loads of the bitlines: circuit, all loads; model, only those that the analytical model counts.",
            valueName: "loads"))
    var loads = ColumnCircuit.Loads.circuit

    @Option(help: ArgumentHelp("Exponent of the transistors' saturation current, 1 to 2.", valueName: "number"))
    var exponent = AlphaPowerTransistor.standardExponent

    @Option(help: ArgumentHelp("The ngspice to run. (default: the one in PATH)", valueName: "program"))
    var ngspice: String?

    @Option(help: ArgumentHelp("Time limit of ngspice, in seconds.", valueName: "seconds"))
    var timeLimit = 60

    @Option(help: ArgumentHelp("Format of the report.", valueName: "format"))
    var format = SpiceReport.Format.text

    @Option(help: ArgumentHelp("File for the netlist. (default: none)", valueName: "file.cir"))
    var output: String?

    @Flag(help: "Replaces the netlist if it exists.")
    var force = false

    func validate() throws {
        if output == "" { throw ValidationError("--output needs a path") }
        if let rows, rows < 2 { throw ValidationError("--rows is \(rows) (allowed: 2 or more)") }
        if !AlphaPowerTransistor.exponents.contains(exponent) {
            throw ValidationError("--exponent is \(exponent) (allowed: 1 to 2)")
        }
        if !(1...86_400).contains(timeLimit) {
            throw ValidationError("--time-limit is \(timeLimit) (allowed: 1 to 86400)")
        }
    }

    func run() throws {
        let file = try output.map { (path) throws(InputError) in try ReportFile(path, replacing: force) }
        let request = SpiceRequest(
            try parameters.configuration(), rows: rows, loads: loads, exponent: exponent,
            simulator: ngspice.map { .program($0) } ?? .installed, timeLimit: timeLimit)
        let run = try request.run { (netlist) throws(InputError) in try file?.write(netlist.text) }
        StandardStreams.warn(run.warnings)
        // Nothing to compare and nowhere to look: the netlist is what there is.
        guard run.check.measurement != nil || output != nil || format == .json else {
            return try StandardStreams.writeReport(run.check.netlist.text)
        }
        let report = SpiceReport(run.check, netlistPath: output, warnings: run.warnings)
        try StandardStreams.writeReport(report.rendered(as: format))
    }
}

extension SpiceReport.Format: ExpressibleByArgument {}
extension ColumnCircuit.Loads: ExpressibleByArgument {}
