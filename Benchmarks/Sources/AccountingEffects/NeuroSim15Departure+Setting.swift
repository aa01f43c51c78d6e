// SPDX-License-Identifier: Apache-2.0

import Architecture
import Configuration
import NeuroSim15

extension NeuroSim15Departure {
    /// Where it is measured: the default chip, or one in which it shows.
    private var setting: Setting {
        switch self {
        case .countsOperationsOnInputMap: .stridesOfV15
        case .truncatesColumnSharing: .threeBitCellsOfV15
        case .readsFullGroupsOnly: .groupsOfRowsOfV15
        case .repeatsIdleProcessingElements, .chargesAdderTreePerSubarray: .conventionalMappingOfV15
        case .leavesBinaryBreakdownEmpty: .binaryOfV15
        case .countsTableEntriesAsUnits: .sigmoidOfV15
        case .putsTileCopiesInOneTile, .measuresNominalTiles: .manyCopiesOfV15
        case .ignoresSlowerClock: .slowClockOfV15
        case .dropsWideAdders: .narrowArraysOfV15
        default: .defaultOfV15
        }
    }

    /// All departures, measured.
    static func measured() throws -> [MeasuredDeparture] {
        try allCases.map { departure in
            let setting = departure.setting
            return MeasuredDeparture(
                name: departure.name, meaning: departure.meaning, setting: setting,
                revisions: (
                    try setting.neuroSim15(.all), try setting.neuroSim15(NeuroSim15Departures.all.without(departure))
                ))
        }
    }
}

extension Setting {
    /// V1.5 with some of its departures, for this chip.
    func neuroSim15(_ departures: NeuroSim15Departures) throws -> Revision {
        NeuroSim15.revision(try Configuration(files: [], assignments: assignments), departures: departures)
    }

    private static func neuroSim15(
        _ name: String, _ assignments: String..., bits: Int = 8, variant: Variant = .whole
    ) -> Setting {
        Setting(name: name, assignments: ["revision=neurosim-1.5"] + assignments, bits: bits, variant: variant)
    }

    static let defaultOfV15 = neuroSim15("default chip")
    static let stridesOfV15 = neuroSim15("strides in place of pooling", variant: .strided)
    static let threeBitCellsOfV15 = neuroSim15("`cellBit = 3`", "cellBit=3")
    static let groupsOfRowsOfV15 = neuroSim15("`numRowParallel = 48`", "numRowParallel=48")
    static let conventionalMappingOfV15 = neuroSim15(
        "`novelMapping = false`, layer by layer", "novelMapping=false", "pipeline=false")
    static let binaryOfV15 = neuroSim15("BNN, 1 bit", "operationmode=BNNparallel", bits: 1)
    static let sigmoidOfV15 = neuroSim15(
        "SRAM, `chipActivation = false`, `reLu = false`", "memcelltype=SRAM", "chipActivation=false", "reLu=false")
    static let manyCopiesOfV15 = neuroSim15("`speedUpDegree = 3`", "speedUpDegree=3")
    static let slowClockOfV15 = neuroSim15("`clkFreq = 5e6`", "clkFreq=5e6")
    static let narrowArraysOfV15 = neuroSim15("8 columns", "numColSubArray=8")
}
