// SPDX-License-Identifier: Apache-2.0

import Architecture
import Configuration
import Counting
import Technology
import Workload

/// Cases in which V2.1 itself prints no such figure, and in which its counting gives figures that hardware cannot have.
struct NeuroSim21Limits: RevisionLimits {
    let departures: DepartureSet

    /// Warnings about the figures; empty if V2.1 does not depart.
    func warnings(on chip: Chip, network: Network) -> [String] {
        guard departures != .none else { return [] }
        return LimitsOfChip(chip: chip, network: network, departures: departures).warnings
    }
}

/// The limits of V2.1 for one chip.
private struct LimitsOfChip {
    let chip: Chip
    let network: Network
    let departures: DepartureSet

    private var inputs: DesignInputs { chip.inputs }
    private var configuration: Configuration { inputs.configuration }

    var warnings: [String] {
        let reasons = [subarraySize, decoderHeight, integerRange, groups, pipeline].compactMap(\.self)
        return reasons.map { "DNN+NeuroSim V2.1 has no figures for this chip: \($0)" }
            + [copies, quotients, wordlines].compactMap(\.self)
    }

    // MARK: Where the reference has no figures

    /// The floorplan of the reference begins at the widest layer, rounded up to a power of two, and must not be below
    /// four subarrays for tiles, or two for elements of the novel mapping.
    private var subarraySize: String? {
        guard groups == nil else { return nil }
        let isNovel = configuration.usesNovelMapping
        let least = (isNovel ? 2 : 4) * configuration.subarrayRows
        let layers = network.layers.indices.filter { !isNovel || chip.floorplan.layers[$0].mapping == .novel }
        let widest = layers.map { network.layers[$0].outputChannels * inputs.columnsPerWeight }.max() ?? 0
        guard powerOfTwo(atLeast: widest) < least else { return nil }
        let columns = widest > 0 ? "layers of \(widest) columns at most" : "no layer for the novel mapping"
        return "it stops at a subarray size that is too large for the network (\(columns), numRowSubArray = "
            + "\(configuration.subarrayRows))"
    }

    private func powerOfTwo(atLeast count: Int) -> Int {
        var power = 1
        while power < count { power *= 2 }
        return count > 0 ? power : 0
    }

    /// The height of a standard cell of FinFETs in V2.1 [F] (`constant.h`).
    private static let finFETCellHeight = 34.0

    /// The decoder beside an array that is lower than a gate: the reference divides by the number of gates in a
    /// column, which is zero, and takes the result for an integer.
    private var decoderHeight: String? {
        guard !configuration.operationMode.isParallel else { return nil }
        let technology = inputs.technology
        let pitch = inputs.cell.footprint(
            technology: technology, relaxingHeight: configuration.relaxesCellHeight,
            relaxingWidth: configuration.relaxesCellWidth)
        let gate =
            (technology.isFinFET ? Self.finFETCellHeight : DesignRules.maximumTransistorHeight)
            * technology.featureSize
        guard Double(configuration.subarrayRows) * pitch.height < gate else { return nil }
        return "subarrays are lower than a gate, so that the size of its row decoder overflows"
    }

    /// Weights are integers of 32 bits with a sign, from 0 to 2^bits.
    private var integerRange: String? {
        guard inputs.weightBits > 30, inputs.columnsPerWeight > 1 else { return nil }
        return "weights of \(inputs.weightBits) bits overflow its integers"
    }

    private var groups: String? {
        guard network.layers.contains(where: { $0.groups > 1 }) else { return nil }
        return "it has no grouped convolutions; here they are laid out, and their operations counted, as they are"
    }

    /// In a pipeline it reads the first entry of a list before there is any.
    private var pipeline: String? {
        guard configuration.isPipelined else { return nil }
        return "it ends with a memory error in every pipeline; here its equations go on"
    }

    // MARK: Where its way of counting shows

    /// Layers with fewer input vectors than copies of their weights.
    private var copies: String? {
        guard departures.contains(.splitsVectorsOverCopies) else { return nil }
        let indices = chip.floorplan.layers.indices.filter {
            chip.floorplan.layers[$0].matrix.vectors < chip.floorplan.layers[$0].speedUp
        }
        guard let first = indices.first else { return nil }
        let place = chip.floorplan.layers[first]
        let names = indices.prefix(3).map { network.layers[$0].label(at: $0) }.joined(separator: ", ")
        let more = indices.count > 3 ? " and \(indices.count - 3) more" : ""
        let vectors = place.matrix.vectors == 1 ? "1 input vector" : "\(place.matrix.vectors) input vectors"
        return
            "in the reference's accounting layers with fewer input vectors than copies of their weights take a part of a "
            + "read, so that they are too fast and peak TOPS too high: \(names)\(more) (the first: \(vectors), "
            + "\(place.speedUp) copies); accounting = exact counts whole reads"
    }

    /// Cells that conduct more than any cell can, because they hold quotients in place of digits.
    private var quotients: String? {
        guard departures.contains(.usesQuotientCellValues), inputs.columnsPerWeight > 1,
            inputs.cell.readOut.conductsByState,
            configuration.operationMode.isConventional
        else { return nil }
        let radix = 1 << inputs.cellBits
        let largest = (1 << inputs.weightBits) / radix / (radix - 1)
        guard largest > 1 else { return nil }
        return
            "in the reference's accounting cells of \(inputs.weightBits)-bit weights conduct up to \(largest) times the "
            + "largest conductance, so that energy of converters climbs with the bits of a weight; "
            + "accounting = exact stores digits"
    }

    /// Drivers of cross-point arrays that are read row by row.
    private var wordlines: String? {
        guard departures.contains(.selectsWordlinePerColumn), inputs.cell.selection == .crossing,
            !configuration.operationMode.isParallel
        else { return nil }
        let selected = ceilingDivision(configuration.subarrayColumns, configuration.columnsPerADC)
        guard selected > configuration.subarrayRows else { return nil }
        return "in the reference's accounting a read of the cross-point array selects \(selected) wordlines of "
            + "\(configuration.subarrayRows); accounting = exact selects one"
    }
}
