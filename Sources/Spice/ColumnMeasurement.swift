// SPDX-License-Identifier: Apache-2.0

import Diagnostics

/// The measurements of a column by ngspice.
public struct ColumnMeasurement: Sendable, Equatable {
    /// Time from the word line at half of the supply until the bitline has fallen as far as the analytical model times [s].
    public let dischargeTime: Double
    /// Time from the word line at half of the supply until the bitlines differ by the sense voltage [s].
    public let senseTime: Double
    /// Greatest difference between the bitlines, when the word line has closed [V].
    public let difference: Double
    /// Energy that the supply of the precharger gave from the read to the end of the precharge [J].
    public let prechargeEnergy: Double
    /// Energy that the supply of the cells gave [J]; less than zero where cells give charge back.
    public let cellEnergy: Double

    /// Reads the measurements of a run.
    ///
    /// - Parameters:
    ///   - output: what ngspice printed.
    ///   - supplyVoltage: of precharger and cells [V].
    /// - Throws: `InputError` when one is missing or makes no sense, with the last lines of ngspice.
    public init(output: String, supplyVoltage: Double) throws(InputError) {
        let values = Self.values(in: output)
        func value(_ name: String, _ meaning: String) throws(InputError) -> Double {
            if let value = values[name], value.isFinite { return value }
            throw InputError("ngspice did not measure \(name) (\(meaning)); \(NgspiceRun.lastLines(of: output))")
        }
        dischargeTime = try value("discharge_time", "the bitline falls by half of minSenseVoltage")
        senseTime = try value("sense_time", "the bitlines come to differ by minSenseVoltage")
        difference = try value("difference", "the greatest difference between the bitlines")
        // Leaking cells keep the bitlines a little apart even while they are precharged.
        let before = try value("rest_difference", "the difference between the bitlines before the read")
        let after = try value("final_difference", "the difference between the bitlines after the precharge")
        guard abs(after - before) < 0.05 * difference else {
            throw InputError(
                "the bitlines differ by \(after) V after the precharge and by \(before) V before the read, of "
                    + "\(difference) V in it")
        }
        // A source delivers a current that ngspice counts as negative.
        prechargeEnergy = -supplyVoltage * (try value("precharge_charge", "the charge of the precharger's supply"))
        cellEnergy = -supplyVoltage * (try value("cell_charge", "the charge of the cells' supply"))
    }

    /// The measured values by name: lines of the form `name = value ...`. A failed measurement has no value.
    static func values(in output: String) -> [String: Double] {
        var found: [String: Double] = [:]
        for line in output.split(whereSeparator: \.isNewline) {
            let sides = line.split(separator: "=", maxSplits: 1)
            guard sides.count == 2 else { continue }
            let name = sides[0].split(whereSeparator: \.isWhitespace)
            guard name.count == 1, let word = sides[1].split(whereSeparator: \.isWhitespace).first,
                let value = Double(word)
            else { continue }
            found[name[0].lowercased()] = value
        }
        return found
    }
}
