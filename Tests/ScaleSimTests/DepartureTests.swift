// SPDX-License-Identifier: Apache-2.0

import Foundation
import Revisions
import ScaleSim
import Systolic
import Testing

/// Each departure of SCALE-Sim is worth something, and without all of them counting is exact.
@Suite struct ScaleSimDepartureTests {
    /// A small network on which all departures show: two layers whose map fits the buffers, sums in several groups of rows,
    /// and a memory that makes the array wait.
    private struct Case: Sendable, CustomStringConvertible {
        let dataflow: Dataflow
        let bandwidth: InterfaceBandwidth
        var description: String { "\(dataflow), \(bandwidth)" }

        static let all = Dataflow.allCases.flatMap { dataflow in
            [InterfaceBandwidth.calculated, .uniform(3)].map { Case(dataflow: dataflow, bandwidth: $0) }
        }

        func layers() throws -> [SystolicLayer] {
            try [
                SystolicLayer(
                    name: "C3", inputHeight: 14, inputWidth: 14, filterHeight: 5, filterWidth: 5, channels: 6,
                    filters: 16),
                SystolicLayer(
                    name: "C5", inputHeight: 10, inputWidth: 10, filterHeight: 3, filterWidth: 3, channels: 16,
                    filters: 64),
            ]
        }

        func figures(_ counting: any SystolicCounting) throws -> [LayerFigures] {
            let design = try SystolicDesign(
                rows: 8, columns: 8, dataflow: dataflow, ifmapKilowords: 4, filterKilowords: 4, ofmapKilowords: 4,
                bandwidth: bandwidth)
            return try SystolicRun(layers(), on: design, counting: counting).layers
        }
    }

    private static func counting(without departure: ScaleSimDeparture) -> ScaleSimCounting {
        ScaleSim.counting(ScaleSimDeparture.allCases.filter { $0 != departure })
    }

    @Test("Without a departure at least one figure is another", arguments: ScaleSimDeparture.allCases)
    func departureChangesAFigure(_ departure: ScaleSimDeparture) throws {
        let counting = Self.counting(without: departure)
        let changed = try Case.all.filter { try $0.figures(counting) != $0.figures(ScaleSim.counting()) }
        #expect(!changed.isEmpty, "nothing changes without \(departure.name)")
    }

    @Test("A departure alone moves figures away from exact ones", arguments: ScaleSimDeparture.allCases)
    func departureAloneIsNotExact(_ departure: ScaleSimDeparture) throws {
        let alone = ScaleSim.counting([departure])
        #expect(try Case.all.contains { try $0.figures(alone) != $0.figures(ExactSystolicCounting()) })
    }

    @Test func withoutAnyDepartureFiguresAreExact() throws {
        for sample in Case.all {
            #expect(try sample.figures(ScaleSim.counting([])) == sample.figures(ExactSystolicCounting()))
        }
        #expect(ScaleSim.counting([]).departedSubjects.isEmpty)
    }

    @Test func departuresAnswerDifferentQuestions() {
        #expect(Set(ScaleSimDeparture.allCases.map(\.subject)).count == ScaleSimDeparture.allCases.count)
        #expect(ScaleSim.counting().departedSubjects == Set(ScaleSimDeparture.allCases.map(\.subject)))
        for departure in ScaleSimDeparture.allCases {
            let departed = Self.counting(without: departure).departedSubjects
            #expect(departed == ScaleSim.counting().departedSubjects.subtracting([departure.subject]))
        }
    }

    @Test func everyDepartureSaysWhatItIs() {
        for departure in ScaleSimDeparture.allCases {
            #expect(!departure.meaning.isEmpty && !departure.meaning.contains("|"))
        }
        #expect(Set(ScaleSimDeparture.allCases.map(\.meaning)).count == ScaleSimDeparture.allCases.count)
    }
}

/// The lookup: what the user wants exact, as a policy.
@Suite struct SystolicCountingChoiceTests {
    @Test func nothingExactIsSCALESim() {
        let counting = SystolicCountingChoice().counting
        #expect(counting.departedSubjects == ScaleSim.counting().departedSubjects)
        #expect(counting.chargesForWait == 2)
    }

    @Test func allExactIsThePolicyWithoutAnswers() {
        #expect(
            SystolicCountingChoice(exactSubjects: Set(CountingSubject.allCases)).counting is ExactSystolicCounting)
    }

    @Test(arguments: CountingSubject.allCases)
    func oneSubjectIsExact(_ subject: CountingSubject) {
        let departed = SystolicCountingChoice(exactSubjects: [subject]).counting.departedSubjects
        #expect(departed == ScaleSim.counting().departedSubjects.subtracting([subject]))
    }
}

/// Exact counting is the policy that answers nothing.
@Suite struct ExactSystolicCountingTests {
    private static let sources = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "Sources")

    @Test("Its declaration has an initializer and no answers, and nothing extends it")
    func exactCountingHasNoAnswers() throws {
        #expect(MemoryLayout<ExactSystolicCounting>.size == 0)
        let files = try #require(FileManager.default.enumerator(at: Self.sources, includingPropertiesForKeys: nil))
            .compactMap { $0 as? URL }.filter { $0.pathExtension == "swift" }
        let texts = try files.map { try String(contentsOf: $0, encoding: .utf8) }
        let type = "ExactSystolicCounting"
        let declaring = texts.filter { $0.contains("struct \(type)") }
        #expect(declaring.count == 1)
        let text = try #require(declaring.first)
        let start = try #require(text.range(of: "struct \(type)"))
        let end = try #require(text.range(of: "\n}", range: start.upperBound..<text.endIndex))
        let body: Substring = text[start.upperBound..<end.lowerBound]
        let lines: [String] = body.split(separator: "\n").dropFirst()
            .map { $0.trimmingCharacters(in: CharacterSet.whitespaces) }.filter { !$0.hasPrefix("///") }
        #expect(lines == ["public init() {}"])
        #expect(!texts.contains { $0.contains("extension \(type)") || $0.contains("Self == \(type)") })
    }
}
