// SPDX-License-Identifier: Apache-2.0

/// Sums of tiles that share output columns.
public struct TileSums: Sendable, Equatable {
    /// Tiles below each other, all copies together.
    public let tileRows: Int
    /// Tiles side by side.
    public let tileColumns: Int
    /// Copies of the layer.
    public let copies: Int
    /// Output channels.
    public let outputs: Int
    /// Input vectors of one image.
    public let vectors: Int
    /// Adder trees that work side by side.
    public let trees: Int

    /// Sums of the given counts.
    public init(tileRows: Int, tileColumns: Int, copies: Int, outputs: Int, vectors: Int, trees: Int) {
        self.tileRows = tileRows
        self.tileColumns = tileColumns
        self.copies = copies
        self.outputs = outputs
        self.vectors = vectors
        self.trees = trees
    }
}

/// Additions one after the other.
public struct Additions: Sendable, Equatable {
    /// Numbers that one addition adds.
    public let units: Int
    /// Additions one after the other [1].
    public let rounds: Int

    /// Additions of so many numbers.
    public init(units: Int, rounds: Int) {
        self.units = units
        self.rounds = rounds
    }
}

/// A feature map that is pooled.
public struct PooledMap: Sendable, Equatable {
    /// Positions of the map before pooling.
    public let vectors: Int
    /// Channels.
    public let outputs: Int
    /// Positions that are compared.
    public let window: Int
    /// Pooling units side by side.
    public let units: Int
    /// Wordlines of a tile of a conventionally mapped layer, or of an element of a novel-mapped one.
    public let lanes: Int
    /// Elements on each side of a tile of the novel mapping; 1 for others [1].
    public let side: Double

    /// A map of the given counts.
    public init(vectors: Int, outputs: Int, window: Int, units: Int, lanes: Int, side: Double) {
        self.vectors = vectors
        self.outputs = outputs
        self.window = window
        self.units = units
        self.lanes = lanes
        self.side = side
    }
}

/// How often pooling units work.
public struct PoolingRounds: Sendable, Equatable {
    /// One after the other [1].
    public let latency: Double
    /// As the energy counts them [1].
    public let energy: Double

    /// So many rounds.
    public init(latency: Double, energy: Double) {
        self.latency = latency
        self.energy = energy
    }
}

/// Units after the arrays: sums of tiles, pooling and activation.
public protocol PostprocessingCounting: Sendable {
    /// Additions of the results of tiles.
    func additions(of sums: TileSums) -> Additions
    /// Rounds in which units pass `values` values.
    ///
    /// - Parameters:
    ///   - values: Values to pass.
    ///   - units: Units side by side.
    ///   - lanes: Entries of each unit's table, where it has one, else the units.
    /// - Returns: The number of rounds.
    func activations(_ values: Int, units: Int, lanes: Int) -> Int
    /// Rounds in which the units of a tile pass its results [1].
    ///
    /// - Parameters:
    ///   - values: Results of the tile.
    ///   - sums: Additions of an adder after the tile's ADCs.
    ///   - units: Units side by side.
    ///   - lanes: Entries of each unit's table, where it has one, else the units.
    /// - Returns: The number of rounds [1].
    func tileActivations(_ values: Int, sums: Double, units: Int, lanes: Int) -> Double
    /// Rounds in which a map is pooled.
    func poolingRounds(_ map: PooledMap) -> PoolingRounds
    /// Share of the time of a tile's forward pass that counts [1].
    ///
    /// `hasSRAMSigmoid` says whether the tile has sigmoids whose tables are in SRAM cells.
    func forwardTimeShare(hasSRAMSigmoid: Bool) -> Double
}

extension PostprocessingCounting {
    /// One tree adds up the tiles of one copy for one output; all trees work side by side.
    public func additions(of sums: TileSums) -> Additions {
        Additions(
            units: sums.tileRows / sums.copies, rounds: ceilingDivision(sums.vectors * sums.outputs, sums.trees))
    }

    /// Units work side by side.
    public func activations(_ values: Int, units: Int, lanes: Int) -> Int { ceilingDivision(values, units) }

    /// Units work side by side.
    public func tileActivations(_ values: Int, sums: Double, units: Int, lanes: Int) -> Double {
        Double(ceilingDivision(values, units))
    }

    /// Units work side by side, on windows of all channels.
    public func poolingRounds(_ map: PooledMap) -> PoolingRounds {
        let rounds = Double(ceilingDivision(map.vectors * map.outputs, map.window * map.units))
        return PoolingRounds(latency: rounds, energy: rounds)
    }

    /// All of it.
    public func forwardTimeShare(hasSRAMSigmoid: Bool) -> Double { 1 }
}
