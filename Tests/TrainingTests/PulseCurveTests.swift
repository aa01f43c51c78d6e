// SPDX-License-Identifier: Apache-2.0

import Testing
import _TestSupport

@testable import Training

/// Curves of devices: figures that were computed by hand, and laws.
@Suite struct PulseCurveTests {
    private static let reference = PulseCurves(pulses: 32, isTabulated: true)
    private static let exact = PulseCurves(pulses: 32, isTabulated: false)

    /// Constants by bisection with 40 digits.
    @Test(arguments: [
        (0.01, 126.268958074600), (1.46, 0.848677199466), (1.75, 0.702080712038), (3.0, 0.386829668530),
        (5.0, 0.192406379966), (9.0, 0.022810255997),
    ])
    func constantsOfLabels(label: Double, constant: Double) {
        #expect(abs(NonlinearityLabel.constant(label) - constant) <= 1e-11 * max(1, constant))
    }

    /// The label is the largest distance from the diagonal over 0.07 sqrt(2), here found by walking along the curve.
    @Test(arguments: [0.3, 1.46, 5, 8.9]) func labelsAreDistancesFromTheDiagonal(label: Double) throws {
        let curve = Self.exact.curve(label)
        let places = (0...32_000).map { Double($0) / 1000 }
        let distances = try places.map { place in
            (try #require(curve.weight(-1, after: -place)) + 1) / 2 - place / 32
        }
        #expect(abs((distances.max() ?? 0) - 0.07 * 2.0.squareRoot() * label) < 1e-6)
    }

    @Test func tableOfHundredths() {
        let table = NonlinearityLabel.table
        #expect(table.count == 900)
        #expect([table[0], table[145], table[174], table[899]] == [126.268958, 0.848677, 0.702081, 0.02281])
        #expect(zip(table, table.dropFirst()).allSatisfy { $0 > $1 })
    }

    @Test func constantsOfDevices() throws {
        let curves = [1.75, 1.46, 5, -5].map(Self.reference.curve)
        let constants = try curves.map { try #require($0.constant) }
        #expect(distance(constants, [22.466592, 27.157664, 6.156992, -6.156992]) < 1e-9)
        #expect(distance(curves.map(\.swing), [2.633893844, 2.889338949, 2.011124, -0.011124]) < 1e-6)
        #expect(abs(curves[0].swing - 2.633893844) < 1e-9)
        #expect(abs(curves[1].swing - 2.889338949) < 1e-9)
    }

    private static let moves: [Double] = [-8, -1, 1, 8]

    /// Weights after -8, -1, 1 and 8 pulses on devices with labels 1.75 and 1.46.
    @Test(arguments: [
        (-0.5, [0.139286, -0.407102, -0.589620, -1.318485]), (0.0, [0.489492, 0.071131, -0.070866, -0.647207]),
        (0.25, [0.664596, 0.310247, 0.188511, -0.311567]), (0.75, [1.014803, 0.788480, 0.707265, 0.359711]),
    ])
    func concaveDevices(weight: Double, wanted: [Double]) throws {
        let devices = DeviceArray(rising: Self.reference.curve(1.75), falling: Self.reference.curve(1.46))
        let found = try Self.moves.map { try #require(devices.weight(weight, after: $0, cell: 0)) }
        #expect(distance(found, wanted) <= 5.1e-7)
    }

    /// Weights after -8, -1, 1 and 8 pulses on devices with labels 5 and -5.
    @Test(arguments: [
        (-0.5, [0.599021, -0.273462, -0.576624, -0.871734]), (0.25, [0.803556, 0.364103, 0.060941, -0.667199]),
        (0.75, [0.939912, 0.789146, 0.485984, -0.530843]),
    ])
    func asymmetricDevices(weight: Double, wanted: [Double]) throws {
        let devices = DeviceArray(rising: Self.reference.curve(5), falling: Self.reference.curve(-5))
        let found = try Self.moves.map { try #require(devices.weight(weight, after: $0, cell: 0)) }
        #expect(distance(found, wanted) <= 5.1e-7)
    }

    // MARK: Laws

    private static let labels = [0, 0.01, 0.7, 1.75, 5, 9, -0.7, -1.46, -5]
    private static let weights = stride(from: -1.0, through: 1, by: 0.125)

    @Test(arguments: labels) func noPulseChangesNothing(label: Double) {
        let curve = Self.reference.curve(label)
        for weight in [-1.4, -1, -0.3, 0.1, 1, 1.4] { #expect(curve.weight(weight, after: 0) == weight) }
    }

    @Test(arguments: labels) func pulsesBackReturn(label: Double) throws {
        let curve = Self.exact.curve(label)
        for weight in Self.weights {
            for pulses in [-7.0, -1, 1, 5] {
                let there = try #require(curve.weight(weight, after: pulses))
                // Next to a curve's flat end a weight keeps few digits.
                let back = curve.weight(there, after: -pulses) ?? .infinity
                #expect(abs(back - weight) < 1e-9, "from \(weight) by \(pulses)")
            }
        }
    }

    @Test(arguments: labels) func pulsesAdd(label: Double) throws {
        let curve = Self.exact.curve(label)
        for weight in Self.weights {
            for (first, second) in [(2.0, 3.0), (1, 11), (-2, -3), (-1, -11)] {
                let half = try #require(curve.weight(weight, after: first))
                let twice = curve.weight(half, after: second) ?? .infinity
                let once = try #require(curve.weight(weight, after: first + second))
                #expect(abs(twice - once) <= 1e-9 * max(1, abs(once)))
            }
        }
    }

    /// At label 9 the end of the curve is flat to more digits than a number has.
    @Test(arguments: labels.filter { $0 < 9 }) func fullSwing(label: Double) throws {
        let curve = Self.reference.curve(label)
        #expect(abs(try #require(curve.weight(-1, after: -32)) - 1) < 1e-12)
        #expect(abs(try #require(curve.weight(1, after: 32)) + 1) < 1e-9)
    }

    @Test func smallLabelsTendToTheLine() throws {
        let line = Self.exact.curve(0)
        #expect(line.constant == nil)
        #expect(line.weight(0.25, after: 4) == 0)
        var last = Double.infinity
        for label in [1, 0.1, 0.01, 0.005] {
            let curve = Self.exact.curve(label)
            let off = try Self.weights.map { weight in
                abs(try #require(curve.weight(weight, after: -3)) - (weight + 6.0 / 32))
            }
            let most = off.max() ?? .infinity
            #expect(most < last)
            #expect(most < 0.07 * 2.0.squareRoot() * label * 4)
            last = most
        }
    }

    @Test(arguments: labels) func weightsAreMonotonic(label: Double) throws {
        let curve = Self.exact.curve(label)
        for weight in Self.weights.dropFirst().dropLast() {
            let found = try (-20...20).map { try #require(curve.weight(weight, after: Double($0))) }
            #expect(zip(found, found.dropFirst()).allSatisfy { $0 > $1 }, "by pulses, from \(weight)")
        }
        for pulses in [-6.0, 6] {
            let found = try Self.weights.map { try #require(curve.weight($0, after: pulses)) }
            #expect(zip(found, found.dropFirst()).allSatisfy { $0 < $1 }, "by weights, after \(pulses)")
        }
    }

    /// A curve of a negative label is the other one turned around.
    @Test(arguments: [0.3, 1.46, 5]) func negativeLabelsAreMirrored(label: Double) throws {
        let (curve, mirrored) = (Self.exact.curve(label), Self.exact.curve(-label))
        for weight in Self.weights {
            for pulses in [-9.0, -1, 1, 9] {
                let wanted = -(try #require(curve.weight(-weight, after: -pulses)))
                let found = try #require(mirrored.weight(weight, after: pulses))
                #expect(abs(found - wanted) <= 1e-10 * max(1, abs(wanted)))
            }
        }
    }

    @Test func weightsBeyondTheEnd() {
        let curve = Self.reference.curve(5)
        #expect(abs(curve.reach.upperBound - 1.011124) < 1e-6)
        #expect(curve.weight(1.01, after: 3) != nil)
        #expect(curve.weight(1.02, after: 3) == nil)
        #expect(curve.weight(1.02, after: -3) == nil)
        #expect(Self.reference.curve(0).weight(40, after: 3) != nil)
        let (line, mirrored) = (Self.reference.curve(0), Self.reference.curve(-5))
        #expect(line.reach == -.infinity ... .infinity)
        #expect(abs(mirrored.reach.lowerBound + 1.011124) < 1e-6 && mirrored.reach.upperBound == .infinity)
        #expect(mirrored.weight(-1.02, after: 3) == nil && mirrored.weight(-1.01, after: 3) != nil)
    }
}
