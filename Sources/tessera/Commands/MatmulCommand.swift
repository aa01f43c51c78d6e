// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Diagnostics
import Inference
import Runs

/// `tessera matmul`.
struct MatmulCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "matmul",
        abstract: "An integer matrix product as in-memory-computing hardware computes it.",
        discussion: """
            CASE.npz holds integer arrays x [vectors, rows] and w [rows, columns]; the output holds y [vectors, columns]. \
            Optional arrays are g, adc_offset, adc_gain, rbl_noise and x_calibration. docs/models/imc-matmul.md has the \
            keys of the configuration and the equations.
            """)

    @Argument(help: ArgumentHelp("The arrays.", valueName: "case.npz"))
    var problem: String

    @Option(help: ArgumentHelp("The hardware, a JSON file. (default: 8 bits, ideal)", valueName: "file"))
    var config: String?

    @Option(help: ArgumentHelp("The archive to write.", valueName: "out.npz"))
    var output: String

    @Flag(help: "Adds the codes of all conversions to the output.")
    var codes = false

    @Option(help: ArgumentHelp("Seed of the random numbers.", valueName: "n"))
    var seed: UInt64 = 0

    @Option(help: ArgumentHelp("Index of the chip, from 0; each chip has other cells and other noise.", valueName: "n"))
    var trial = 0

    @Flag(help: "Replaces the output file if it exists.")
    var force = false

    @OptionGroup(title: "Run") var running: RunOptions

    func validate() throws {
        if output.isEmpty { throw ValidationError("--output needs a path") }
        if trial < 0 { throw ValidationError("--trial is \(trial) (allowed: 0 or more)") }
    }

    func run() throws {
        let file = try ReportFile(output, replacing: force)
        let hardware =
            if let config {
                try HardwareConfiguration(readingFrom: config, withoutProductsIn: "a product with weights")
            } else {
                HardwareConfiguration()
            }
        let request = MatmulRequest(
            .file(problem), on: hardware, seed: seed, trial: trial, recordsCodes: codes, threads: running.threadCount)
        let result = try request.run()
        try file.writing(under: file.path + ".partial") { () throws(InputError) in
            try result.write(to: file.path)
        }
    }
}
