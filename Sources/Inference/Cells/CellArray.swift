// SPDX-License-Identifier: Apache-2.0

import CellArrays
import Diagnostics
import Foundation

/// The cells of a layer after programming, with all that stays the same from read to read.
struct CellArray: Sendable {
    /// Nominal levels, or what cells are stuck at; those of whole weights, as one slice, where slices are joined.
    let levels: CellLevels
    /// Conductances [polarities][slices][rows][columns] in cell levels, joined as levels are; nil where every cell is at
    /// its level.
    let conductances: [Double]?
    /// Variances of the conductances at a read, same shape [cell levels^2]; nil where there are none.
    let variances: [Double]?
    /// Partial sums from integer sums of levels; nil if cells at the same level differ.
    let sums: CellSums?

    /// Programs cells.
    ///
    /// - Parameters:
    ///   - levels: what they should be.
    ///   - groups: the reads of the layer.
    ///   - hardware: the hardware that the cells belong to.
    ///   - streams: where random numbers come from, by what they are for.
    /// - Throws: `InputError` when the equations of an array with wires are singular to working precision.
    init(
        programming levels: CellLevels, groups: [ReadGroup], _ hardware: HardwareConfiguration,
        streams: (RandomStream.Purpose) -> RandomStream
    ) throws(InputError) {
        let stuck = Self.withStuckCells(levels, hardware, streams(.stuckCells))
        let joining = SliceJoining(stuck, groups: groups, hardware, streams(.joining))
        self.levels = joining?.levels ?? stuck
        let physics = CellPhysics(levels: stuck, groups: groups, hardware: hardware)
        guard hardware.hasAnalogCells || hardware.hasUnevenReadNoise else {
            // Tables know the noise of one-bit cells; converters that differ from column to column need it cell by cell.
            conductances = nil
            variances =
                hardware.varianceOfOne > 0
                ? physics.readVariances(physics.conductances()).map { joining?.variances($0) ?? $0 } : nil
            sums = .levels
            return
        }
        var cells = physics.conductances()
        if hardware.hasSpread, hardware.spreadPeriod == .device {
            cells = physics.spread(cells, streams(.conductance))
        }
        if hardware.driftTime > 0 { cells = physics.drifted(cells, streams(.drift)) }
        if hardware.bitcellSigma > 0 { cells = physics.withBitcellMismatch(cells, streams(.bitcells)) }
        if hardware.capacitorSigma > 0 { cells = physics.withCapacitorMismatch(cells, streams(.capacitors)) }
        if hardware.wires != .none { cells = try physics.behindWires(cells) }
        variances = physics.readVariances(cells).map { joining?.variances($0) ?? $0 }
        let means = physics.readMeans(cells)
        conductances = joining?.conductances(means) ?? means
        sums = CellSums(hardware)
    }

    /// Takes cells as they are given.
    ///
    /// - Parameters:
    ///   - conductances: those of the cells [polarities][slices][rows][columns] [cell levels].
    ///   - levels: what they should be.
    ///   - groups: the reads of the layer.
    ///   - hardware: the hardware that the cells belong to.
    ///   - stream: where errors of joining come from.
    init(
        injected conductances: [Double], levels: CellLevels, groups: [ReadGroup], _ hardware: HardwareConfiguration,
        joining stream: RandomStream
    ) {
        let joining = SliceJoining(levels, groups: groups, hardware, stream)
        self.levels = joining?.levels ?? levels
        let physics = CellPhysics(levels: levels, groups: groups, hardware: hardware)
        variances = physics.readVariances(conductances).map { joining?.variances($0) ?? $0 }
        let means = physics.readMeans(conductances)
        self.conductances = joining?.conductances(means) ?? means
        sums = nil
    }

    private static func withStuckCells(
        _ levels: CellLevels, _ hardware: HardwareConfiguration, _ stream: RandomStream
    ) -> CellLevels {
        guard hardware.stuckLow + hardware.stuckHigh > 0 else { return levels }
        var result = levels
        let top = Int32(hardware.topLevel)
        result.values = levels.values.enumerated().map { index, level in
            let number = stream.uniform(index)
            if number < hardware.stuckLow { return 0 }
            return number < hardware.stuckLow + hardware.stuckHigh ? top : level
        }
        return result
    }
}

extension HardwareConfiguration {
    /// Whether the noise of cells at a read differs from cell to cell, other than in proportion to their level. The
    /// error of an input is noise of all cells that it drives.
    var hasUnevenReadNoise: Bool {
        guard readSigma > 0 || inputSigma > 0 || hasSpread && spreadPeriod == .read else { return false }
        let isProportional = !hasSpread || spreadPeriod == .device || spreadModel == .proportional
        return !isProportional || cellBits > 1 || dacBits > 1 || mapping == .analogDifferential || joinsSlices
    }

    /// Variance of the partial sum of cells of one bit, for each cell at level 1 that is on [1].
    var varianceOfOne: Double {
        readSigma * readSigma + inputSigma * inputSigma + (hasSpread && spreadPeriod == .read ? spread * spread : 0)
    }
}
