// SPDX-License-Identifier: Apache-2.0

import Foundation
import Inference
import ReportKit

extension ChipAccuracy {
    private var labelled: [(label: String, result: Classification?)] {
        [("Floating point", floatingPoint), ("Integers", integer), ("On this chip", hardware)]
    }

    /// The section of a text report.
    var lines: [String] {
        ["", "------------------------------ Accuracy --------------------------------", "Images: \(integer.images)"]
            + labelled.compactMap { label, result in
                guard let result else { return nil }
                let interval = result.interval
                let percent = [result.accuracy, interval.lower, interval.upper].map { String(format: "%.2f", 100 * $0) }
                let span = "95 % interval \(percent[1]) to \(percent[2]) %"
                return "\(label): \(percent[0]) % (\(result.correct) correct; \(span))"
            }
    }
}

extension ChipAccuracy: ReportObject {
    package static let reportName = "accuracy of a chip"

    package static let reportMembers: [ReportMember<ChipAccuracy>] = [
        ReportMember("images", "number of test images") { $0.integer.images },
        ReportMember("floatingPoint", "results in floating point; null for a quantized model") {
            $0.floatingPoint.map { CorrectShare(result: $0) }
        },
        ReportMember("integer", "results in exact integers") { CorrectShare(result: $0.integer) },
        ReportMember("hardware", "results on the chip") { CorrectShare(result: $0.hardware) },
    ]
}

/// The number of correctly classified images.
private struct CorrectShare: ReportObject {
    let result: Classification

    static let reportName = "correct images"

    static let reportMembers: [ReportMember<CorrectShare>] = [
        ReportMember("correct", "correctly classified images") { $0.result.correct },
        ReportMember("accuracy", "fraction of correctly classified images", unit: "1") { $0.result.accuracy },
        ReportMember("interval", "lower and upper end of the 95 % interval of the accuracy", unit: "1", count: 2) {
            $0.result.interval.ends
        },
    ]
}
