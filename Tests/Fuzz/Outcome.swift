// SPDX-License-Identifier: Apache-2.0

import Diagnostics

/// What a reader made of an input.
enum Outcome: Equatable {
    case accepted
    /// Refused with an error that users can understand.
    case refused
    /// Something that must not be.
    case failed(String)

    /// The longest message that an error may have [characters].
    static let longestMessage = 2000

    /// Reads an input in this process.
    init(_ subject: some FuzzSubject, in folder: String, isRight: Bool) {
        do {
            try subject.read(in: folder)
            self = .accepted
        } catch let error as InputError {
            // Input is never missing: what is missing is a library, such as that of JPEG.
            let isFault = isRight && error.kind != .missingInput
            self = isFault ? .failed("a right input is refused: \(error)") : Outcome(error)
        } catch {
            self = .failed("not an error for users: \(error)")
        }
    }

    private init(_ error: InputError) {
        let text = error.description
        if error.kind == .internalError {
            self = .failed("exit 70: \(text)")
        } else if text.unicodeScalars.contains(where: { $0.properties.generalCategory == .control }) {
            self = .failed("the message has control characters: \(text)")
        } else if text.count > Self.longestMessage {
            self = .failed("the message has \(text.count) characters: \(text.prefix(200))")
        } else {
            self = .refused
        }
    }
}
