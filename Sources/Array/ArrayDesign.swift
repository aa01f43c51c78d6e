// SPDX-License-Identifier: Apache-2.0

/// An array as far as it decides what is read and converted: what a weight and an activation are cut into, which rows
/// are read together, and how many codes there are.
///
/// The cost of a chip and its accuracy are both asked of this value, so that what is priced is what is converted.
public struct ArrayDesign: Sendable, Equatable {
    /// How weights are cut into cells.
    public let weights: WeightEncoding
    /// How activations enter the rows.
    public let inputs: InputEncoding
    /// Which rows are read together.
    public let reads: ReadPlan
    /// Columns of cells of an array [1].
    public let columns: Int
    /// Codes of a converter, or of what senses a column [1]; nil where nothing is converted.
    public let codes: Int?

    /// An array of the given parts.
    public init(weights: WeightEncoding, inputs: InputEncoding, reads: ReadPlan, columns: Int, codes: Int?) {
        self.weights = weights
        self.inputs = inputs
        self.reads = reads
        self.columns = columns
        self.codes = codes
    }

    /// The largest partial sum of `rows` rows of ideal cells [cell levels].
    public func fullScale(rows: Int) -> Int { rows * weights.topConvertedLevel * inputs.topDigit }

    /// The largest partial sum of a read of all rows that are read together [cell levels].
    public var fullScale: Int { fullScale(rows: reads.rowsPerRead) }

    /// The ideal converter of a read; nil where nothing is converted. It divides the full scale into equal steps;
    /// where rows are read one by one, and codes suffice, each level of a cell has a code of its own.
    public var converter: ConverterRange? {
        guard let codes else { return nil }
        let isSigned = weights.mapping.hasSignedSums
        if reads.isRowByRow, codes > fullScale {
            return ConverterRange(span: 1, steps: 1, codes: isSigned ? -fullScale...fullScale : 0...fullScale)
        }
        let scale = ExactNumber(fullScale)
        switch weights.mapping {
        case .offset, .twos, .differential, .odd, .oddPair: return .linear(fullScale: scale, codes: codes)
        case .analogDifferential: return .signed(fullScale: scale, side: max(1, (codes - 1) / 2))
        case .xnor: return .bipolar(fullScale: scale, codes: codes)
        }
    }

    /// The same cells and converters, with rows that fill arrays as `reads` says.
    public func reading(_ reads: ReadPlan) -> ArrayDesign {
        ArrayDesign(weights: weights, inputs: inputs, reads: reads, columns: columns, codes: codes)
    }

    /// Conversions of one input vector, those of rows that are off included [1].
    ///
    /// - Parameters:
    ///   - rows: Rows of the layer.
    ///   - outputs: Weights in a row of the layer.
    /// - Returns: The number of conversions [1].
    public func conversionsPerVector(of rows: LayerRows, outputs: Int) -> Int {
        reads.reads(of: rows) * inputs.steps * weights.conversionScales.count * outputs
    }

    /// Conversions that take place for some input vectors [1]: where rows are read one by one, a row whose digit is 0
    /// is not read, and its code is that of no current at all.
    ///
    /// - Parameters:
    ///   - activations: Vector by vector, as many as there are rows each.
    ///   - rows: Rows of the layer.
    ///   - outputs: Weights in a row of the layer.
    /// - Returns: The number of conversions [1].
    public func conversions(of activations: [Int32], rows: LayerRows, outputs: Int) -> Int {
        guard reads.isRowByRow, !inputs.isBipolar else {
            return activations.count / max(1, rows.count) * conversionsPerVector(of: rows, outputs: outputs)
        }
        var digits = 0
        for step in 0..<inputs.steps {
            for activation in activations where inputs.digit(step, of: Int(activation)) != 0 { digits += 1 }
        }
        return digits * weights.conversionScales.count * outputs
    }
}
