// SPDX-License-Identifier: Apache-2.0

import Diagnostics
import Foundation
import Models
import Testing
import Workload

/// Files of the tests.
enum Files {
    static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()

    static func fixture(_ name: String) -> String { folder.appending(path: "Fixtures/\(name)").path }

    static let networks: [String] = {
        let names =
            (try? FileManager.default.contentsOfDirectory(atPath: folder.appending(path: "Fixtures").path)) ?? []
        return names.filter { $0.hasSuffix(".onnx") }.map { String($0.dropLast(5)) }.sorted()
    }()
}

/// Trained networks and data sets beside the package. They are not part of it.
enum SharedData {
    private static let shared = Files.folder.deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "shared")

    static let isThere = FileManager.default.fileExists(atPath: file("lenet5_int8.onnx"))

    static func file(_ name: String) -> String { shared.appending(path: "data/\(name)").path }

    static func golden(_ name: String) -> String { shared.appending(path: "golden/imc-accuracy/\(name)").path }

    static func mnist(limit: Int? = nil) throws(InputError) -> ImageDataset {
        try ImageDataset(
            readingFrom: file("t10k-images-idx3-ubyte.gz"), labels: file("t10k-labels-idx1-ubyte.gz"), limit: limit)
    }

    /// The images with the means and deviations that the ResNet was trained with.
    static func cifar(limit: Int? = nil) throws(InputError) -> ImageDataset {
        try ImageDataset(
            readingFrom: file("cifar10_test_first1000_interleaved.npy"),
            labels: file("cifar10_test_first1000_labels.npy"),
            normalization: Normalization(mean: [0.485, 0.456, 0.406], deviation: [0.229, 0.224, 0.225]), limit: limit)
    }
}

/// The error that something throws; an empty one when it throws none.
func inputError(_ body: () throws(InputError) -> Void) -> InputError {
    do throws(InputError) {
        try body()
    } catch {
        return error
    }
    Issue.record("no error was thrown")
    return InputError("")
}
