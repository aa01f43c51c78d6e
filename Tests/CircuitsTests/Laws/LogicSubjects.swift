// SPDX-License-Identifier: Apache-2.0

import Circuits
import Technology
import _TestSupport

/// Circuits of `Logic/`.
enum LogicSubjects {
    static let all = [
        adder, adderTree, bitShifter, comparator, dFlipFlop, maxPooling, multiplier, shiftAdd,
    ]

    /// Lines of several units, and blocks of a height or a width that holds some of them.
    static let shapes: [LawShape] = [.free, .height(300), .width(2000)]

    static let adder = LawSubject.circuit(
        "Adder", axes: [.count, .bits, .load], shapes: shapes, proportional: ["area", "leakage", "add.energy"]
    ) {
        Adder(bits: $0.bits, count: $0.count, layout: $0.layout, technology: $0.technology)
    } operations: {
        ["add": .add(load: $0.load, inputRamp: $0.ramp), "addSome": .add(active: 3)]
    }

    static let adderTree = LawSubject.circuit(
        "AdderTree", axes: [.count, .bits, .load], shapes: shapes, proportional: ["area", "leakage", "sum.energy"]
    ) {
        AdderTree(
            unitCount: 13, inputBits: $0.bits, treeCount: $0.count, layout: $0.layout, technology: $0.technology)
    } operations: {
        ["sum": .sum(load: $0.load), "sumSome": .sum(units: 5, load: $0.load)]
    }

    static let bitShifter = LawSubject.circuit(
        "BitShifter", axes: [.count, .bits], shapes: shapes, proportional: ["area", "leakage", "rectify.energy"]
    ) {
        BitShifter(
            unitCount: $0.count, bits: $0.bits, clockFrequency: $0.hertz(1e9), layout: $0.layout,
            technology: $0.technology)
    } operations: { _ in
        ["rectify": .rectify]
    }

    static let comparator = LawSubject.circuit(
        "Comparator", axes: [.count, .bits, .load], shapes: shapes, proportional: ["area", "leakage", "compare.energy"]
    ) {
        Comparator(bits: $0.bits, count: $0.count, layout: $0.layout, technology: $0.technology)
    } operations: {
        ["compare": .compare(load: $0.load, inputRamp: $0.ramp)]
    }

    static let dFlipFlop = LawSubject.circuit(
        "DFlipFlop", axes: [.count], shapes: shapes, proportional: ["area", "leakage", "store.energy"]
    ) {
        DFlipFlop(count: $0.count, clockFrequency: $0.hertz(1e9), layout: $0.layout, technology: $0.technology)
    } operations: { _ in
        ["store": .store(), "storeSome": .store(activeBits: 3)]
    }

    static let maxPooling = LawSubject.circuit(
        "MaxPooling", axes: [.count, .bits, .load], shapes: shapes, proportional: ["area", "leakage", "pool.energy"]
    ) {
        MaxPooling(bits: $0.bits, window: 4, unitCount: $0.count, layout: $0.layout, technology: $0.technology)
    } operations: {
        ["pool": .pool(load: $0.load, inputRamp: $0.ramp)]
    }

    static let multiplier = LawSubject.circuit(
        "Multiplier", axes: [.count, .bits, .load], shapes: shapes,
        proportional: ["area", "leakage", "multiply.energy"]
    ) {
        Multiplier(bits: $0.bits, rows: 5, count: $0.count, layout: $0.layout, technology: $0.technology)
    } operations: {
        ["multiply": .multiply(load: $0.load)]
    }

    static let shiftAdd = LawSubject.circuit(
        "ShiftAdd", axes: [.count, .bits], shapes: shapes, proportional: ["leakage", "accumulate.energy"]
    ) {
        ShiftAdd(
            unitCount: $0.count, adderBits: $0.bits, pulseCount: 4, clockFrequency: $0.hertz(1e9), layout: $0.layout,
            technology: $0.technology)
    } operations: {
        [
            "accumulate": .accumulate(steps: 4, readPulseWidth: $0.seconds(10e-9)),
            "accumulateQuickly": .accumulate(steps: 4, readPulseWidth: $0.seconds(0.1e-9)),
        ]
    }
}
