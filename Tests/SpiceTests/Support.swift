// SPDX-License-Identifier: Apache-2.0

import Configuration
import Diagnostics
import Foundation
import Spice
import Testing
import _TestSupport

/// A column of the given settings, separated by blanks, over the defaults.
func column(
    _ settings: String = "", rows: Int? = nil, loads: ColumnCircuit.Loads = .circuit,
    exponent: Double = AlphaPowerTransistor.standardExponent
) throws -> ColumnCheck {
    let configuration = try Configuration(
        sources: [], assignments: settings.split(separator: " ").map(String.init))
    return try ColumnCheck(configuration, rows: rows, loads: loads, exponent: exponent)
}

/// A program of the shell in place of ngspice, gone after the test.
final class StandIn {
    let path: String
    private let folder: TemporaryFolder

    init(_ script: String) throws {
        folder = try TemporaryFolder()
        path = try folder.write("ngspice", "#!/bin/sh\n\(script)\n")
        try makeExecutable(path)
    }

    /// Does something with the program, which stays until that is done.
    func simulating<Result>(timeLimit: Int = 20, _ body: (NgspiceRun) throws -> Result) throws -> Result {
        try withExtendedLifetime(self) { try body(NgspiceRun(program: path, timeLimit: timeLimit)) }
    }
}

/// The simulator of this machine, if there is one.
let installedSimulator = NgspiceRun(timeLimit: 120)
