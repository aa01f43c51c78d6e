// SPDX-License-Identifier: Apache-2.0

/// A file that a reader accepts, in parts that can be damaged one by one before the file is put together.
struct SampleFile: Sendable {
    /// How parts make a file.
    enum Form: Sendable, Equatable {
        /// The one part is the file.
        case plain
        /// The one part, compressed.
        case gzip
        /// Parts are the members of an archive, with right checksums.
        case zip(isDeflated: Bool)
        /// Parts are the header, the palette, which may be empty, and the rows of pixels with their filters.
        case png
        /// The one part is an ONNX model, of which fields can be changed.
        case onnx
    }

    /// A part.
    struct Part: Sendable {
        let name: String
        var bytes: [UInt8]
    }

    /// Its path in the folder of the input.
    let name: String
    /// How parts make the file.
    let form: Form
    /// What it is made of.
    var parts: [Part]

    /// A file of text.
    init(_ name: String, _ text: String) {
        self.init(name, Array(text.utf8))
    }

    /// A file of one part.
    init(_ name: String, _ bytes: [UInt8], form: Form = .plain) {
        self.init(name, form: form, parts: [Part(name: name, bytes: bytes)])
    }

    /// A file of several parts.
    init(_ name: String, form: Form, parts: [Part]) {
        self.name = name
        self.form = form
        self.parts = parts
    }

    /// The file.
    var bytes: [UInt8] {
        let first = parts.first?.bytes ?? []
        switch form {
        case .plain, .onnx: return first
        case .gzip: return Packing.gzip(first)
        case .zip(let isDeflated):
            return Packing.zip(parts.map { ($0.name, $0.bytes) }, isDeflated: isDeflated)
        case .png:
            let rest = parts.dropFirst().map(\.bytes)
            return Packing.png(header: first, palette: rest.first ?? [], rows: rest.last ?? [])
        }
    }
}

/// The files of one input. Those named in `damaged` are what the reader under test reads; others stay as they are.
struct Sample: Sendable {
    /// All files.
    var files: [SampleFile]
    /// The places in `files` of those that are damaged.
    let damaged: [Int]
    /// Whether the reader must accept the files as they are.
    let isRight: Bool

    /// Files of which the first `damaged` ones, or all, are damaged.
    init(_ files: [SampleFile], damaged: Int? = nil, isRight: Bool = true) {
        self.files = files
        self.damaged = Array(0..<(damaged ?? files.count))
        self.isRight = isRight
    }
}
