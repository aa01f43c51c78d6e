// SPDX-License-Identifier: Apache-2.0

import Configuration
import Diagnostics
import Spice

/// How fast is an SRAM column read, by the analytical model and by a circuit simulator? The request of `tessera spice`.
public struct SpiceRequest: Sendable {
    /// What simulates the circuit.
    public enum Simulator: Sendable, Equatable {
        /// No simulator: the column is sized, and its netlist is written.
        case none
        /// The ngspice in the folders of `PATH`; without it no simulation is run, and a warning says so.
        case installed
        /// An ngspice.
        case program(String)
    }

    /// The process and the column.
    public var configuration: Configuration
    /// Cells of the column; nil for the rows of a subarray [1].
    public var rows: Int?
    /// Loads of the bitlines.
    public var loads: ColumnCircuit.Loads
    /// Exponent of the transistors' saturation current, 1 to 2 [1].
    public var exponent: Double
    /// What simulates the circuit.
    public var simulator: Simulator
    /// How long the simulator may take [s].
    public var timeLimit: Int

    /// Asks the question.
    public init(
        _ configuration: Configuration = Configuration(), rows: Int? = nil, loads: ColumnCircuit.Loads = .circuit,
        exponent: Double = AlphaPowerTransistor.standardExponent, simulator: Simulator = .installed,
        timeLimit: Int = 60
    ) {
        self.configuration = configuration
        self.rows = rows
        self.loads = loads
        self.exponent = exponent
        self.simulator = simulator
        self.timeLimit = timeLimit
    }

    /// Sizes the column and simulates it.
    ///
    /// - Parameter netlist: Is given the netlist before the simulator begins.
    /// - Returns: The column by the model and, where there is a simulator, by the circuit.
    /// - Throws: `InputError` when parameters contradict each other, or the simulator cannot be run or fails, and what
    ///   `netlist` throws.
    public func run(
        netlist: (ColumnNetlist) throws(InputError) -> Void = { _ in }
    ) throws(InputError) -> SpiceRun {
        let simulator = try ngspice()
        let check = try ColumnCheck(configuration, rows: rows, loads: loads, exponent: exponent)
        try netlist(check.netlist)
        if let simulator { return SpiceRun(check: try check.simulated(by: simulator), warnings: []) }
        let missing = "ngspice was not found (\(NgspiceRun.installation)); nothing was simulated"
        return SpiceRun(check: check, warnings: self.simulator == .installed ? [missing] : [])
    }

    private func ngspice() throws(InputError) -> NgspiceRun? {
        switch simulator {
        case .none: nil
        case .installed: NgspiceRun(timeLimit: timeLimit)
        case .program(let path): try NgspiceRun(program: path, timeLimit: timeLimit)
        }
    }
}
