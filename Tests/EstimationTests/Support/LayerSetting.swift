// SPDX-License-Identifier: Apache-2.0

import Architecture
import Configuration
import Workload

@testable import Estimation

/// A single layer on subarrays, ready to be evaluated piece by piece.
struct LayerSetting {
    let chip: Chip
    let model: ArrayModel
    let source: LayerMatrixSource
    let grid: LayerGrid
    let trace: LayerTrace
    let layer: Layer

    init(
        _ layer: Layer, _ assignments: [String], weightBits: Int = 8, activationBits: Int = 4, hasGradient: Bool = false
    ) throws {
        let sample = try Sample(
            Network(layers: [layer]), assignments + ["trainingEstimation=\(hasGradient ? 1 : 0)"],
            weightBits: weightBits, activationBits: activationBits)
        self.layer = layer
        chip = try sample.estimator().chip
        model = try ArrayModel(chip)
        let placement = chip.floorplan.layers[0]
        source = LayerMatrixSource(
            matrix: placement.matrix, layer: layer, inputs: chip.inputs, mapping: CellMapping(chip.inputs))
        grid = LayerGrid(placement, strategy: chip.floorplan.strategy(for: placement.mapping), inputs: chip.inputs)
        trace = try sample.trace().layer(
            0, LayerRequest(activationBits: activationBits, minimumVectors: placement.matrix.vectors))
    }

    var reads: Range<Int> { 0..<trace.inputs.columns }

    /// The conductance of the cell on a wordline and in a column of the layer's matrix, evaluated from the weights.
    func cell(row: Int, column: Int) -> Double {
        let inputs = chip.inputs
        let least = inputs.configuration.minimumConductance
        let group = groupOfCell(row: row, column: column)
        guard let group, let output = group.output else { return least }
        let (weightRow, complement) = group.row.quotientAndRemainder(dividingBy: inputs.rowsPerWeight)
        let weight = trace.weights[weightRow, output / inputs.columnsPerWeight]
        let cells = [weight].withUnsafeBufferPointer {
            source.mapping.conductances($0, complement: complement == 1)
        }
        return cells[output % inputs.columnsPerWeight]
    }

    /// Whether a read puts a one on a wordline of the subarray that a column belongs to.
    func isActive(row: Int, column: Int, read: Int) -> Bool {
        guard let group = groupOfCell(row: row, column: column) else { return false }
        let (weightRow, complement) = group.row.quotientAndRemainder(dividingBy: chip.inputs.rowsPerWeight)
        let bit = trace.inputs[group.number * layer.weightRows + weightRow, read]
        return complement == 1 ? !bit : bit
    }

    /// The group whose inputs drive a wordline, the wordline's number in the group, and, if the cell belongs to the group,
    /// its column among the cells of all weights.
    private func groupOfCell(row: Int, column: Int) -> (number: Int, row: Int, output: Int?)? {
        guard let packing = chip.floorplan.layers[0].matrix.packing else { return (0, row, column) }
        let pack = packing.pack(ofColumn: column)
        let number = pack * packing.groupsPerPack + row / packing.rowsPerGroup
        guard number < packing.groups else { return nil }
        let offset = column - packing.firstColumn(ofPack: pack) - row / packing.rowsPerGroup * packing.columnsPerGroup
        let isOwn = (0..<packing.columnsPerGroup).contains(offset)
        return (number, row % packing.rowsPerGroup, isOwn ? number * packing.columnsPerGroup + offset : nil)
    }
}
