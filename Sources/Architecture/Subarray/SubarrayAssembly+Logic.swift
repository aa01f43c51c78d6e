// SPDX-License-Identifier: Apache-2.0

import Circuits
import Configuration
import Technology

// MARK: - Cells that compute their products themselves

extension SubarrayAssembly {
    /// The periphery of an array without converters.
    func logicParts(_ cell: CellLogic) -> ArrayPeriphery {
        let port = forwardPort(columnsPerConverter: 1)
        let driver = rowDriver(port, drivesAllLines: isParallel)
        let forward = LogicReadOut(
            port: port, schedule: isParallel ? .allAtOnce : .oneByOne, driver: driver, cell: cell, inputs: inputs)
        return ArrayPeriphery(
            forward: forward, transposed: hasTransposedRead ? transposedLogic(cell) : nil,
            writing: writing(rows: driver, columns: .own, port: port))
    }

    private func transposedLogic(_ cell: CellLogic) -> LogicReadOut {
        let port = transposedPort(rowsPerConverter: 1)
        return LogicReadOut(
            port: port, schedule: readsBackwardInParallel ? .allAtOnce : .oneByOne,
            driver: rowDriver(port, drivesAllLines: readsBackwardInParallel), cell: cell, inputs: inputs)
    }
}
