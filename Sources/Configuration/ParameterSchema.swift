// SPDX-License-Identifier: Apache-2.0

import Technology

/// Every parameter of Tessera, in the order of the annotated Param file.
public enum ParameterSchema {
    /// All parameters, group by group.
    public static let all: [ParameterDefinition] =
        ((accounting + devices + buffers + dataFlow + technology + periphery + calibration + subarray + sramCell
        + analogCell + training + syntheticTrace + activations + streaming)
        .map { sharedWithMacros.contains($0.name) ? $0 : $0.except(.tessera) } + macro)
        .map { followingDevice.contains($0.name) ? $0.followingDevice() : $0 }

    /// All names, in the same order.
    public static let names: [String] = all.map(\.name)

    /// The parameters that a revision reads, in the same order.
    public static func all(readBy revision: RevisionName) -> [ParameterDefinition] {
        all.filter { $0.isRead(by: revision) }
    }

    private static let byName = Dictionary(all.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })

    /// The parameter called `name`, spelled exactly so.
    public static func definition(of name: String) -> ParameterDefinition? {
        byName[name]
    }

    /// Parameters that one revision reads.
    static func only(_ revision: RevisionName, _ definitions: [ParameterDefinition]) -> [ParameterDefinition] {
        definitions.map { $0.only(revision) }
    }

    static let accounting: [ParameterDefinition] = [
        .choice(
            "revision", \.revision, RevisionName.allCases.map(\.alternative), in: .accounting,
            "The estimator whose circuits a chip has, and with accounting = neurosim also its counting."),
        .choice(
            "accounting", \.accounting,
            [
                Alternative("neurosim", 0, .neurosim, "as the estimator of the revision counts, quirks included"),
                exactAccounting,
                Alternative(
                    "origin", 2, .origin, "totals of a formula, `tessera stream` only (neurosim is exact there)"),
            ], in: .accounting,
            "How figures are counted: as the hardware works, or as a reference counts."
        )
        .taking(.choice([exactAccounting.choice]), in: .tessera).given(\.given.accounting),
    ]

    private static let exactAccounting = Alternative(
        "exact", 1, Accounting.exact, "counts padding, strides, groups and cell values exactly")

    static let devices: [ParameterDefinition] = [
        .device,
        .choice(
            "operationmode", \.operationMode, operationModes, in: .devices,
            "The form of weights, and whether the rows of an array are read one by one or all at once."),
        .choice(
            "memcelltype", \.cellType,
            CellType.allCases.map(\.alternative), in: .devices,
            "The memory cell that holds the weights."
        )
        .taking(
            .choice([CellType.sram, .rram, .fefet].map(\.alternative.choice)),
            unavailable: [
                ParameterChoice("nvCap", 4, "it is a cell of neurosim-1.5, and this is neurosim-2.1")
            ], in: .neurosim21
        )
        .taking(.choice([CellType.sram, .rram, .fefet, .nvCap].map(\.alternative.choice)), in: .neurosim15)
        .taking(.choice(CellType.ofMacros.map(\.alternative.choice)), in: .tessera)
        .given(\.given.cellType),
        .choice(
            "accesstype", \.accessDevice,
            [
                Alternative("CMOS", 1, .cmos, "a transistor in each cell (1T1R)"),
                Alternative("BJT", 2, .bjt, "a bipolar transistor, crossbar-sized cell"),
                Alternative("diode", 3, .diode, "a diode, crossbar-sized cell"),
                Alternative("none", 4, .none, "no access device: a crossbar"),
            ], in: .devices,
            "The device that selects a cell in an RRAM or FeFET array. SRAM cells have their own transistors."),
        .choice(
            "transistortype", \.transistorType,
            [Alternative("conventional", 1, .conventional, "silicon MOSFET or FinFET")],
            unavailable: [
                ParameterChoice("FET_2D", 2, "there are no data for transistors of two-dimensional materials"),
                ParameterChoice("TFET", 3, "there are no data for tunnel transistors"),
            ], in: .devices,
            "The kind of transistor in all peripheral circuits."),
        .choice(
            "deviceroadmap", \.deviceRoadmap,
            [
                Alternative("HP", 1, .highPerformance, "high performance: fast and leaky"),
                Alternative("LSTP", 2, .lowStandbyPower, "low standby power: slow, with little leakage"),
            ], in: .devices,
            "The transistors of the technology node that are used."),
    ]

    private static let operationModes: [Alternative<OperationMode>] = [
        Alternative(
            "conventionalSequential", 1, .conventionalSequential, "multi-bit weights, row by row",
            aliases: ["sequential"]),
        Alternative(
            "conventionalParallel", 2, .conventionalParallel, "multi-bit weights, all rows at once",
            aliases: ["parallel"]),
        Alternative("BNNsequential", 3, .bnnSequential, "binary network, row by row"),
        Alternative("BNNparallel", 4, .bnnParallel, "binary network, all rows at once"),
        Alternative("XNORsequential", 5, .xnorSequential, "XNOR network, row by row"),
        Alternative("XNORparallel", 6, .xnorParallel, "XNOR network, all rows at once"),
    ]

    static let no = ParameterChoice("false", 0, "no", aliases: ["no", "off"])
    static let yes = ParameterChoice("true", 1, "yes", aliases: ["yes", "on"])
}
