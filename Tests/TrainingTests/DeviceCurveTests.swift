// SPDX-License-Identifier: Apache-2.0

import Diagnostics
import Testing
import _TestSupport

@testable import Training

/// Measured devices.
@Suite struct DeviceCurveTests {
    /// A table of the curves of two labels.
    private static func table(rising: Double, falling: Double, pulses: Int, scale: Double = 1e-5) -> String {
        let curves = PulseCurves(pulses: Double(pulses), isTabulated: false)
        let (up, down) = (curves.curve(rising), curves.curve(falling))
        let rows = (0...pulses).map { pulse in
            "\(pulse),\(scale * (1 + up.share(after: Double(pulse)))),\(scale * (1 + down.share(after: Double(pulses - pulse))))"
        }
        return (["pulse,potentiation,depression"] + rows).joined(separator: "\n")
    }

    @Test(arguments: [(1.75, 1.46), (3, -2), (0.5, -6), (-1, 0.2)])
    func labelsAreFound(_ rising: Double, _ falling: Double) throws {
        let curve = try DeviceCurve(Self.table(rising: rising, falling: falling, pulses: 64), file: "curve.csv")
        let fits = curve.fits
        #expect(curve.pulses == 64)
        #expect(abs(fits.rising.label - rising) < 1e-4 && fits.rising.error < 1e-5)
        #expect(abs(fits.falling.label - falling) < 1e-4 && fits.falling.error < 1e-5)
    }

    /// Steps of whole pulses from whole positions hit the points.
    @Test func aTableGivesItsPoints() throws {
        let curve = try DeviceCurve(Self.table(rising: 2, falling: -3, pulses: 16), file: "curve.csv")
        var settings = TrainingSettings()
        try settings.take(curve, use: .table)
        #expect(settings.maxLevel == 16)
        for (measured, device) in [(curve.rising, settings.risingCurve()), (curve.falling, settings.fallingCurve())] {
            for from in 0...16 {
                for to in 0...16 {
                    let weight = try #require(device.weight(2 * measured[from] - 1, after: Double(from - to)))
                    #expect(abs(weight - (2 * measured[to] - 1)) < 1e-9)
                }
            }
            #expect(device.weight(0.3, after: -100) == 1)
            #expect(device.weight(0.3, after: 100) == -1)
        }
    }

    @Test func aMeasurementThatFluctuatesNeverFalls() {
        #expect(DeviceCurve.ascending([0, 0.4, 0.3, 0.5, 0.5, 1]) == [0, 0.4, 0.4, 0.5, 0.5, 1])
        let flat = PulseCurve(points: [0, 0.4, 0.4, 0.5, 1])
        #expect(abs((flat.weight(-0.2, after: -1) ?? 0) + 0.2) < 1e-12)
        #expect(abs((flat.weight(-0.2, after: -2) ?? 0) - 0) < 1e-12)
    }

    @Test(arguments: [
        ("", "rows"), ("a,b,c\n0,1,2", "begins with"), ("pulse,potentiation,depression\n0,1,2\n1,2,1", "2 rows"),
        ("pulse,potentiation,depression\n0,1,3\n2,2,2\n3,3,1", "count from 0"),
        ("pulse,potentiation,depression\n0,1,3\n1,x,2\n2,3,1", "finite"),
        ("pulse,potentiation,depression\n0,1,nan\n1,2,2\n2,3,1", "finite"),
        ("pulse,potentiation,depression\n0,1,1\n1,1,1\n2,1,1", "does not change"),
        ("pulse,potentiation,depression\n0,3,3\n1,2,2\n2,1,1", "does not rise"),
        ("pulse,potentiation,depression\n0,1,1\n1,2,2\n2,3,3", "does not fall"),
    ])
    func badTablesAreRefused(_ text: String, _ message: String) {
        let error = #expect(throws: InputError.self) { try DeviceCurve(text, file: "curve.csv") }
        #expect(error?.message.contains(message) == true)
    }

    @Test func settingsNameAMeasurement() throws {
        let folder = try TemporaryFolder()
        try folder.write("curve.csv", Self.table(rising: 1, falling: -1, pulses: 20))
        func read(_ text: String) throws -> TrainingSettings {
            try TrainingSettings(json: Array(text.utf8), file: folder.path(of: "settings.json"))
        }
        let settings = try read("{\"device_curve\": \"curve.csv\", \"device_curve_use\": \"table\"}")
        #expect(settings.maxLevel == 20 && settings.measuredUse == .table)
        for wrong in [
            "{\"device_curve\": \"curve.csv\", \"max_level\": 8}", "{\"device_curve_use\": \"label\"}",
            "{\"device_curve\": \"curve.csv\", \"device_curve_use\": \"line\"}",
            "{\"device_curve\": \"curve.csv\", \"device_curve_use\": \"table\", \"d2d_sigma\": 0.1}",
        ] {
            #expect(throws: InputError.self) { try read(wrong) }
        }
    }
}
