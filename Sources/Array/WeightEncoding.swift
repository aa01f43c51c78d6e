// SPDX-License-Identifier: Apache-2.0

/// The part of a weight that one level of a cell stands for.
public struct WeightSlice: Sendable, Equatable {
    /// The lowest of its bits, from 0.
    public let shift: Int
    /// Its bits, as many as a cell holds at most [bit].
    public let bits: Int
    /// The weight of a level [1]; below 0 for the sign of two's complement.
    public let scale: Int

    fileprivate func digit(of value: Int32) -> Int32 { value >> Int32(shift) & Int32((1 << bits) - 1) }
    fileprivate func digit(of value: Int) -> Int { value >> shift & ((1 << bits) - 1) }
}

/// How an integer weight is divided into levels of cells, and the positions of these cells.
public struct WeightEncoding: Sendable, Equatable {
    /// How signs are held.
    public let mapping: WeightMapping
    /// Bits of a weight, its sign included [bit].
    public let bits: Int
    /// Bits that a cell holds [bit].
    public let cellBits: Int
    /// How a level lies in cells.
    public let layout: CellLayout
    /// The slices of a weight, the lowest first.
    public let slices: [WeightSlice]
    /// How slices become one number.
    public let joining: WeightJoining

    /// An encoding.
    ///
    /// - Parameters:
    ///   - mapping: How signs are held.
    ///   - bits: Bits of a weight: 1 to 32, and at least 2 where the mapping holds a sign apart from the other bits.
    ///   - cellBits: Bits that a cell holds, 1 to 16; 1 in XNOR cells.
    ///   - layout: How a level lies in cells. Pairs always lie side by side.
    ///   - joining: How slices become one number: digital where the mapping does not allow anything else.
    public init(
        _ mapping: WeightMapping, bits: Int, cellBits: Int = 1, layout: CellLayout = .single,
        joining: WeightJoining = .digital
    ) {
        self.mapping = mapping
        self.joining = mapping.allowsAnalogJoining ? joining : .digital
        self.bits = bits
        self.cellBits = cellBits
        self.layout = mapping == .oddPair ? .complementaryColumns : layout
        switch mapping {
        case .offset: slices = Self.slices(ofBits: bits, cellBits: cellBits)
        case .twos:
            let sign = WeightSlice(shift: bits - 1, bits: 1, scale: -(1 << (bits - 1)))
            slices = Self.slices(ofBits: bits - 1, cellBits: cellBits) + [sign]
        case .differential, .analogDifferential: slices = Self.slices(ofBits: bits - 1, cellBits: cellBits)
        case .xnor: slices = Self.slices(ofBits: bits, cellBits: 1)
        case .odd: slices = Self.slices(ofBits: bits, cellBits: cellBits, unit: 2)
        case .oddPair: slices = Self.slices(ofBits: bits, cellBits: cellBits)
        }
    }

    private static func slices(ofBits bits: Int, cellBits: Int, unit: Int = 1) -> [WeightSlice] {
        stride(from: 0, to: bits, by: cellBits).map { shift in
            WeightSlice(shift: shift, bits: min(cellBits, bits - shift), scale: unit << shift)
        }
    }

    // MARK: Cells

    /// The highest level of a cell [1].
    public var topLevel: Int { (1 << cellBits) - 1 }

    /// The weights of the copies of all slices: 1, and -1 for a copy that holds weights below 0.
    public var polarities: [Int] {
        switch mapping {
        case .differential, .analogDifferential, .oddPair: [1, -1]
        case .offset, .twos, .xnor, .odd: [1]
        }
    }

    /// Cells side by side in a row that hold one weight [1].
    public var columnsPerWeight: Int {
        slices.count * (layout == .complementaryColumns ? 2 : polarities.count)
    }

    /// Cells above each other in a column that hold one weight [1].
    public var rowsPerWeight: Int { layout == .complementaryRows ? 2 : 1 }

    /// Whether several slices are added before one conversion. A single slice needs no joining.
    public var joinsSlices: Bool { joining == .analog && slices.count > 1 }

    /// The analog weights of slices, over that of the lowest one [1].
    public var joiningWeights: [Int] { slices.map { $0.scale / (slices.first?.scale ?? 1) } }

    /// The largest level that a conversion sees of one row [cell levels]: that of a cell, or of all joined slices.
    public var topConvertedLevel: Int {
        joinsSlices
            ? zip(slices, joiningWeights).reduce(0) { $0 + $1.1 * ((1 << $1.0.bits) - 1) } : topLevel
    }

