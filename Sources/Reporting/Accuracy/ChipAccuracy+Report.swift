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
            + (products.map { ["Products of two activations: \($0.text)"] } ?? [])
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
        ReportMember("products", "what multiplies two activations; null for a model without such products") {
            $0.products
        },
    ]
}

extension ProductCounts: ReportObject {
    package static let reportName = "products of two activations"

    package static let reportMembers: [ReportMember<ProductCounts>] = [
        ReportMember("onArrays", "products on arrays of cells") { $0.onArrays },
        ReportMember("exact", "products in exact integers, as on a digital engine") { $0.exact },
        ReportMember("inFloatingPoint", "products in floating point, whose operands the model does not quantize") {
            $0.inFloatingPoint
        },
    ]

    /// The counts as people read them.
    var text: String { parts.map { "\($0.count) \($0.engine.phrase)" }.joined(separator: ", ") }
}

extension LayerAccuracy.Engine {
    /// Where something runs, after a verb.
    var phrase: String {
        switch self {
        case .arrays: "on arrays"
        case .exact: "in exact integers"
        case .floatingPoint: "in floating point"
        }
    }
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
