// SPDX-License-Identifier: Apache-2.0

import _TestSupport

/// Laws that circuits break because the model that they follow does, with the reason. A violation that is gone fails the
/// test, too, and the list of those that concern units stands in the README of the reference.
struct KnownCircuitViolation {
    /// The circuit, as its subject is called.
    let subject: String
    /// The laws that it breaks.
    let violations: [LawViolation]
    /// Why, in a sentence without its subject.
    let reason: String

    static let all = units + growth

    /// Constants with a unit inside equations, and a factor too many.
    static let units = [
        KnownCircuitViolation(
            subject: "SenseAmplifier", violations: [.inhomogeneous("leakage", in: .volt, as: .power(2))],
            reason: "multiplies the leakage current by the supply voltage twice"),
        KnownCircuitViolation(
            subject: "Sigmoid",
            violations: [
                .inhomogeneous("lookUp.latency", in: .volt, as: .mixed),
                .inhomogeneous("lookUp.energy", in: .volt, as: .mixed),
                .inhomogeneous("lookUp.energy", in: .ampere, as: .mixed),
                .inhomogeneous("lookUp.energy", in: .second, as: .mixed),
            ],
            reason:
                "detects 0.1 V at every technology node, and scales the energy of one amplifier at 65 nm, 9.845 fJ at 1.1 V"
        ),
        KnownCircuitViolation(
            subject: "CurrentSenseAmplifier",
            violations: [
                .inhomogeneous("convert.latency", in: .second, as: .mixed),
                .inhomogeneous("convert.latency", in: .second, as: .power(0)),
                .inhomogeneous("convertIdle.latency", in: .second, as: .power(0)),
                .inhomogeneous("convert.energy", in: .second, as: .power(0)),
                .inhomogeneous("convert.energy", in: .volt, as: .mixed),
            ],
            reason:
                "takes from 0.5 ns to 50 ns at every technology node, 1 ns if the decision is clear, and has its power "
                + "fitted at a read voltage of 0.5 V"),
        KnownCircuitViolation(
            subject: "FlashADC",
            violations: [
                .inhomogeneous("convert.latency", in: .second, as: .mixed),
                .inhomogeneous("convert.latency", in: .volt, as: .mixed),
                .inhomogeneous("convert.energy", in: .second, as: .mixed),
                .inhomogeneous("convert.energy", in: .volt, as: .mixed),
            ] + idleConversion,
            reason:
                "takes from 1 ns to 10 ns at every technology node, and has its delay and its power fitted at a read voltage of "
                + "0.5 V, with 1 µW of a column without current"),
        KnownCircuitViolation(
            subject: "FlashADC.voltage",
            violations: [
                .inhomogeneous("convert.latency", in: .second, as: .power(0)),
                .inhomogeneous("convert.energy", in: .second, as: .power(0)),
                .inhomogeneous("convert.energy", in: .volt, as: .mixed),
            ] + idleConversion,
            reason:
                "takes 1 ns at every technology node, and has its power fitted at a read voltage of 0.5 V, with 1 µW of a column "
                + "without current"),
        KnownCircuitViolation(
            subject: "SARADC",
            violations: [
                .inhomogeneous("convert.latency", in: .second, as: .power(0)),
                .inhomogeneous("convert.energy", in: .second, as: .power(0)),
                .inhomogeneous("convert.energy", in: .volt, as: .mixed),
            ] + idleConversion,
            reason:
                "takes 1 ns per bit at every technology node, and has its power fitted at a read voltage of 0.5 V, with 1 µW of a "
                + "column without current"),
        KnownCircuitViolation(
            subject: "HTree.branches",
            violations: [
                .inhomogeneous("transfer.latency", in: .metre, as: .mixed),
                .inhomogeneous("transfer.latency", in: .volt, as: .mixed),
                .inhomogeneous("transfer.latency", in: .ampere, as: .mixed),
            ],
            reason: "has two resistivities of branches, and treats wires from 200 nm on as top metal"),
    ]

    /// A conversion of a column without current takes a time and a power that no input gives.
    private static let idleConversion: [LawViolation] = [
        .inhomogeneous("convertIdle.latency", in: .second, as: .power(0)),
        .inhomogeneous("convertIdle.energy", in: .second, as: .power(0)),
        .inhomogeneous("convertIdle.energy", in: .volt, as: .power(0)),
        .inhomogeneous("convertIdle.energy", in: .ampere, as: .power(0)),
    ]

    /// More of something, and a smaller figure.
    static let growth =
        ["RowDecoder", "RowDecoder.multiplexerGates"].map {
            KnownCircuitViolation(
                subject: $0, violations: [.falls("select.latency", with: .bits)],
                reason: "drives its load with one stage less if it has more address bits")
        } + [
            KnownCircuitViolation(
                subject: "Buffer",
                violations: [.falls("read.latency", with: .count), .falls("write.latency", with: .count)],
                reason: "waits for its row decoder")
        ]
        + ["SwitchMatrix", "SwitchMatrix.crossPointRows", "WordlineSwitchMatrix"].map {
            KnownCircuitViolation(
                subject: $0, violations: [.falls("area", with: .count)],
                reason:
                    "is rounded: at 7 nm five cells are, in floating point, a little lower than five times a cell, and "
                    + "the flip-flops of five rows take a second column")
        }
}
