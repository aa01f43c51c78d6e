/// Area or energy or power by what causes it.
public struct SystolicBreakdown: Sendable, Equatable {
    /// Multipliers and adders of the processing elements.
    public var arithmetic = 0.0
    /// Registers of the processing elements.
    public var registers = 0.0
    /// Buffer of the input map.
    public var ifmapBuffer = 0.0
    /// Buffer of the filters.
    public var filterBuffer = 0.0
    /// Buffer of the output map.
    public var ofmapBuffer = 0.0
    /// Memory outside the chip; it has no area here.
    public var dram = 0.0
    /// Static power of the chip times its time; only energies have it.
    public var leakage = 0.0

    /// Nothing of anything.
    public init() {}

    /// What each cause has.
    public init(
        arithmetic: Double, registers: Double, ifmapBuffer: Double, filterBuffer: Double, ofmapBuffer: Double,
        dram: Double = 0, leakage: Double = 0
    ) {
        self.arithmetic = arithmetic
        self.registers = registers
        self.ifmapBuffer = ifmapBuffer
        self.filterBuffer = filterBuffer
        self.ofmapBuffer = ofmapBuffer
        self.dram = dram
        self.leakage = leakage
    }

    /// The sum of all.
    public var total: Double {
        arithmetic + registers + ifmapBuffer + filterBuffer + ofmapBuffer + dram + leakage
    }

    /// Every cause with its name.
    public var named: [(name: String, value: Double)] {
        [
            ("arithmetic", arithmetic), ("registers", registers), ("ifmapBuffer", ifmapBuffer),
            ("filterBuffer", filterBuffer), ("ofmapBuffer", ofmapBuffer), ("dram", dram), ("leakage", leakage),
        ]
    }

    /// Cause by cause.
    public static func + (left: SystolicBreakdown, right: SystolicBreakdown) -> SystolicBreakdown {
        SystolicBreakdown(
            arithmetic: left.arithmetic + right.arithmetic, registers: left.registers + right.registers,
            ifmapBuffer: left.ifmapBuffer + right.ifmapBuffer, filterBuffer: left.filterBuffer + right.filterBuffer,
            ofmapBuffer: left.ofmapBuffer + right.ofmapBuffer, dram: left.dram + right.dram,
            leakage: left.leakage + right.leakage)
    }
}
