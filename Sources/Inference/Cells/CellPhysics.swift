// SPDX-License-Identifier: Apache-2.0

import CellArrays
import Diagnostics
import Foundation
import Parallelism
import Workload

/// The conversion of nominal levels of cells to conductances.
struct CellPhysics: Sendable {
    let levels: CellLevels
    let groups: [ReadGroup]
    let hardware: HardwareConfiguration

    /// Conductances of ideal cells [cell levels]: the highest level keeps its value whatever the on/off ratio is.
    func conductances() -> [Double] {
        let share = hardware.offShare
        guard share > 0 else { return levels.values.map(Double.init) }
        let top = Double(hardware.topLevel)
        return levels.values.map { Double($0) * (1 - share) + top * share }
    }

    /// With the spread between devices.
    func spread(_ cells: [Double], _ stream: RandomStream) -> [Double] {
        let sigma = hardware.spread
        let normals = stream.normals(cells.count)
        let top = Double(hardware.topLevel)
        let result: [Double] =
            switch hardware.spreadModel {
            case .proportional: zip(cells, normals).map { $0 * (1 + sigma * $1) }
            case .range: zip(cells, normals).map { $0 + sigma * top * $1 }
            case .lognormal: zip(cells, normals).map { $0 * exp(sigma * $1) }
            case .state:
                cells.indices.map { cells[$0] + hardware.stateSpread[Int(levels.values[$0])] * normals[$0] }
            }
        guard hardware.clipsNegative, hardware.mapping != .xnor else { return result }
        return result.map { max(0, $0) }
    }

    /// After some time: g (t / t0)^-nu, with an exponent of each cell's own.
    func drifted(_ cells: [Double], _ stream: RandomStream) -> [Double] {
        let logarithm = hardware.driftLogarithm
        let normals = stream.normals(cells.count)
        return zip(cells, normals).map { cell, normal in
            cell * exp(-(hardware.driftExponent + hardware.driftExponentSigma * normal) * logarithm)
        }
    }

    /// With read currents that differ from bitcell to bitcell.
    func withBitcellMismatch(_ cells: [Double], _ stream: RandomStream) -> [Double] {
        let clips = hardware.clipsNegative
        return zip(cells, stream.normals(cells.count)).map { cell, normal in
            let factor = 1 + hardware.bitcellSigma * normal
            return cell * (clips ? max(0, factor) : factor)
        }
    }

    /// With capacitors that differ: a column's charge is shared among all capacitors of the rows that are read, so that a
    /// row counts as its capacitor over their mean.
    func withCapacitorMismatch(_ cells: [Double], _ stream: RandomStream) -> [Double] {
        let factors = stream.normals(cells.count).map { max(0.01, 1 + hardware.capacitorSigma * $0) }
        var result = cells
        let (rows, columns) = (levels.rows, levels.columns)
        for block in 0..<levels.polarities * levels.slices {
            for group in groups {
                for column in 0..<columns {
                    let places = group.rows.map { (block * rows + $0) * columns + column }
                    let mean = places.reduce(0.0) { $0 + factors[$1] } / Double(places.count)
                    for place in places { result[place] = cells[place] * factors[place] / mean }
                }
            }
        }
        return result
    }

    // MARK: Noise of reads

    /// The average conductance of cells over reads.
    func readMeans(_ cells: [Double]) -> [Double] {
        guard hardware.hasSpread, hardware.spreadPeriod == .read, hardware.spreadModel == .lognormal else {
            return cells
        }
        let factor = exp(hardware.spread * hardware.spread / 2)
        return cells.map { $0 * factor }
    }

    /// Variances of cells over reads; nil where there is no noise of cells.
    func readVariances(_ cells: [Double]) -> [Double]? {
        let relative = hardware.readSigma * hardware.readSigma
        guard hardware.hasSpread, hardware.spreadPeriod == .read else {
            return relative > 0 ? cells.map { relative * $0 * $0 } : nil
        }
        let square = hardware.spread * hardware.spread
        let top = Double(hardware.topLevel)
        return cells.indices.map { index in
            let power = cells[index] * cells[index]
            let own: Double =
                switch hardware.spreadModel {
                case .proportional: square * power
                case .range: square * top * top
                case .lognormal: power * exp(square) * (exp(square) - 1)
                case .state: pow(hardware.stateSpread[Int(levels.values[index])], 2)
                }
            return own + relative * power
        }
    }

    // MARK: Wires

    /// The contribution of each cell to its column's current, per level of its row's voltage, with resistive wires.
    ///
    /// Each slice (and polarity) has arrays of its own. The network is linear, so that this matrix holds for all inputs.
    func behindWires(_ cells: [Double]) throws(InputError) -> [Double] {
        let (rows, columns) = (levels.rows, levels.columns)
        let blocks = levels.polarities * levels.slices
        let arrays = Dictionary(grouping: groups, by: \.array).mapValues { $0.flatMap(\.rows) }
        let columnRanges = pieces(of: columns, size: hardware.columnsPerArray)
        let perLevel = 1 / (hardware.cellOnResistance * Double(hardware.topLevel))
        var result = cells
        for block in 0..<blocks {
            for held in arrays.values {
                for columnRange in columnRanges {
                    let places = held.flatMap { row in
                        columnRange.map { (block * rows + row) * columns + $0 }
                    }
                    let crossbar = Crossbar(
                        rows: held.count, columns: columnRange.count,
                        conductances: places.map { cells[$0] * perLevel }, wires: CrossbarWires(hardware))
                    let transfer =
                        hardware.wires == .exact
                        ? try crossbar.transferConductances()
                        : CrossbarApproximation(crossbar).transferConductances()
                    for (place, conductance) in zip(places, transfer) { result[place] = conductance / perLevel }
                }
            }
        }
        return result
    }
}

extension CrossbarWires {
    /// The wires of a hardware configuration.
    init(_ hardware: HardwareConfiguration) {
        self.init(
            rowSegment: hardware.wireResistance, columnSegment: hardware.wireResistance,
            driver: hardware.driverResistance, sense: hardware.senseResistance)
    }
}

extension HardwareConfiguration {
    /// Logarithm of the time since programming over the reference time.
    var driftLogarithm: Double { log(driftTime / driftReferenceTime) }

    /// The factor of the conductance if all cells drift equally [1].
    var driftFactor: Double { exp(-driftExponent * driftLogarithm) }
}
