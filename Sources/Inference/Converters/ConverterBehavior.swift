// SPDX-License-Identifier: Apache-2.0

import CellArrays

/// How the ADCs of some hardware convert the partial sums of a full array, without errors of ADCs.
public struct ConverterBehavior: Sendable, Equatable {
    /// From code to code [cell levels]; nil where steps differ.
    public let step: Double?
    /// Values of the lowest and the highest code [cell levels].
    public let range: ClosedRange<Double>
    /// The partial sums that there can be [cell levels].
    public let sums: ClosedRange<Double>
    /// Whether there can be sums beyond the ends of the range, which become its ends.
    public let isClipping: Bool
    /// Whether each sum that there can be has a code of its own that stands for it.
    public let isExact: Bool
    /// Whether sums become the code below them, rather than the nearest one.
    public let isRoundedDown: Bool

    /// Describes the converters; nil where there are none, or nothing is known before calibration images or a table.
    public init?(_ hardware: HardwareConfiguration) {
        let groups = [ReadGroup(array: 0, rows: ReadRows(0..<hardware.rowsPerRead))]
        let design = ConverterDesign(hardware, groups: groups, calibration: nil)
        guard hardware.hasConverter, hardware.scheme != .table, !hardware.scheme.needsCalibration,
            let converter = try? design.converter()
        else { return nil }
        let largest = design.largestSum.value
        let isSigned = hardware.mapping.hasSignedSums
        sums = (isSigned ? -largest : 0)...largest
        isClipping = converter.isBeyondRange(sums.lowerBound) || converter.isBeyondRange(sums.upperBound)
        isRoundedDown = converter.range.rounding == .floor
        guard converter.values.isEmpty else {
            step = nil
            range = (converter.values.first ?? 0)...max(converter.values.first ?? 0, converter.values.last ?? 0)
            isExact = false
            return
        }
        let step = converter.unit
        self.step = step
        range =
            converter.base + Double(converter.lowestCode) * step...converter.base + Double(converter.highestCode) * step
        let isWhole = !hardware.onOffRatio.isFinite || hardware.offCurrent == .reference
        isExact =
            isWhole && !isClipping && converter.range.span == design.levelStep && converter.range.steps == 1
            && hardware.nonlinearity.isEmpty
    }
}
