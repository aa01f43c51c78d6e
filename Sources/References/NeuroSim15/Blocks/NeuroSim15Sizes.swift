// SPDX-License-Identifier: Apache-2.0

import Architecture
import Configuration
import Counting
import Foundation
import Workload

// Lengths and counts of elements, tiles and the chip.

extension DesignInputs {
    /// Bits of a result of a subarray [bit].
    var subarrayResultBits: Int {
        let cells = (columnsPerWeight - 1) * cellBits + 1
        guard configuration.operationMode.isParallel else {
            return addressBits(configuration.subarrayRows) + cellBits + activationBits + cells
        }
        let groups = counting.readGroups(
            ofRows: configuration.subarrayRows, together: min(configuration.parallelRows, configuration.subarrayRows))
        return Int(log2(Double(configuration.adcLevels))) + addressBits(groups) + activationBits + cells
    }

    /// Bits of a sum that leaves an element of so many wordlines and columns: those of its subarrays, and one for each on
    /// a side.
    func elementResultBits(size: Int) -> Int { subarrayResultBits + layoutSide(ofElement: size) }

    /// Bits that number so many things [bit].
    func addressBits(_ count: Int) -> Int { AddressDecoder.addressBits(lines: count) }

    /// Sensing circuits of so many columns.
    func sensingCircuits(_ columns: Int) -> Int { ceilingDivision(columns, configuration.columnsPerADC) }
}

extension NeuroSim15Circuits {
    func elementSizes(size: Int, inputs: DesignInputs) -> ElementSizes {
        let configuration = inputs.configuration
        let side = inputs.layoutSide(ofElement: size)
        let scale = configuration.synchronizesTransfers ? side : 1
        return ElementSizes(
            operandBits: inputs.subarrayResultBits, trees: inputs.sensingCircuits(side * configuration.subarrayColumns),
            inputRegisterBits: inputs.activationBits * configuration.subarrayRows * scale,
            results: configuration.subarrayColumns * scale / configuration.columnsPerADC,
            resultBits: Double(inputs.subarrayResultBits), inputLanes: configuration.subarrayRows * scale,
            outputLanes: configuration.subarrayColumns * scale)
    }

    func tileSizes(_ shape: TileShape, inputs: DesignInputs) -> TileSizes {
        let configuration = inputs.configuration
        let sumBits = inputs.elementResultBits(size: shape.elementSize)
        let totalBits = sumBits + inputs.addressBits(shape.accumulated)
        let valueBits = configuration.chipActivationOutsideTile ? totalBits : inputs.activationBits
        let buffers = buffers(of: shape, valueBits: valueBits, inputs: inputs)
        let isNovel = shape.mapping == .novel
        let columns = isNovel ? shape.elementSize : shape.accumulated * shape.elementSize
        return TileSizes(
            sumBits: sumBits, trees: inputs.sensingCircuits(columns), cores: buffers.cores,
            inputBuffer: buffers.input, outputBuffer: buffers.output,
            activationUnits: inputs.sensingCircuits(
                (configuration.usesReLU ? shape.elementSize : shape.accumulated) * configuration.subarrayColumns),
            sigmoidEntries: totalBits, treeSide: shape.side,
            treeWidth: Double(shape.accumulated * shape.elementSize))
    }

    private func buffers(
        of shape: TileShape, valueBits: Int, inputs: DesignInputs
    ) -> (cores: BufferCores, input: TileSizes.BufferSize, output: TileSizes.BufferSize) {
        let configuration = inputs.configuration
        let core = TileSizes.BufferSize(
            bits: configuration.tileBufferCoreRows * configuration.tileBufferCoreColumns,
            lineBits: configuration.tileBufferCoreColumns)
        let share = Double(configuration.columnsPerADC)
        let columns = Double(shape.accumulated * configuration.subarrayColumns)
        let inputBits = Double(shape.accumulated * inputs.activationBits * configuration.subarrayRows)
        let outputBits = Double(valueBits) * columns / share
        guard configuration.synchronizesTransfers else {
            return (
                core.count(input: inputBits, output: outputBits),
                core.holding(inputBits, lineBits: shape.accumulated * configuration.subarrayRows),
                core.holding(outputBits, lineBits: valueBits * shape.accumulated)
            )
        }
        // Buffers of a single line for all elements.
        let isNovel = shape.mapping == .novel
        let line = shape.accumulated * shape.elementSize * inputs.activationBits
        let elements = isNovel ? shape.elementSize : shape.accumulated * shape.elementSize
        let results = Double(valueBits * elements) / share
        return (
            core.count(input: isNovel ? inputBits : Double(line), output: isNovel ? outputBits : results),
            TileSizes.BufferSize(bits: line, lineBits: line),
            TileSizes.BufferSize(bits: Int(results), lineBits: Int(results))
        )
    }

    func chipSizes(network: Network, floorplan: Floorplan, inputs: DesignInputs) -> ChipSizes {
        let configuration = inputs.configuration
        let maps = FeatureMaps(network, inputs: inputs)
        let widths = ThroughputWidths(floorplan, inputs: inputs)
        let layers = configuration.isPipelined ? floorplan.layers.count + 1 : 1
        let widest = max(floorplan.conventionalTileSize, floorplan.novelElementSize)
        let columns = floorplan.usesNovelMapping ? widest * layers : floorplan.conventionalTileSize
        let added = max(1, floorplan.layers.map(\.tileRows).max() ?? 1)
        let sumBits = inputs.subarrayResultBits + inputs.addressBits(widths.summedSubarrays)
        return ChipSizes(
            busWidth: widths.busWidth,
            bufferBits: configuration.synchronizesTransfers ? maps.bitsOfAllMaps : maps.bufferBits,
            bufferLineBits: configuration.synchronizesTransfers
                ? max(1, Int(widths.busWidth)) : configuration.globalBufferCoreColumns,
            largestMapLayer: maps.largestLayer, accumulatedTiles: added,
            accumulatedBits: configuration.chipActivationOutsideTile ? sumBits : inputs.activationBits,
            accumulators: inputs.sensingCircuits(columns), sigmoidEntries: sumBits + inputs.addressBits(added),
            poolingUnits: max(1, widest / configuration.columnsPerADC),
            treeRows: floorplan.gridRows, treeColumns: floorplan.gridColumns)
    }
}
