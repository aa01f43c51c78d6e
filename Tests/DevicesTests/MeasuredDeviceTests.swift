// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import DeviceCatalog

/// What must hold of every measured device, and what some publications say.
@Suite struct MeasuredDeviceTests {
    @Test func namesAreWordsAndDiffer() {
        let names = MeasuredDevice.all.map(\.name)
        #expect(Set(names).count == names.count)
        #expect(names.count >= 16)
        for name in names {
            #expect(name.allSatisfy { $0.isLowercase || $0.isNumber || $0 == "-" }, "\(name)")
            #expect(MeasuredDevice.named(name)?.name == name)
        }
        #expect(MeasuredDevice.named("rram") == nil)
    }

    @Test(arguments: MeasuredDevice.all.map(\.name))
    func eachValueIsPossibleAndHasASource(name: String) throws {
        let device = try #require(MeasuredDevice.named(name))
        let quantities = device.values.map(\.quantity)
        #expect(Set(quantities).count == quantities.count, "a quantity is there twice")
        #expect(!device.title.isEmpty && !device.values.isEmpty)
        for value in device.values {
            #expect(value.value.isFinite)
            if value.quantity != .depressionNonlinearity { #expect(value.value > 0, "\(value.quantity.rawValue)") }
            // Authors, a title, and a year.
            #expect(value.source.citation.contains(/(19|20)\d\d/), "\(value.source.citation)")
            #expect(value.source.citation.contains(", "))
            #expect(device.sources.contains(value.source))
            if let quotation = value.quotedBy { #expect(device.sources.contains(quotation)) }
        }
        #expect(Set(device.unpublished).isDisjoint(with: quantities))
        #expect(Set(device.unpublished).union(quantities).isSubset(of: Set(DeviceQuantity.allCases)))
    }

    @Test(arguments: MeasuredDevice.all.map(\.name))
    func valuesAreInTheRangeOfTheirQuantity(name: String) throws {
        let device = try #require(MeasuredDevice.named(name))
        func isWithin(_ quantity: DeviceQuantity, _ range: ClosedRange<Double>) -> Bool {
            device.value(quantity).map(range.contains) ?? true
        }
        #expect(isWithin(.technologyNode, 3e-9...180e-9))
        #expect(isWithin(.cellArea, 1e-14...1e-11))
        #expect(isWithin(.onResistance, 1e3...1e8))
        #expect(isWithin(.levels, 2...1024))
        for voltage: DeviceQuantity in [.readVoltage, .setVoltage, .resetVoltage] {
            #expect(isWithin(voltage, 0.01...10))
        }
        for pulse: DeviceQuantity in [.readPulse, .setPulse, .resetPulse] { #expect(isWithin(pulse, 1e-10...1e-1)) }
        for share: DeviceQuantity in [.cycleVariation, .conductanceSpread, .readNoise] {
            #expect(isWithin(share, 0...0.5))
        }
        #expect(isWithin(.retentionTemperature, 250...600))
        if let on = device.value(.onResistance), let off = device.offResistance { #expect(off > on) }
        if let ratio = device.onOffRatio { #expect(ratio > 1) }
        // An area in feature sizes is at least that of a crossing of two lines.
        if let area = device.value(.cellArea), let node = device.value(.technologyNode) {
            #expect(area / node / node >= 4)
        }
    }

    @Test func derivedFiguresFollowFromThePublishedOnes() throws {
        let tsinghua = try #require(MeasuredDevice.named("rram-taox-130nm"))
        #expect(tsinghua.offResistance == 1e6 && tsinghua.bits == 5)
        let foundry = try #require(MeasuredDevice.named("rram-hfox-40nm"))
        #expect(foundry.onOffRatio == 10 && foundry.bits == 3)
        #expect(!foundry.unpublished.contains(.onOffRatio))
        let mushroom = try #require(MeasuredDevice.named("pcm-gst-90nm"))
        #expect(mushroom.bits == 3)
        let gate = try #require(MeasuredDevice.named("fefet-hfo2-22nm"))
        #expect(gate.onOffRatio == nil && gate.offResistance == nil && gate.bits == nil)
        #expect(gate.unpublished.contains(.onResistance))
    }

    /// A value or more of each device, as its source has it.
    @Test func publishedValuesAreThoseOfThePublications() {
        let expected: [(String, DeviceQuantity, Double)] = [
            ("rram-hfox-40nm", .cellArea, 0.07e-12), ("rram-hfox-40nm", .onResistance, 10e3),
            ("rram-hfox-40nm", .endurance, 1e6), ("rram-22nm-intel", .readPulse, 5e-9),
            ("rram-22nm-intel", .onOffRatio, 17), ("rram-90nm-winbond", .levels, 4),
            ("rram-taox-130nm", .onResistance, 100e3), ("rram-taox-130nm", .setPulse, 50e-9),
            ("rram-130nm-neurram", .onResistance, 25e3), ("rram-cmo-hfox-ibm", .levels, 32),
            ("rram-agsi-lab", .potentiationNonlinearity, 2.4), ("rram-pcmo-lab", .onResistance, 23e6),
            ("rram-alox-hfo2-lab", .onResistance, 16.9e3), ("rram-epiram-lab", .onOffRatio, 50.2),
            ("pcm-gst-90nm", .onResistance, 40e3), ("pcm-gst-90nm", .driftExponent, 0.06),
            ("pcm-14nm-ibm", .readPulse, 128e-9), ("pcm-gst-40nm", .endurance, 2e5),
            ("pcm-gst-28nm", .cellArea, 0.036e-12), ("pcm-gst-lab", .depressionPulses, 120),
            ("stt-mram-22nm", .onResistance, 1.4e3), ("stt-mram-22nm", .onOffRatio, 2.8),
            ("stt-mram-28nm", .offResistance, 26e3), ("fefet-hfo2-28nm", .onResistance, 240e3),
            ("fefet-hfo2-22nm", .setVoltage, 4.2), ("fefet-hzo-lab", .setVoltage, 3.65),
            ("fefet-hzo-lab", .onOffRatio, 45), ("nvcap-22nm", .onOffRatio, 25),
            ("sram-6t-28nm", .cellArea, 0.127e-12), ("sram-6t-7nm", .cellArea, 0.027e-12),
            ("sram-6t-5nm", .cellArea, 0.021e-12), ("sram-8t-7nm", .cellArea, 0.05292e-12),
        ]
        for (name, quantity, value) in expected {
            let found = MeasuredDevice.named(name)?.value(quantity) ?? .nan
            #expect(abs(found - value) <= 1e-12 * value, "\(name): \(quantity.rawValue)")
        }
        #expect(Set(expected.map(\.0)) == Set(MeasuredDevice.all.map(\.name)))
    }
}
