// SPDX-License-Identifier: Apache-2.0

import Technology
import Testing

@testable import Configuration

/// What a configuration says of a kind of cells is what the cell says.
@Suite struct CellTypeTests {
    /// Kinds that have a model.
    private static let modelled = [CellType.sram, .rram, .fefet]

    private static let assignments = modelled.flatMap { type in
        ["CMOS", "none"].map { ["memcelltype=\(type.alternative.choice.word)", "accesstype=\($0)"] }
    }

    @Test(arguments: assignments)
    func cellsAreWhatTheirTypeSays(_ assignments: [String]) throws {
        let configuration = try Configuration().setting(assignments)
        let cell = try configuration.memoryCell(technology: configuration.technology())
        #expect(cell.mostBits == configuration.cellType.mostBits)
        #expect(cell.readOut.conductsByState == configuration.cellType.holdsConductance)
    }

    @Test func aKindWithoutAModelIsRefused() throws {
        let configuration = try Configuration().setting(["revision=neurosim-1.5", "memcelltype=nvCap"])
        let process = try Configuration().technology()
        #expect(throws: TechnologyError.unknownCell("nvCap")) { try configuration.memoryCell(technology: process) }
        #expect("\(TechnologyError.unknownCell("nvCap"))" == "there is no model of nvCap cells")
    }

    @Test(arguments: modelled)
    func aCellHoldsNoMoreBitsThanItCan(_ type: CellType) throws {
        for bits in [1, 3, 8] {
            let configuration = try Configuration {
                $0.cellType = type
                $0.cellBits = bits
            }
            #expect(configuration.cellBits == min(bits, type.mostBits ?? bits))
        }
    }

    @Test func wordsAndCodesAreOfOneTypeEach() {
        let choices = CellType.allCases.map(\.alternative.choice)
        #expect(Set(choices.map { $0.word.lowercased() }).count == choices.count)
        #expect(Set(choices.map(\.code)).count == choices.count)
    }
}
