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

    /// A figure of each part of a chip; what is not of a part is zero.
    init(_ figure: (ArrayPart) -> Double) {
        for part in ArrayPart.allCases { self[keyPath: part.cause] = figure(part) }
    }

    /// A cause: its name in files, and where it is.
    private struct Cause: Sendable {
        let name: String
        let path: any WritableKeyPath<SystolicBreakdown, Double> & Sendable
    }

    /// The causes in the order of reports, which is the order of sums.
    private static let causes: [Cause] = [
        Cause(name: "arithmetic", path: \.arithmetic), Cause(name: "registers", path: \.registers),
        Cause(name: "ifmapBuffer", path: \.ifmapBuffer), Cause(name: "filterBuffer", path: \.filterBuffer),
        Cause(name: "ofmapBuffer", path: \.ofmapBuffer), Cause(name: "dram", path: \.dram),
        Cause(name: "leakage", path: \.leakage),
    ]

    /// The sum of all.
    public var total: Double { SystolicBreakdown.causes.reduce(0) { $0 + self[keyPath: $1.path] } }

    /// Every cause with its name.
    public var named: [(name: String, value: Double)] {
        SystolicBreakdown.causes.map { ($0.name, self[keyPath: $0.path]) }
    }

    /// Cause by cause.
    public static func + (left: SystolicBreakdown, right: SystolicBreakdown) -> SystolicBreakdown {
        var sum = left
        for cause in causes { sum[keyPath: cause.path] += right[keyPath: cause.path] }
        return sum
    }
}

extension ArrayPart {
    /// Where a breakdown lists the part.
    fileprivate var cause: WritableKeyPath<SystolicBreakdown, Double> {
        switch self {
        case .arithmetic: \.arithmetic
        case .registers: \.registers
        case .ifmapBuffer: \.ifmapBuffer
        case .filterBuffer: \.filterBuffer
        case .ofmapBuffer: \.ofmapBuffer
        }
    }
}
