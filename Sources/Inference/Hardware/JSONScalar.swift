// SPDX-License-Identifier: Apache-2.0

import Diagnostics
import Formats
import Workload

/// A value of a flat JSON object.
enum JSONScalar: Equatable, Sendable, CustomStringConvertible {
    case null
    case flag(Bool)
    case number(Double)
    case text(String)
    case list([Double])
    /// Something that no key can have, as another object.
    case other

    /// A value of a file.
    init(_ content: JSONContent) {
        switch content.value {
        case .null: self = .null
        case .flag(let flag): self = .flag(flag)
        case .number(let number): self = .number(number)
        case .text(let text): self = .text(text)
        case .list(let list):
            let numbers = list.compactMap { element in
                if case .number(let number) = element.value { number } else { nil }
            }
            self = numbers.count == list.count ? .list(numbers) : .other
        case .object: self = .other
        }
    }

    /// A value as it is written on a command line: JSON, or a word that needs no quotes there.
    init(commandLineText text: String) {
        self = (try? JSONContent(Array(text.utf8), file: nil)).map(JSONScalar.init) ?? .text(text)
    }

    /// The number, if it is a whole one.
    var wholeNumber: Int? {
        guard case .number(let number) = self else { return nil }
        return Int(exactly: number)
    }

    var description: String {
        switch self {
        case .null: "null"
        case .flag(let flag): "\(flag)"
        case .number(let number): number == number.rounded() && abs(number) < 1e15 ? "\(Int(number))" : "\(number)"
        case .text(let text): "\"\(shortened(text))\""
        case .list: "[...]"
        case .other: "{...}"
        }
    }
}
