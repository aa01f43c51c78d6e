// SPDX-License-Identifier: Apache-2.0

import Inference
import ReportKit

/// The JSON form of a report on accuracy; `docs/json-schema.md` describes it.
extension AccuracyReport {
    var document: JSONValue {
        var members: [String: JSONValue] = [
            "schema": "tessera.accuracy/1",
            "version": .string(Tessera.version),
            "commit": .optional(Tessera.commit),
            "images": .integer(images),
            "classes": .integer(classes),
            "classNames": classNames.map { .array($0.map { .string($0) }) } ?? .null,
            "model": [
                "file": .string(model), "isQuantized": .boolean(isQuantizedModel),
            ],
            "dataset": .string(dataset),
            "trials": .integer(trials),
            // As a string: a 64-bit number loses digits in programs that read numbers as floating point.
            "seed": .string(String(seed)),
            "floatingPoint": floatingPoint?.document(className) ?? .null,
            "shifted": shifted?.document(className) ?? .null,
            "variedKey": .optional(variedKey),
            "settings": .array(settings.map { $0.document(className) }),
            "warnings": .array(warnings.map { .string($0) }),
        ]
        if variedKey == nil, let setting = settings.first {
            members["correct"] = .array(setting.correct.map { .integer($0) })
            members["accuracy"] = setting.accuracyDocument
        }
        return .object(members)
    }
}

extension SettingAccuracy {
    fileprivate func document(_ className: (Int) -> String) -> JSONValue {
        [
            "value": .optional(setting.value),
            "hardware": setting.hardware.document,
            "correct": .array(correct.map { .integer($0) }),
            "agreeing": .array(agreeing.map { .integer($0) }),
            "accuracy": accuracyDocument,
            "integer": integer.document(className),
            "trials": .array(trials.map { $0.document(className) }),
            "layers": .array(layers.map(\.document)),
        ]
    }

    fileprivate var accuracyDocument: JSONValue {
        [
            "mean": .number(accuracy.mean),
            "deviation": accuracy.deviation.map { .number($0) } ?? .null,
            "interval95": interval.document,
            "top5Mean": topAccuracy.map { .number($0.mean) } ?? .null,
            "top5Deviation": topAccuracy?.deviation.map { .number($0) } ?? .null,
        ]
    }
}

extension WilsonInterval {
    fileprivate var document: JSONValue { .array([.number(lower), .number(upper)]) }
}

extension Classification {
    /// The most classes whose confusion is shown pair by pair.
    private static let largestConfusion = 1000

    /// The figures as a tree.
    func document(_ className: (Int) -> String) -> JSONValue {
        [
            "correct": .integer(correct),
            "accuracy": .number(accuracy),
            "interval95": interval.document,
            "top5": topAccuracy.map { .number($0) } ?? .null,
            "top5Correct": .optional(correctInTop),
            "classes": .array(
                perClass.enumerated().map { index, figures in figures.document(className(index)) }),
            "confusion": classes <= Self.largestConfusion
                ? .array(confusion.map { .array($0.map { .integer($0) }) }) : .null,
        ]
    }
}

extension ClassFigures {
    fileprivate func document(_ name: String) -> JSONValue {
        func share(_ value: Double?) -> JSONValue { value.map { .number($0) } ?? .null }
        return [
            "name": .string(name), "images": .integer(images), "predicted": .integer(predicted),
            "correct": .integer(correct), "accuracy": share(recall), "recall": share(recall),
            "precision": share(precision), "f1": share(f1),
        ]
    }
}

extension LayerAccuracy {
    fileprivate var document: JSONValue {
        [
            "name": .string(name), "layer": .integer(index), "rows": .integer(rows), "outputs": .integer(outputs),
            "weightBits": .integer(weightBits), "activationBits": .integer(activationBits),
            "conversionsPerImage": .integer(conversionsPerImage), "clippedShare": .number(clippedShare),
            "signalToNoise": signalToNoise.map { .number($0) } ?? .null, "isExact": .boolean(isExact),
        ]
    }
}
