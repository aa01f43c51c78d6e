// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Diagnostics
import Models
import Runs

/// Options that name the images of a training.
struct TrainingImageOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Images to train with: MNIST idx (also .gz), npy, npz, CIFAR-10 binary, a table of pixels (.csv, .csv.gz), or a "
                + "folder with a folder of PNG or JPEG files for each class.", valueName: "file"))
    var images: String?

    @Option(
        help: ArgumentHelp(
            "Their labels: idx, npy, or npz with `labels`. (default: those in the file)", valueName: "file"))
    var labels: String?

    @Option(help: ArgumentHelp("An npz archive with `images` and `labels`, in place of both.", valueName: "file.npz"))
    var data: String?

    @Option(help: ArgumentHelp("Trains with the first images only.", valueName: "n"))
    var limit: Int?

    @Option(help: ArgumentHelp("Images to test with after each epoch. (default: no test)", valueName: "file"))
    var testImages: String?

    @Option(help: ArgumentHelp("Their labels. (default: those in the file)", valueName: "file"))
    var testLabels: String?

    @Option(help: ArgumentHelp("Tests with the first images only.", valueName: "n"))
    var testLimit: Int?

    @Option(
        help: ArgumentHelp(
            "A JSON file with scale, mean, std and layout of pixels. (default: input_range of --config)",
            valueName: "file"
        ))
    var normalization: String?

    func validate() throws {
        if data != nil, images != nil || labels != nil {
            throw ValidationError("--data excludes --images and --labels: it has both")
        }
        if data == nil, images == nil { throw ValidationError("images are needed: --images FILE or --data FILE") }
        if testImages == nil, testLabels != nil || testLimit != nil {
            throw ValidationError("options of test images need --test-images FILE")
        }
        for (name, limit) in [("--limit", limit), ("--test-limit", testLimit)] {
            if let limit, limit < 1 { throw ValidationError("\(name) is \(limit) (allowed: 1 or more)") }
        }
    }

    /// Images to train with.
    func training() throws(InputError) -> ImageInput {
        guard let path = data ?? images else {
            throw InputError("images are needed: --images FILE or --data FILE", kind: .usage)
        }
        return ImageInput(.file(path, labels: labels), normalization: try pixelNormalization(), limit: limit)
    }

    /// Images to test with; nil where none are named.
    func test() throws(InputError) -> ImageInput? {
        guard let testImages else { return nil }
        return ImageInput(
            .file(testImages, labels: testLabels), normalization: try pixelNormalization(), limit: testLimit)
    }

    private func pixelNormalization() throws(InputError) -> Normalization {
        guard let normalization else { return .standard }
        return try Normalization(readingFrom: normalization)
    }
}

/// Options that end a training before its last epoch.
struct TrainingEndOptions: ParsableArguments {
    @Option(help: ArgumentHelp("Ends after so many epochs without a better test accuracy.", valueName: "n"))
    var patience: Int?

    @Option(help: ArgumentHelp("By how much an accuracy must be better to count as better.", valueName: "share"))
    var minDelta = 0.0

    @Option(help: ArgumentHelp("Ends when the test accuracy is reached, as in 0.95.", valueName: "share"))
    var targetAccuracy: Double?

    func validate() throws {
        if let patience, patience < 1 { throw ValidationError("--patience is \(patience) (allowed: 1 or more)") }
        for (name, share) in [("--min-delta", minDelta), ("--target-accuracy", targetAccuracy ?? 0)]
        where !(0...1).contains(share) {
            throw ValidationError("\(name) is \(share) (allowed: 0 to 1)")
        }
    }

    /// The conditions.
    var stop: TrainRequest.Stop {
        TrainRequest.Stop(patience: patience, leastGain: minDelta, accuracy: targetAccuracy)
    }
}

/// Options that name the folder of a training.
struct TrainingFolderOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "A new folder for checkpoint.npz, model.onnx, weights.npz, best.onnx, best.npz, trace.npz and Network.csv, written after each epoch.",
            valueName: "folder"))
    var output: String?

    @Option(
        help: ArgumentHelp(
            "Goes on from the checkpoint in the folder of a former training with the same settings and images.",
            valueName: "folder"))
    var resume: String?

    @Flag(
        help:
            "Also adds each epoch to the CSV files of DNN+NeuroSim V2.1 in --output; NeuroSim_Output.csv needs --estimate."
    )
    var neurosimFiles = false

    @Flag(
        help:
            "Writes into --output even if it has files of a training, which are replaced, as are files of --report and --log."
    )
    var force = false

    func validate() throws {
        if output == "" || resume == "" { throw ValidationError("--output and --resume need a path") }
        if neurosimFiles, output == nil, resume == nil {
            throw ValidationError("--neurosim-files needs --output, the folder for the files")
        }
        if output != nil, resume != nil {
            throw ValidationError("--resume excludes --output: a training goes on in its own folder")
        }
    }

    /// The folder, which need not exist; nil where none is named.
    ///
    /// - Throws: `InputError` when it has a training already, or lacks one to go on from.
    func folder() throws(InputError) -> TrainFolder? {
        if let resume {
            let folder = TrainFolder(resume, resumes: true)
            guard FileKind(at: folder.file("checkpoint.npz")) == .file else {
                throw InputError("the folder has no checkpoint.npz to go on from", kind: .missingInput, file: resume)
            }
            return folder
        }
        guard let output else { return nil }
        let folder = TrainFolder(output)
        guard force || FileKind(at: folder.file("checkpoint.npz")) == nil else {
            throw InputError(
                "has a checkpoint already; --resume goes on from it, --force replaces it", kind: .cannotWrite,
                file: output)
        }
        return folder
    }
}
