// SPDX-License-Identifier: Apache-2.0

import _TestSupport

/// Laws that blocks break because a circuit in them does, or the reference that they follow, with the reason. A violation
/// that is gone fails the test, too.
struct KnownBlockViolation: Sendable {
    /// The blocks: patterns of the names of their subjects, part by part: `*` is any part, `a|b` is either.
    let subjects: [String]
    /// The laws that each of them breaks.
    let violations: [LawViolation]
    /// Why, in a sentence without its subject.
    let reason: String

    static let all = converters + gradients + amplifiers + branches + [sigmoids] + growth + reference

    /// What is known of a block.
    static func violations(of subject: String) -> Set<LawViolation> {
        Set(all.filter { $0.concerns(subject) }.flatMap(\.violations))
    }

    /// Whether a subject is one of those.
    func concerns(_ subject: String) -> Bool {
        let parts = subject.split(separator: ".")
        return subjects.contains { pattern in
            let allowed = pattern.split(separator: ".")
            return allowed.count == parts.count
                && zip(allowed, parts).allSatisfy { $0 == "*" || $0.split(separator: "|").contains($1) }
        }
    }

    /// Figures that go with no power of some units.
    private static func mixed(_ figures: [String], in units: [BaseUnit]) -> [LawViolation] {
        figures.flatMap { figure in units.map { .inhomogeneous(figure, in: $0, as: .mixed) } }
    }
}

// MARK: - Constants with a unit

extension KnownBlockViolation {
    /// Times and the power of converters are fitted (`KnownCircuitViolation` of the circuits).
    private static let converters = [
        KnownBlockViolation(
            subjects: [
                "Subarray.*.RRAM|FeFET|crossPoint.mode1|mode2|mode4|mode6.flash",
                "Subarray.*.SRAM.mode2|mode4|mode6.flash",
            ],
            violations: mixed(["forward.convert.latency", "forward.convert.energy"], in: [.second, .volt]),
            reason: "converts with flash converters"),
        KnownBlockViolation(
            subjects: ["Subarray.*.RRAM|FeFET|crossPoint.mode1|mode2.flash", "Subarray.*.SRAM.mode2.flash"],
            violations: mixed(["transposed.convert.latency", "transposed.convert.energy"], in: [.second, .volt]),
            reason: "converts with flash converters"),
        KnownBlockViolation(
            subjects: ["Subarray.*.*.*.voltageFlash|successive"], violations: timed("forward.convert"),
            reason: "converts in a time that is the same in every process"),
        KnownBlockViolation(
            subjects: ["Subarray.*.*.mode1|mode2.voltageFlash|successive"], violations: timed("transposed.convert"),
            reason: "converts in a time that is the same in every process"),
        KnownBlockViolation(
            subjects: ["Subarray.*.RRAM|FeFET|crossPoint.mode3|mode5.flash"],
            violations: timed("forward.convert") + mixed(["forward.convert.latency"], in: [.second]),
            reason: "senses currents with amplifiers whose time is fitted"),
    ]

    /// A time without an input that says how long, and an energy in it that depends on the read voltage.
    private static func timed(_ operation: String) -> [LawViolation] {
        [
            .inhomogeneous("\(operation).latency", in: .second, as: .power(0)),
            .inhomogeneous("\(operation).energy", in: .second, as: .power(0)),
            .inhomogeneous("\(operation).energy", in: .volt, as: .mixed),
        ]
    }

    private static let layers = (1...4).map { "layer\($0)" }

    /// The unit for weight gradients has the same converters.
    private static let gradients = [
        KnownBlockViolation(
            subjects: ["WeightGradientUnit.flash|successive|reference"],
            violations: converted(["read", "gradients"]), reason: "converts with flash or SAR converters"),
        KnownBlockViolation(
            subjects: ["TrainingHardware.flash|successive|reference"],
            violations: converted(layers.map { "\($0).gradients" }), reason: "has such a unit"),
        KnownBlockViolation(
            subjects: ["Chip.FeFET|reference"], violations: converted(layers.map { "\($0).gradientUnit" }),
            reason: "has such a unit"),
    ]

