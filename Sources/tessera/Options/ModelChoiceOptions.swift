// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Diagnostics
import Models

/// Options for what an ONNX model leaves open.
struct ModelChoiceOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Extents of an input image of an ONNX model that leaves some of them open: 3x224x224 is channels, height, "
                + "width. (default: those of the images)", valueName: "shape"))
    var inputShape: String?

    @Option(
        help: ArgumentHelp(
            "The result of an ONNX model to use: one of its outputs, or the result of one of its nodes. (default: all outputs)",
            valueName: "name"))
    var outputName: String?

    func validate() throws {
        if outputName?.isEmpty == true { throw ValidationError("--output-name needs a name") }
        do throws(InputError) {
            _ = try shape()
        } catch {
            throw ValidationError(error.message)
        }
    }

    /// The option that was given; nil when none was.
    var givenAny: String? { inputShape != nil ? "--input-shape" : outputName != nil ? "--output-name" : nil }

    /// The choices of the user.
    func choices() throws(InputError) -> ONNXChoices { ONNXChoices(inputShape: try shape(), outputName: outputName) }

    private func shape() throws(InputError) -> [Int]? {
        guard let inputShape else { return nil }
        let parts = inputShape.lowercased().split(separator: "x", omittingEmptySubsequences: false).map { Int($0) }
        let numbers = parts.compactMap(\.self)
        guard numbers.count == parts.count, (1...7).contains(numbers.count), numbers.allSatisfy((1...1 << 24).contains)
        else {
            throw InputError(
                "--input-shape is `\(inputShape.prefix(80))` (allowed: extents of 1 or more without the images, as 3x224x224)",
                kind: .usage)
        }
        return numbers
    }
}
