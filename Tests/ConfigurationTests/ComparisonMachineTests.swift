// SPDX-License-Identifier: Apache-2.0

import Diagnostics
import Testing

@testable import Configuration

@Suite struct ComparisonMachineTests {
    private func read(_ text: String) throws -> Configuration {
        try Configuration(sources: [ParameterSource(name: "Param", text: text)])
    }

    @Test func machinesAreGivenInAnyNumber() throws {
        let configuration = try read(
            """
            comparison = "CPU, one core", 0.12, 1.5*2, "measured # by us"
            streamCapacity = 512
            comparison = "GPU", 1e-3, 0.2, "a paper"; temp = 310
            """)
        let machines = configuration.streaming.comparisons
        #expect(machines.map(\.name) == ["CPU, one core", "GPU"])
        #expect(machines.map(\.latency) == [0.12, 1e-3])
        #expect(machines.map(\.energy) == [3, 0.2])
        #expect(machines.map(\.source) == ["measured # by us", "a paper"])
        #expect(configuration.streaming.capacity == 512)
        #expect(configuration.temperature == 310)
        #expect(configuration != Configuration())
    }

    @Test func anAssignmentGivesOne() throws {
        let configuration = try Configuration(files: [], assignments: ["comparison=\"CPU\", 1, 2, \"here\""])
        #expect(configuration.streaming.comparisons.count == 1)
    }

    @Test(arguments: [
        ("comparison = CPU, 1, 2, \"x\"", "a machine to compare with is written"),
        ("comparison = \"CPU\", 1, 2", "a machine to compare with is written"),
        ("comparison = \"CPU\", 0, 2, \"x\"", "the seconds of a machine to compare with must be a number above 0"),
        ("comparison = \"CPU\", 1, fast, \"x\"", "the joules of a machine to compare with must be a number above 0"),
        ("comparison = \"CPU, 1, 2, x", "Param:1:14: the quote that begins here has no end"),
        ("comparisn = \"CPU\", 1, 2, \"x\"", "did you mean `comparison`?"),
        ("temp = \"300\"", "Param:1"),
    ])
    func mistakesAreNamed(text: String, message: String) throws {
        let error = try #require(throws: InputError.self) { try read(text) }
        #expect(error.description.contains(message), "\(error)")
    }
}
