// SPDX-License-Identifier: Apache-2.0

/// Times and powers from which the leakage energy of layers follows.
public struct LeakageDemand: Sendable, Equatable {
    /// One layer.
    public struct Layer: Sendable, Equatable {
        /// Tiles of the layer.
        public let tiles: Int
        /// Leakage of one tile [W].
        public let tilePower: Double
        /// Leakage of the cells of one tile while they are read [W].
        public let cellPowerInUse: Double
        /// Duration of forward and backward pass [s].
        public let reading: Double
        /// Duration of all phases [s].
        public let total: Double

        /// A layer of the given figures.
        public init(tiles: Int, tilePower: Double, cellPowerInUse: Double, reading: Double, total: Double) {
            self.tiles = tiles
            self.tilePower = tilePower
            self.cellPowerInUse = cellPowerInUse
            self.reading = reading
            self.total = total
        }

        /// Leakage of all tiles of the layer [W].
        public var power: Double { tilePower * Double(tiles) }
    }

    /// The layers.
    public let layers: [Layer]
    /// Leakage of what layers share [W].
    public let sharedPower: Double
    /// Whether all layers read at the same time.
    public let isPipelined: Bool
    /// Duration of forward and backward pass at the pace of a pipeline [s].
    public let passes: Double
    /// Duration of a pipelined run [s].
    public let run: Double

    /// A demand of the given figures.
    public init(layers: [Layer], sharedPower: Double, isPipelined: Bool, passes: Double, run: Double) {
        self.layers = layers
        self.sharedPower = sharedPower
        self.isPipelined = isPipelined
        self.passes = passes
        self.run = run
    }
}

/// Which circuits leak, and for how long.
public protocol LeakageCounting: Sendable {
    /// Static power of adders [W].
    ///
    /// - Parameters:
    ///   - all: All adders.
    ///   - lastAddition: Those that took part in the last addition; nil if there was none.
    /// - Returns: The static power that counts [W].
    func adderLeakage(_ all: Double, lastAddition: Double?) -> Double
    /// Whether all layers have run once before they are counted, so that adders which rest in the first layers have had
    /// their last addition in the last ones.
    var runsLayersBeforeCounting: Bool { get }
    /// Whether the read-out for backward passes leaks in the arrays of a layer of a chip that trains.
    func leaksTransposedReadOut(inLayer index: Int) -> Bool
    /// Cores of a tile's buffers that leak, of so many.
    func leakingCores(_ cores: BufferCores) -> BufferCores
    /// Static power of the wires of an element or a tile, of which `power` is all [W].
    func wireLeakage(_ power: Double) -> Double
    /// Static power of a tile's activation units that counts, from their whole `power` [W].
    func tileActivationLeakage(_ power: Double) -> Double
    /// Static power of a circuit that layers share that counts, from its whole `power` [W].
    func sharedLeakage(_ power: Double) -> Double
    /// Leakage of each layer's tiles as it is listed [W].
    func leakagePowers(_ demand: LeakageDemand) -> [Double]
    /// Leakage energy of each layer [J].
    func leakageEnergies(_ demand: LeakageDemand) -> [Double]
    /// Static power of the decoder that selects columns of an SRAM array that is read in parallel [W].
    func columnDecoderLeakage(_ power: Double) -> Double
    /// Static power of the write drivers at the transposed side of an SRAM array [W].
    func transposedWriteDriverLeakage(_ power: Double) -> Double
    /// The leakage that is added to a transposed read-out for circuits of static power `power` that it shares with
    /// writing [W].
    func repeatedLeakage(ofSharedDrivers power: Double) -> Double
}

extension LeakageCounting {
    /// All of them.
    public func adderLeakage(_ all: Double, lastAddition: Double?) -> Double { all }

    /// No.
    public var runsLayersBeforeCounting: Bool { false }

    /// In every layer: circuits that are not used leak as well.
    public func leaksTransposedReadOut(inLayer index: Int) -> Bool { true }

    /// All of them.
    public func leakingCores(_ cores: BufferCores) -> BufferCores { cores }

    /// None: repeaters of wires are not counted.
    public func wireLeakage(_ power: Double) -> Double { 0 }

    /// All of it.
    public func tileActivationLeakage(_ power: Double) -> Double { power }

    /// All of it.
    public func sharedLeakage(_ power: Double) -> Double { power }

    /// That of all of them.
    public func leakagePowers(_ demand: LeakageDemand) -> [Double] { demand.layers.map(\.power) }

    /// Everything on the chip leaks all the time: while the layer is at work, or, in a pipeline, while any is.
    public func leakageEnergies(_ demand: LeakageDemand) -> [Double] {
        let chipPower = demand.layers.reduce(demand.sharedPower) { $0 + $1.power }
        return demand.layers.map { demand.isPipelined ? $0.power * demand.run : chipPower * $0.total }
    }

    /// All of it.
    public func columnDecoderLeakage(_ power: Double) -> Double { power }

    /// All of it.
    public func transposedWriteDriverLeakage(_ power: Double) -> Double { power }

    /// Nothing: they leak once.
    public func repeatedLeakage(ofSharedDrivers power: Double) -> Double { 0 }
}
