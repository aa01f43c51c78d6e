// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Systolic

/// The value of `--bandwidth`: `calc`, or a number of words per cycle.
struct BandwidthArgument: ExpressibleByArgument, Equatable {
    /// Words a cycle; nil for as many as the array needs.
    let words: Int?

    init(words: Int?) {
        self.words = words
    }

    init?(argument: String) {
        guard argument.lowercased() != "calc" else {
            words = nil
            return
        }
        guard let number = Int(argument), (1...SystolicDesign.largestBandwidth).contains(number) else { return nil }
        words = number
    }

    var defaultValueDescription: String { words.map(String.init) ?? "calc" }

    /// The bandwidth of all buffers.
    var bandwidth: InterfaceBandwidth { words.map { .uniform($0) } ?? .calculated }
}

extension Dataflow: ExpressibleByArgument {}