    private static func converted(_ operations: [String]) -> [LawViolation] {
        mixed(operations.map { "\($0).latency" }, in: [.second])
            + mixed(operations.map { "\($0).energy" }, in: [.second, .volt])
    }

    /// `SenseAmplifier` multiplies its leakage current by the supply voltage twice.
    private static let amplifiers = [
        KnownBlockViolation(
            subjects: ["Subarray.*.SRAM.mode1|mode3|mode5.flash"],
            violations: mixed(["leakage", "leakage.forward", "leakage.all"], in: [.volt]),
            reason: "leaks in sense amplifiers"),
        KnownBlockViolation(
            subjects: ["ProcessingElement|Tile.SRAM"], violations: mixed(["leakage", "powered.leakage"], in: [.volt]),
            reason: "has arrays that leak in sense amplifiers"),
        KnownBlockViolation(
            subjects: ["Chip.SRAM", "WeightGradientUnit|TrainingHardware.rowByRow"],
            violations: mixed(["leakage"], in: [.volt]), reason: "has arrays that leak in sense amplifiers"),
    ]

    /// Branches of H-trees know two resistivities.
    private static let branches = [
        KnownBlockViolation(
            subjects: ["Interconnect.H-tree.branches"],
            violations: mixed(["transfer.latency"], in: [.metre, .volt, .ampere]), reason: "is an H-tree"),
        KnownBlockViolation(
            subjects: ["Tile.branches|reference"],
            violations: ["move", "update"].flatMap {
                mixed(["\($0).latency", "\($0).wires.latency"], in: [.metre, .volt, .ampere])
            }, reason: "moves words through an H-tree"),
        KnownBlockViolation(
            subjects: ["Chip.branches|reference"],
            violations: layers.flatMap {
                mixed(["\($0).move.latency", "\($0).move.wires.latency"], in: [.metre, .volt, .ampere])
            }, reason: "moves words through an H-tree"),
    ]

    /// The sense amplifiers of a sigmoid are those of one process.
    private static let sigmoids = KnownBlockViolation(
        subjects: ["Chip.sigmoids"],
        violations: layers.flatMap {
            mixed(["\($0).activate.latency"], in: [.volt])
                + mixed(["\($0).activate.energy"], in: [.second, .volt, .ampere])
        }, reason: "has sigmoids")
}

// MARK: - Growth

extension KnownBlockViolation {
    /// More of something, and a smaller figure.
    private static let growth = [
        KnownBlockViolation(
            subjects: ["Subarray.*.SRAM.mode2|mode4|mode6.*"], violations: [.falls("forward.energy", with: .columns)],
            reason: "has drivers for the resistance of their wires: the longer a row, the smaller they are"),
        KnownBlockViolation(
            subjects: ["WriteUpdate.*.SRAM"], violations: [.falls("programming.energy", with: .columns)],
            reason: "has drivers for the resistance of their wires: the longer a row, the smaller they are"),
        KnownBlockViolation(
            subjects: ["Subarray.*.crossPoint.mode3|mode4|mode5|mode6.*"], violations: [.falls("area", with: .rows)],
            reason:
                "folds the drivers of its rows into their height in whole cells, which leaves more room beside 24 rows than "
                + "beside 32"),
    ]
}

// MARK: - The reference

extension KnownBlockViolation {
    /// What the reference counts in another way (`Departure`).
    private static let reference = [
        KnownBlockViolation(
            subjects: ["Subarray.reference.RRAM|FeFET|crossPoint.mode1.flash"],
            violations: [.notTheSum("forward.energy")],
            reason: "lists the energy of flash converters without adding it up (`omitsFlashEnergyFromTotal`)"),
        KnownBlockViolation(
            subjects: ["ProcessingElement.reference"], violations: [.notProportional("move.energy")],
            reason: "takes the bits of a register for its accesses (`swapsRegisterArguments`)"),
        KnownBlockViolation(
            subjects: ["Subarray.reference.crossPoint.mode1|mode3|mode5.flash"],
            violations: [.notFinite("write.latency")] + mixed(["write.latency"], in: BaseUnit.allCases),
            reason: "multiplies the time of its drivers with each read before, without end (`compoundsDriverWrites`)"),
    ]
}
