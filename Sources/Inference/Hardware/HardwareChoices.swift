// SPDX-License-Identifier: Apache-2.0

/// How the offset of `offset` weights is subtracted.
public enum OffsetReference: String, Sendable, CaseIterable {
    /// By the sum of the activations.
    case digital
    /// By a column that holds the offset, read through the same converter.
    case dummy
    /// By the code that the converter has for such a column of ideal cells with as many rows on as are: rows are counted,
    /// and nothing is converted.
    case counted
}

/// How partial sums become codes.
public enum ConverterScheme: String, Sendable, CaseIterable {
    /// Equal steps from zero to the full scale.
    case linear
    /// A step for each cell level where there are codes enough, otherwise `linear`.
    case lossless
    /// Equal steps between `adc_lo` and `adc_hi`.
    case clipped
    /// A step for each cell level; sums beyond the last code are clipped.
    case unitStep = "unitclip"
    /// The smallest power of two as a step that covers the full scale.
    case powerOfTwo = "pow2"
    /// Equal bins between `adc_lo` and `adc_hi`, whose lower edge is the value.
    case lowerEdge = "nsfloor"
    /// Equal steps between bounds taken from calibration data.
    case calibrated
    /// Steps fitted to calibration data, after Lloyd and Max.
    case lloydMax = "lloydmax"
    /// Steps as `adc_thresholds` and `adc_values` say.
    case nonuniform
    /// Confined range of XNOR arrays: levels between -`adc_hi` and `adc_hi`, thresholds half-way, both cut to two
    /// decimals (Saikia et al., DATE 2021).
    case confined
    /// Random codes with probabilities measured for each partial sum.
    case table

    /// Whether calibration data are needed.
    public var needsCalibration: Bool { self == .calibrated || self == .lloydMax }
}

/// The rows that the full scale of an ADC is computed for.
public enum FullScale: String, Sendable, CaseIterable {
    /// All rows that an array reads at a time.
    case array
    /// The rows that the layer uses of them.
    case layer
}

/// How the conductance of cells at level 0 is compensated.
public enum OffCurrentCompensation: String, Sendable, CaseIterable {
    /// It is not.
    case none
    /// Exactly, after conversion.
    case digital
    /// By a column of cells at level 0, before conversion.
    case reference
}

/// The model of the spread of conductances.
public enum SpreadModel: String, Sendable, CaseIterable {
    /// g (1 + s N).
    case proportional = "prop"
    /// g + s (levels - 1) N.
    case range
    /// g exp(s N).
    case lognormal
    /// g + s_level N, with a figure for each level.
    case state
}

/// How often the spread of conductances is drawn.
public enum SpreadPeriod: String, Sendable, CaseIterable {
    /// Once for each cell.
    case device
    /// At each read; the noise of a column is drawn at once, with the variance of all its cells.
    case read
}

/// Whether the wires of an array have resistance.
public enum WireModel: String, Sendable, CaseIterable {
    /// They have none.
    case none
    /// By an approximation, see ``CrossbarApproximation``.
    case fast
    /// By nodal analysis, see ``Crossbar``.
    case exact
}