    /// What a conversion sees of one row whose cells all stand at their highest level [cell levels]. That is more than
    /// ``topConvertedLevel`` where joined slices have fewer bits than their cells.
    public var wholeCellLevel: Int { joinsSlices ? topLevel * joiningWeights.reduce(0, +) : topLevel }

    /// The weights of the codes of each conversion of a weight [1], polarity by polarity and slice by slice. Joined
    /// slices have one conversion, which counts as the lowest of them. The difference of two polarities has one
    /// conversion where it is taken before it.
    public var conversionScales: [Int] {
        let signs = mapping == .analogDifferential ? [1] : polarities
        let converted = joinsSlices ? slices.prefix(1) : slices[...]
        return signs.flatMap { sign in converted.map { sign * $0.scale } }
    }

    /// What the cells of a row hold that store `values`, shares of the highest level: with the opposites beside them
    /// where the layout has them.
    public func row(storing values: [Double]) -> [Double] {
        layout == .complementaryColumns ? values + values.map { 1 - $0 } : values
    }

    /// What the second row of cells holds where the first one stores `values`, shares of the highest level; nil where
    /// there is no second row.
    public func secondRow(storing values: [Double]) -> [Double]? {
        layout == .complementaryRows ? values.map { 1 - $0 } : nil
    }

    // MARK: Levels

    /// The weights that can be held; only the odd ones of them where ``isOdd``.
    public var range: ClosedRange<Int> {
        let half = 1 << (bits - 1)
        return switch mapping {
        case .offset, .twos: -half...half - 1
        case .differential, .analogDifferential: -(half - 1)...half - 1
        case .xnor, .odd, .oddPair: -(2 * half - 1)...2 * half - 1
        }
    }

    /// Whether only odd weights can be held.
    public var isOdd: Bool {
        switch mapping {
        case .xnor, .odd, .oddPair: true
        case .offset, .twos, .differential, .analogDifferential: false
        }
    }

    /// Whether signs are held apart from the other bits, so that a weight has at least 2.
    public var holdsSignApart: Bool {
        switch mapping {
        case .twos, .differential, .analogDifferential: true
        case .offset, .xnor, .odd, .oddPair: false
        }
    }

    /// Whether levels are -1 and +1: those of XNOR cells.
    public var hasBipolarLevels: Bool { mapping == .xnor }

    /// Whether a weight can be held.
    public func holds(_ weight: Int) -> Bool { range.contains(weight) && (!isOdd || weight & 1 == 1) }

    /// The offset that is added to a weight before it is divided into levels [1]; it is in the sums of columns and must
    /// be subtracted.
    public var offset: Int {
        switch mapping {
        case .offset: 1 << (bits - 1)
        case .odd: (1 << bits) - 1
        case .twos, .differential, .analogDifferential, .xnor, .oddPair: 0
        }
    }

    /// The levels of one weight: [polarities][slices]; -1 and +1 in XNOR cells.
    ///
    /// - Precondition: the encoding holds the weight.
    public func levels(of weight: Int) -> [Int] {
        let signs = polarities
        var result: [Int] = []
        result.reserveCapacity(signs.count * slices.count)
        for sign in signs {
            let stored = unsigned(sign * weight)
            for slice in slices {
                let digit = slice.digit(of: stored)
                result.append(hasBipolarLevels ? 2 * digit - 1 : digit)
            }
        }
        return result
    }

    /// The levels of many weights: [polarities][slices][weights]; -1 and +1 in XNOR cells.
    ///
    /// - Precondition: the encoding holds the weights.
    public func levels(of weights: [Int32]) -> [Int32] {
        polarities.flatMap { sign in
            let stored = weights.map { Int32(truncatingIfNeeded: unsigned(sign * Int($0))) }
            return slices.flatMap { slice in
                hasBipolarLevels ? stored.map { 2 * slice.digit(of: $0) - 1 } : stored.map { slice.digit(of: $0) }
            }
        }
    }

    /// The weight that levels stand for: the opposite of ``levels(of:)``.
    public func weight(of levels: [Int]) -> Int {
        let scales = polarities.flatMap { sign in slices.map { sign * $0.scale } }
        return zip(levels, scales).reduce(-offset) { $0 + $1.0 * $1.1 }
    }

    /// The number whose bits are cut into slices.
    private func unsigned(_ weight: Int) -> Int {
        switch mapping {
        case .offset: weight + offset
        case .twos: weight
        case .differential, .analogDifferential: max(0, weight)
        case .xnor, .odd, .oddPair: (weight + (1 << bits) - 1) / 2
        }
    }
}
