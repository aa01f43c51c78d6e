// SPDX-License-Identifier: Apache-2.0

import Architecture
import Counting
import Foundation
import NeuroSim21
import Testing

/// Each departure of V2.1 is worth something, and without all of them V2.1 counts exactly.
@Suite struct DepartureTests {
    /// Designs with the figures of V2.1.
    private static let references: [String: String] = Dictionary(
        uniqueKeysWithValues: Design.all.compactMap { design in
            (try? design.figures(.all)).map { (design.name, $0) }
        })

    /// Answers that move no total of a chip: an SRAM array counts the cells that flip with its drivers, and the multiplexer
    /// of a transposed read is never the slowest of the circuits beside it.
    private static let answers: [Departure: @Sendable (any CountingPolicy) -> Double] = [
        .flipsShareOfWholeSubarray: { counting in
            let flips = counting.flips(cells: 5, rows: 3, columns: 4)
            return flips.rows * flips.cellsPerRow
        },
        .comparesEnergyWithLatency: { $0.selectorLatency(2e-9, energy: 3e-13, isTransposed: true) },
    ]

    /// Departures that another one hides: what the gradient unit leaks shows only where more than tiles leak.
    private static let masks: [Departure: Departure] = [.omitsGradientUnitLeakage: .leaksOnlyTiles]

    @Test func everyDesignHasFigures() {
        #expect(Self.references.count == Design.all.count)
    }

    @Test("Without a departure at least one figure of one design is another", arguments: Departure.allCases)
    func departureChangesAFigure(_ departure: Departure) throws {
        let rest = DepartureSet.all.without(departure)
        var changed = try Design.all.first { try $0.figures(rest) != Self.references[$0.name] }
        if changed == nil, let mask = Self.masks[departure] {
            let uncovered = DepartureSet.all.without(mask)
            let bare = uncovered.without(departure)
            changed = try Design.all.first { try $0.figures(bare) != $0.figures(uncovered) }
        }
        if changed == nil, let answer = Self.answers[departure] {
            #expect(answer(NeuroSim21Counting(rest)) != answer(NeuroSim21Counting(.all)))
            #expect(answer(NeuroSim21Counting(rest)) == answer(ExactCounting()))
            return
        }
        #expect(changed != nil, "nothing changes without \(departure.name)")
    }

    @Test("Without any departure figures are those of exact accounting", arguments: Design.all)
    func noDepartures(_ design: Design) throws {
        #expect(try design.figures(.none) == design.figures(.standard))
        #expect(try design.figures(.none) != Self.references[design.name])
    }

    @Test func sets() {
        #expect(Departure.allCases.count <= UInt64.bitWidth)
        for departure in Departure.allCases {
            #expect(DepartureSet.all.contains(departure))
            #expect(!DepartureSet.none.contains(departure))
            #expect(!DepartureSet.all.without(departure).contains(departure))
            #expect(DepartureSet([departure]).contains(departure))
            #expect(DepartureSet([departure]).without(departure) == .none)
        }
        #expect(Set(Departure.allCases.map { DepartureSet([$0]) }.map { "\($0)" }).count == Departure.allCases.count)
    }

    @Test func everyDepartureSaysWhatItIs() {
        for departure in Departure.allCases {
            #expect(departure.meaning.hasSuffix("."), "\(departure.name) has no meaning")
            #expect(!departure.meaning.contains("|"))
        }
        #expect(Set(Departure.allCases.map(\.meaning)).count == Departure.allCases.count)
    }
}

/// Exact accounting is the policy that answers nothing.
@Suite struct ExactCountingTests {
    private static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    @Test func exactCountingHasNoState() {
        #expect(Mirror(reflecting: ExactCounting()).children.isEmpty)
        #expect(MemoryLayout<ExactCounting>.size == 0)
        #expect(MemoryLayout<StandardCircuits>.size == 0)
    }

    @Test("Its declaration has an initializer and no answers, and nothing extends it")
    func exactCountingHasNoAnswers() throws {
        let sources = Self.root.appending(path: "Sources")
        let files = try #require(FileManager.default.enumerator(at: sources, includingPropertiesForKeys: nil))
            .compactMap { $0 as? URL }.filter { $0.pathExtension == "swift" }
        let texts = try files.map { try String(contentsOf: $0, encoding: .utf8) }
        for type in ["ExactCounting", "StandardCircuits"] {
            let declaring = texts.filter { $0.contains("struct \(type)") }
            #expect(declaring.count == 1)
            let text = try #require(declaring.first)
            let start = try #require(text.range(of: "struct \(type)"))
            let end = try #require(text.range(of: "\n}", range: start.upperBound..<text.endIndex))
            let body: Substring = text[start.upperBound..<end.lowerBound]
            let lines: [String] = body.split(separator: "\n").dropFirst()
                .map { $0.trimmingCharacters(in: CharacterSet.whitespaces) }.filter { !$0.hasPrefix("///") }
            // A shorter way to the circuits that write; `SubarrayWriteTests` compare it with the answer of the extension.
            let shortcut =
                type == "StandardCircuits"
                ? [
                    "public func writing(around array: SynapticArray, inputs: DesignInputs) -> any ArrayWriting {",
                    "SubarrayAssembly(inputs: inputs, array: array).writing()", "}",
                ] : []
            #expect(lines == ["public init() {}"] + shortcut)
            #expect(!texts.contains { $0.contains("extension \(type)") || $0.contains("Self == \(type)") })
        }
    }
}
