// SPDX-License-Identifier: Apache-2.0

import Foundation
import Inference
import ReportKit

extension ChipAccuracy {
    private var named: [(name: String, label: String, result: Classification?)] {
        [
            ("floatingPoint", "Floating point", floatingPoint), ("integer", "Integers", integer),
            ("hardware", "On this chip", hardware),
        ]
    }

    /// The section of a text report.
    var lines: [String] {
        ["", "------------------------------ Accuracy --------------------------------", "Images: \(integer.images)"]
            + named.compactMap { _, label, result in
                guard let result else { return nil }
                let interval = result.interval
                let percent = [result.accuracy, interval.lower, interval.upper].map { String(format: "%.2f", 100 * $0) }
                let span = "95 % interval \(percent[1]) to \(percent[2]) %"
                return "\(label): \(percent[0]) % (\(result.correct) correct; \(span))"
            }
    }

    /// The member of a JSON report.
    var document: JSONValue {
        var members: [String: JSONValue] = ["images": .integer(integer.images)]
        for (name, _, result) in named { members[name] = result.map(Self.document) ?? .null }
        return .object(members)
    }

    private static func document(_ result: Classification) -> JSONValue {
        [
            "correct": .integer(result.correct), "accuracy": .number(result.accuracy),
            "interval": .array([.number(result.interval.lower), .number(result.interval.upper)]),
        ]
    }
}
