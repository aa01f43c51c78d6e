// SPDX-License-Identifier: Apache-2.0

import Counting

// Reads of subarrays.
extension NeuroSim21Counting {
    /// As many of all lines as are at one of those with weights.
    public func activity(active: Int, mapped: Int, ofLines lines: Int) -> Double {
        departs(.stretchesActiveRows)
            ? Double(active) / Double(mapped) : exact.activity(active: active, mapped: mapped, ofLines: lines)
    }

    /// Empty ones, too.
    public func convertedColumns(used: Int, mapped: Int) -> Int {
        departs(.convertsEmptyColumns) ? mapped : exact.convertedColumns(used: used, mapped: mapped)
    }

    /// Columns of all groups are cut like those of a layer without groups.
    public var keepsPacksApart: Bool { departs(.convertsEmptyColumns) ? false : exact.keepsPacksApart }

    /// Totals only of binary arrays.
    public func listing(ofBinaryArray isBinary: Bool) -> CauseListing {
        departs(.leavesBinaryBreakdownEmpty) && isBinary ? .totalOnly : exact.listing(ofBinaryArray: isBinary)
    }

    /// The energy in joules, of a backward read.
    public func selectorLatency(_ latency: Double, energy: Double, isTransposed: Bool) -> Double {
        departs(.comparesEnergyWithLatency) && isTransposed
            ? energy : exact.selectorLatency(latency, energy: energy, isTransposed: isTransposed)
    }

    /// That of flash converters in a forward read row by row.
    public func energyOutsideTotal(encoding: Double, of read: ConverterRead) -> Double? {
        let isOutside = read.isFlash && read.isOneByOne && !read.isTransposed
        return departs(.omitsFlashEnergyFromTotal) && isOutside
            ? encoding : exact.energyOutsideTotal(encoding: encoding, of: read)
    }

    /// The converters'.
    public func lineCharging(_ energy: Double) -> ChargingEnergy {
        departs(.countsLineChargingAsConversion)
            ? ChargingEnergy(conversion: energy, array: 0) : exact.lineCharging(energy)
    }

    /// Once; in binary modes once for each active row.
    public func discharges(conversions: Double, activeLines: Double, isBinary: Bool) -> Double {
        guard departs(.countsDischargesUnevenly) else {
            return exact.discharges(conversions: conversions, activeLines: activeLines, isBinary: isBinary)
        }
        return isBinary ? activeLines : 1
    }

    /// That of the forward read.
    public func transposed<Value>(_ own: Value, forward: Value) -> Value {
        departs(.reusesForwardCounts) ? forward : exact.transposed(own, forward: forward)
    }

    /// The lines of the forward read, in as many whole steps as there are backward, and the adders of the forward sums.
    public func sensing(_ read: TransposedSensing) -> SensingCounts {
        guard departs(.reusesForwardCounts) else { return exact.sensing(read) }
        let active = read.forwardLines / read.columnsPerWeight
        return SensingCounts(
            sensedLines: read.forwardLines, steps: Double(read.lines / read.forwardLines), activeAdders: active,
            activeBits: active * (read.forwardSumBits + 1))
    }

    /// That of the forward input.
    public func transposedLineActivity(_ own: Double, forward: Double) -> Double {
        departs(.usesForwardActivityInTransposedRead)
            ? forward : exact.transposedLineActivity(own, forward: forward)
    }

    /// As many as bits are at one, although lines follow each other.
    public func drivenShare(ofLines lines: Int, activity: Double) -> Double {
        departs(.usesForwardActivityInTransposedRead)
            ? activity : exact.drivenShare(ofLines: lines, activity: activity)
    }

    /// As many as columns.
    public func selectedRows(accessing columns: Int) -> Double {
        departs(.selectsWordlinePerColumn) ? Double(columns) : exact.selectedRows(accessing: columns)
    }
}
