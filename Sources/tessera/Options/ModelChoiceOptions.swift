// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Diagnostics
import Models

/// Options for what an ONNX model leaves open.
struct ModelChoiceOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Extents of an input image of an ONNX model that leaves some of them open: 3x224x224 is channels, height, "
                + "width. NAME=1x128 names the input and has the axis of images, for tokens; repeatable. (default: those of "
                + "the images)", valueName: "shape"))
    var inputShape: [String] = []

    @Option(
        help: ArgumentHelp(
            "The result of an ONNX model to use: one of its outputs, or the result of one of its nodes. (default: all outputs)",
            valueName: "name"))
    var outputName: String?

    func validate() throws {
        if outputName?.isEmpty == true { throw ValidationError("--output-name needs a name") }
        do throws(InputError) {
            _ = try choices()
        } catch {
            throw ValidationError(error.message)
        }
    }

    /// The option that was given; nil when none was.
    var givenAny: String? {
        !inputShape.isEmpty ? "--input-shape" : outputName != nil ? "--output-name" : nil
    }

    /// The choices of the user.
    func choices() throws(InputError) -> ONNXChoices {
        var shapes: [String: [Int]] = [:]
        var images: [Int]?
        for given in inputShape {
            let parts = given.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
            let numbers = try shape(parts[parts.count - 1], of: given)
            let isNew: Bool
            if parts.count == 2 {
                isNew = shapes.updateValue(numbers, forKey: parts[0]) == nil && !parts[0].isEmpty
            } else {
                isNew = images == nil
                images = numbers
            }
            guard isNew else {
                throw InputError("--input-shape `\(given.prefix(80))` (allowed: once for each input)", kind: .usage)
            }
        }
        return ONNXChoices(inputShape: images, inputShapes: shapes, outputName: outputName)
    }

    private func shape(_ text: String, of given: String) throws(InputError) -> [Int] {
        let parts = text.lowercased().split(separator: "x", omittingEmptySubsequences: false).map { Int($0) }
        let numbers = parts.compactMap(\.self)
        guard numbers.count == parts.count, (1...7).contains(numbers.count), numbers.allSatisfy((1...1 << 24).contains)
        else {
            throw InputError(
                "--input-shape is `\(given.prefix(80))` (allowed: extents of 1 or more without the images, as 3x224x224, or the "
                    + "name of an input with all of its extents, as NAME=1x128)", kind: .usage)
        }
        return numbers
    }
}
