// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Circuits
import _TestSupport

@testable import Circuits

/// Trees of parts: what a whole is follows from what its parts are.
@Suite struct BlockTests {
    private enum Use: Hashable, CaseIterable { case memory, logic, wire }

    /// 2 banks of 4 cells and half-powered wires, beside 3 adders of which none is powered.
    private static let sample = Block<Use>(
        "machine",
        parts: [
            Block(
                "bank", count: 2,
                parts: [
                    Block("cell", as: .memory, count: 4, area: 3, leakagePower: 5),
                    Block("wire", as: .wire, count: 8, powered: 4, area: 0.25, leakagePower: 1),
                ]),
            Block("adder", as: .logic, count: 3, powered: 0, area: 7, leakagePower: 11),
        ])

    /// A tree of random depth with whole figures, so that sums are exact in any order.
    private static func random(_ depth: Int, _ name: String, _ generator: inout some RandomNumberGenerator) -> Block<
        Use
    > {
        let count = Double(Int.random(in: 0...4, using: &generator))
        guard depth > 0 else {
            return Block(
                name, as: Use.allCases.randomElement(using: &generator) ?? .memory, count: count,
                powered: Bool.random(using: &generator) ? Double(Int.random(in: 0...4, using: &generator)) : nil,
                area: Double(Int.random(in: 0...64, using: &generator)),
                leakagePower: Double(Int.random(in: 0...64, using: &generator)))
        }
        let parts = (0..<Int.random(in: 0...4, using: &generator)).map { number in
            random(Int.random(in: 0..<depth, using: &generator), "\(number)", &generator)
        }
        return Block(name, count: count, repeating: Array(parts.prefix(1)), parts: Array(parts.dropFirst()))
    }

    /// Runs a check on a few hundred trees.
    private static func onRandomTrees(_ check: (Block<Use>) throws -> Void) rethrows {
        var generator = SeededGenerator(seed: 7)
        for number in 0..<300 {
            try check(random(number % 5, "whole", &generator))
        }
    }

    @Test func knownFigures() {
        let machine = Self.sample
        // Twice four cells of 3 m² and eight wires of 0.25 m², and three adders of 7 m².
        #expect(machine.area == 49)
        #expect(machine.area(of: .memory) == 24)
        #expect(machine.area(of: .wire) == 4)
        #expect(machine.area(of: .logic) == 21)
        // Twice four cells of 5 W and four of the eight wires of 1 W.
        #expect(machine.leakagePower == 48)
        #expect(machine.leakagePower(of: .memory) == 40)
        #expect(machine.leakagePower(of: .logic) == 0)
        #expect(machine.categories == Set(Use.allCases))
        #expect(machine.circuitCount == 27)
        #expect(machine.leafCount == 3)
    }

    @Test func aGroupIsTheSumOfItsParts() {
        Self.onRandomTrees { block in
            guard case .group = block.content else { return }
            let area = block.parts.reduce(0) { $0 + $1.area }
            let leakagePower = block.parts.reduce(0) { $0 + $1.leakagePower }
            #expect(block.area == block.count * area)
            #expect(block.leakagePower == block.powered * leakagePower)
        }
    }

    @Test func categoriesAddUpToTheWhole() {
        Self.onRandomTrees { block in
            let area = Use.allCases.reduce(0) { $0 + block.area(of: $1) }
            let leakagePower = Use.allCases.reduce(0) { $0 + block.leakagePower(of: $1) }
            #expect(area == block.area)
            #expect(leakagePower == block.leakagePower)
        }
    }

    @Test func leavesAddUpToTheWhole() {
        Self.onRandomTrees { block in
            let all = block.entries
            let leaves = all.filter { entry in !all.contains { $0.path.dropLast() == entry.path[...] } }
            let area = leaves.reduce(0) { $0 + $1.area }
            let leakagePower = leaves.reduce(0) { $0 + $1.leakagePower }
            #expect(area == block.area)
            #expect(leakagePower == block.leakagePower)
            #expect(all.first?.area == block.area)
            #expect(all.first?.depth == 0)
        }
    }

    @Test func aCountMultiplies() {
        Self.onRandomTrees { block in
            let one = block.repeated(1)
            let six = block.repeated(6)
            #expect(six.area == 6 * one.area)
            #expect(six.leakagePower == 6 * one.leakagePower)
            #expect(six.circuitCount == 6 * one.circuitCount)
            #expect(six.leafCount == one.leafCount)
            for use in Use.allCases {
                #expect(six.area(of: use) == 6 * one.area(of: use))
                #expect(six.leakagePower(of: use) == 6 * one.leakagePower(of: use))
            }
        }
    }

    @Test func otherCategoriesLeaveTheWholeAsItIs() {
        let listed = Self.sample.listed { $0 == .wire ? .logic : $0 }
        #expect(listed.area == Self.sample.area)
        #expect(listed.leakagePower == Self.sample.leakagePower)
        #expect(listed.area(of: .wire) == 0)
        #expect(listed.area(of: .logic) == 25)
    }

    @Test func onlyPoweredCopiesLeak() {
        let whole = Self.sample.repeated(4, powered: 1)
        #expect(whole.area == 4 * Self.sample.area)
        #expect(whole.leakagePower == Self.sample.leakagePower)
    }

    @Test func entriesNameTheirPath() {
        let entries = Self.sample.entries
        let paths = entries.map { $0.path.joined(separator: "/") }
        #expect(paths == ["machine", "machine/bank", "machine/bank/cell", "machine/bank/wire", "machine/adder"])
        let cells = BlockEntry(path: ["machine", "bank", "cell"], count: 8, area: 24, leakagePower: 40)
        #expect(entries[2] == cells)
        #expect(Self.sample.part("bank", "wire")?.area == 2)
        #expect(Self.sample.part("bank", "adder") == nil)
    }

    @Test func aCircuitBringsItsFigures() throws {
        let technology = try ReferenceProcess.lowStandbyPower32.technology()
        let adder = Adder(bits: 8, count: 4, technology: technology)
        let whole = Block<Use>("adders", as: .logic, count: 2, circuit: adder)
        #expect(whole.area == 2 * adder.area)
        #expect(whole.leakagePower == 2 * adder.leakagePower)
        let silent = Block<Use>("adders", as: .logic, circuit: adder, countedLeakage: 0)
        #expect(silent.area == adder.area)
        #expect(silent.leakagePower == 0)
    }

    @Test(arguments: [
        ("RowDecoder", "row decoder"), ("SRAMWriteDriver", "SRAM write driver"), ("DFlipFlop", "D flip flop"),
        ("FlashADC", "flash ADC"), ("Adder", "adder"), ("SARADC", "SARADC"), ("adder", "adder"), ("", ""),
    ])
    func namesOfTypesAreWords(type: String, words: String) {
        #expect(CircuitName.words(of: type) == words)
    }
}
