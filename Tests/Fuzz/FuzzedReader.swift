// SPDX-License-Identifier: Apache-2.0

import Diagnostics
import _TestSupport

/// A reader under test.
struct FuzzedReader: Sendable {
    /// What it is called on the command line and in reports.
    let name: String
    /// Inputs that it accepts.
    let samples: @Sendable () throws -> [Sample]
    /// Words of its format, which damage puts where they do not belong.
    let words: [String]
    /// Reads the files of an input in a folder, as the program does. Throws what the reader throws.
    let read: @Sendable (_ folder: String) throws -> Void

    /// Every reader of a file that users give.
    static let all: [FuzzedReader] =
        textReaders + traceReaders + imageReaders + modelReaders + sweepReaders + trainingReaders + capsuleReaders

    /// The reader, the test of configurations, or the test of this harness with a name.
    static func named(_ name: String) -> (any FuzzSubject)? {
        let subjects: [any FuzzSubject] = all + [RandomConfigurations(), FaultyReader()]
        return subjects.first { $0.name == name }
    }
}

/// What inputs are made for.
protocol FuzzSubject: Sendable {
    /// What it is called.
    var name: String { get }
    /// The files of an input.
    ///
    /// - Parameters:
    ///   - index: the number of the input. The first ones are samples as they are.
    ///   - seed: the seed of the run.
    /// - Returns: the files, and whether the reader must accept them.
    /// - Throws: any error of making the samples.
    func input(_ index: Int, seed: UInt64) throws -> FuzzInput
    /// Reads an input that has been written to a folder.
    func read(in folder: String) throws
}

/// The files of one try.
struct FuzzInput {
    /// Names and contents.
    let files: [(name: String, bytes: [UInt8])]
    /// Whether it must be accepted.
    let isRight: Bool
}

extension FuzzedReader: FuzzSubject {
    func input(_ index: Int, seed: UInt64) throws -> FuzzInput {
        let samples = try samples()
        if index < samples.count {
            let sample = samples[index]
            return FuzzInput(files: sample.files.map { ($0.name, $0.bytes) }, isRight: sample.isRight)
        }
        var random = SeededGenerator(seed: seed, reader: name, index: index)
        let sample = random.pick(samples)
        var mutator = Mutator(random: random, words: words)
        return FuzzInput(files: mutator.damaged(sample), isRight: false)
    }

    func read(in folder: String) throws { try read(folder) }
}

/// Not a reader: it does all that a reader must not do, so that tests can see that this is found.
struct FaultyReader: FuzzSubject {
    let name = "faulty"

    /// What the first byte of an input makes of it.
    private enum Behaviour: UInt8, CaseIterable {
        case accepts, crashes, contradicts, loops, takesMemory, quotes
    }

    struct Contradiction: Error {}

    func input(_ index: Int, seed: UInt64) -> FuzzInput {
        FuzzInput(files: [("input", [UInt8(index % Behaviour.allCases.count)])], isRight: index == 0)
    }

    func read(in folder: String) throws {
        let byte = try Fixtures.content(folder + "/input").first ?? 0
        switch Behaviour(rawValue: byte) {
        case .crashes: fatalError("as it should")
        case .contradicts: throw Contradiction()
        case .loops: while true { _ = byte }
        case .takesMemory: _ = [UInt8](repeating: byte, count: 3 << 29).last
        case .quotes: throw InputError("a message with \u{1B}[31m in it")
        case .accepts, nil: return
        }
    }
}
