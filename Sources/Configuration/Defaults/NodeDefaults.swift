// SPDX-License-Identifier: Apache-2.0

/// The defaults of DNN+NeuroSim V1.5 that follow the technology node. Source: its `Param.cpp`, as facts.
struct NodeDefaults: Sendable {
    /// The node [nm].
    let node: Int
    /// `wireWidth` and `Metal0` [nm].
    let wireWidth: Int
    /// `Metal1` [nm].
    let rowMetalWidth: Double
    /// `barrierthickness` [m].
    let barrierThickness: Double
    /// `readVoltage` [V].
    let readVoltage: Double
    /// `sizingfactor_MUX` [1].
    let multiplexerDriverSize: Double
    /// `newswitchmatrixsizeratio` [1].
    let wordlineSwitchSize: Double
    /// `switchmatrixsizeratio` [1].
    let switchResistanceRatio: Double
    /// `buffernumber` and `buffersizeratio` [1].
    let wordlineRepeaters: Int
    /// `heightInFeatureSizeSRAM` [F].
    let sramCellHeight: Double
    /// `widthInFeatureSizeSRAM` [F].
    let sramCellWidth: Double

    /// The nodes, largest first.
    static let all: [NodeDefaults] = bulk + fins + sheets

    /// The names of the nodes, largest first [nm].
    static let nodes = all.map(\.node)

    /// The defaults at a node; those at 22 nm for a node that is none of these, which the check of `technode` refuses.
    static func at(_ node: Int) -> NodeDefaults { byNode[node] ?? node22 }

    private static let byNode = Dictionary(all.map { ($0.node, $0) }, uniquingKeysWith: { first, _ in first })

    /// Planar transistors, all with the same SRAM cell.
    private static let bulk = [
        planar(130, wireWidth: 175, barrierThickness: 10e-9, readVoltage: 0.58),
        planar(90, wireWidth: 110, barrierThickness: 10e-9, readVoltage: 0.58),
        planar(65, wireWidth: 105, barrierThickness: 7e-9, readVoltage: 0.55),
        planar(45, wireWidth: 80, barrierThickness: 5e-9, readVoltage: 0.51),
        planar(32, wireWidth: 56, barrierThickness: 4e-9, readVoltage: 0.51),
        node22,
    ]

    private static let node22 = NodeDefaults(
        node: 22, wireWidth: 40, rowMetalWidth: 40, barrierThickness: 2.5e-9, readVoltage: 0.55,
        multiplexerDriverSize: 110, wordlineSwitchSize: 14, switchResistanceRatio: 0.2, wordlineRepeaters: 0,
        sramCellHeight: 10, sramCellWidth: 28)

    private static func planar(
        _ node: Int, wireWidth: Int, barrierThickness: Double, readVoltage: Double
    ) -> NodeDefaults {
        NodeDefaults(
            node: node, wireWidth: wireWidth, rowMetalWidth: Double(wireWidth), barrierThickness: barrierThickness,
            readVoltage: readVoltage, multiplexerDriverSize: 1, wordlineSwitchSize: 6, switchResistanceRatio: 0.1,
            wordlineRepeaters: 0, sramCellHeight: 10, sramCellWidth: 28)
    }

    /// FinFETs.
    private static let fins = [
        NodeDefaults(
            node: 14, wireWidth: 32, rowMetalWidth: 39, barrierThickness: 2.5e-9, readVoltage: 0.277,
            multiplexerDriverSize: 130, wordlineSwitchSize: 6, switchResistanceRatio: 0.2, wordlineRepeaters: 0,
            sramCellHeight: 10.6, sramCellWidth: 30.8),
        NodeDefaults(
            node: 10, wireWidth: 22, rowMetalWidth: 32, barrierThickness: 2e-9, readVoltage: 0.28,
            multiplexerDriverSize: 80, wordlineSwitchSize: 6, switchResistanceRatio: 0.2, wordlineRepeaters: 0,
            sramCellHeight: 12.8, sramCellWidth: 31.25),
        NodeDefaults(
            node: 7, wireWidth: 20, rowMetalWidth: 28.5, barrierThickness: 2e-9, readVoltage: 0.264,
            multiplexerDriverSize: 60, wordlineSwitchSize: 6, switchResistanceRatio: 0.2, wordlineRepeaters: 0,
            sramCellHeight: 16, sramCellWidth: 34.43),
        NodeDefaults(
            node: 5, wireWidth: 15, rowMetalWidth: 17, barrierThickness: 2e-9, readVoltage: 0.253,
            multiplexerDriverSize: 50, wordlineSwitchSize: 6, switchResistanceRatio: 0.06, wordlineRepeaters: 0,
            sramCellHeight: 19.2, sramCellWidth: 43.75),
        NodeDefaults(
            node: 3, wireWidth: 12, rowMetalWidth: 16, barrierThickness: 1.5e-9, readVoltage: 0.248,
            multiplexerDriverSize: 25, wordlineSwitchSize: 6, switchResistanceRatio: 0.03, wordlineRepeaters: 0,
            sramCellHeight: 30, sramCellWidth: 68.26),
    ]

    /// Nanosheets.
    private static let sheets = [
        NodeDefaults(
            node: 2, wireWidth: 10, rowMetalWidth: 11.5, barrierThickness: 0.5e-9, readVoltage: 0.28,
            multiplexerDriverSize: 25, wordlineSwitchSize: 6, switchResistanceRatio: 0.1, wordlineRepeaters: 3,
            sramCellHeight: 42, sramCellWidth: 120),
        NodeDefaults(
            node: 1, wireWidth: 8, rowMetalWidth: 10, barrierThickness: 0.2e-9, readVoltage: 0.272,
            multiplexerDriverSize: 30, wordlineSwitchSize: 6, switchResistanceRatio: 0.1, wordlineRepeaters: 3,
            sramCellHeight: 80, sramCellWidth: 144),
    ]
}
