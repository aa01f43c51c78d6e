// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Training

/// Curves by their labels, and devices that differ.
@Suite struct PulseLabelTests {
    private static let reference = PulseCurves(pulses: 32, isTabulated: true)
    private static let exact = PulseCurves(pulses: 32, isTabulated: false)

    /// Hundredths of labels times 100 in single precision, cut.
    @Test(arguments: [
        (0.53, 52), (0.59, 58), (1.05, 104), (1.06, 105), (1.17, 116), (0.29, 29), (1.75, 175), (1.46, 146), (3, 300),
        (1.759, 175), (0.001, 1), (9, 900), (12, 900),
    ])
    func labelsAreCutInSinglePrecision(label: Double, hundredths: Int) {
        let constant = NonlinearityLabel.table[hundredths - 1] * 32
        #expect(Self.reference.curve(label) == PulseCurve(constant: constant, pulses: 32))
        #expect(Self.reference.curve(-label) == PulseCurve(constant: -constant, pulses: 32))
    }

    @Test func labelsAreContinuousInExactAccounting() throws {
        let constants = try [1.754, 1.755, 1.756].map { try #require(Self.exact.curve($0).constant) }
        #expect(constants[0] > constants[1] && constants[1] > constants[2])
        #expect(constants[1] == NonlinearityLabel.constant(1.755) * 32)
        #expect(Self.exact.curve(-1.755).constant == -constants[1])
        #expect(Self.exact.curve(12) == Self.exact.curve(9))
        #expect(Self.exact.curve(-12) == Self.exact.curve(-9))
    }

    @Test func labelZeroIsALine() {
        let line = PulseCurve(constant: nil, pulses: 32)
        #expect(Self.reference.curve(0) == line)
        #expect([0, 0.0049, -0.0049].map(Self.exact.curve) == [line, line, line])
        #expect(Self.exact.curve(0.005).constant != nil)
        #expect(Self.reference.curve(0.004).constant != nil)
        #expect(line.weight(0.5, after: 1) == 0.4375)
        #expect(line.weight(0.5, after: -2) == 0.625)
    }

    /// Devices that are all alike look up powers; those that differ compute them.
    @Test(arguments: [(1.75, 1.46), (5, -5), (0, 0), (-2, 0)]) func devicesFollowTheirCurves(
        rising: Double, falling: Double
    ) throws {
        let (up, down) = (Self.exact.curve(rising), Self.exact.curve(falling))
        let same = DeviceArray(rising: up, falling: down)
        let each = DeviceArray(rising: [Self.exact.curve(1), up], falling: [Self.exact.curve(1), down])
        for pulses in [-5000.0, -40, -32, -7, -1, 0, 1, 2, 32, 33, 40] {
            for weight in [-0.9, -0.25, 0, 0.4375, 0.9] {
                let wanted = try #require((pulses < 0 ? up : down).weight(weight, after: pulses))
                let found = try #require(same.weight(weight, after: pulses, cell: 1))
                #expect(abs(found - wanted) <= 1e-12 * max(1, abs(wanted)))
                #expect(each.weight(weight, after: pulses, cell: 1) == wanted)
            }
        }
        #expect(each.weight(0.25, after: 3, cell: 0) == Self.exact.curve(1).weight(0.25, after: 3))
    }

    private func holds(_ devices: DeviceArray, _ weight: Double, cell: Int) -> Bool {
        var weights = [Double](repeating: 0, count: 2)
        weights[cell] = weight
        return devices.beyond(weights).isEmpty
    }

    @Test func weightsOnTheCurvesOfDevices() {
        let (five, three, line) = (Self.exact.curve(5), Self.exact.curve(3), Self.exact.curve(0))
        let both = DeviceArray(rising: three, falling: five)
        #expect(holds(both, five.reach.upperBound, cell: 0) && !holds(both, five.reach.upperBound + 1e-9, cell: 1))
        #expect(holds(both, -50, cell: 0))
        #expect(holds(DeviceArray(rising: line, falling: line), 50, cell: 0))
        let mixed = DeviceArray(rising: [line, three], falling: [Self.exact.curve(-5), line])
        #expect(holds(mixed, 50, cell: 0) && !holds(mixed, -1.1, cell: 0))
        #expect(!holds(mixed, three.reach.upperBound + 1e-9, cell: 1) && holds(mixed, -50, cell: 1))
        #expect(DeviceArray(rising: three, falling: three).weight(1.5, after: -1, cell: 0) == nil)
        #expect(mixed.weight(1.5, after: -1, cell: 1) == nil)
        #expect(mixed.weight(1.5, after: -1, cell: 0) == 1.5625)
    }
}
