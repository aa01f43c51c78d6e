// SPDX-License-Identifier: Apache-2.0

/// A file that an option of a command names.
package struct NamedInput: Sendable {
    /// What the file brings along.
    package enum Form: Sendable {
        /// Nothing.
        case file
        /// It may be a folder, with all that is in it.
        case fileOrFolder
        /// A trace command: the files that it names; the network only where the run takes it from there.
        case traceCommand(readsNetwork: Bool)
        /// A model in ONNX: the files beside it that hold its weights.
        case model
    }

    /// The option.
    package let option: String
    /// The file, as the user spelled it.
    package let path: String
    /// What it brings along.
    package let form: Form

    /// Describes a file.
    package init(_ option: String, _ path: String, _ form: Form = .file) {
        self.option = option
        self.path = path
        self.form = form
    }
}
