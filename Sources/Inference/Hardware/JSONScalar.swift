import Foundation

/// A value of a flat JSON object.
enum JSONScalar: Equatable, Sendable, Decodable, CustomStringConvertible {
    case null
    case flag(Bool)
    case number(Double)
    case text(String)
    case list([Double])
    /// Something that no key can have, as another object.
    case other

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if container.decodeNil() {
            self = .null
        } else if let flag = try? container.decode(Bool.self) {
            self = .flag(flag)
        } else if let number = try? container.decode(Double.self) {
            self = .number(number)
        } else if let text = try? container.decode(String.self) {
            self = .text(text)
        } else if let numbers = try? container.decode([Double].self) {
            self = .list(numbers)
        } else {
            self = .other
        }
    }

    /// A value as it is written on a command line: JSON, or a word that needs no quotes there.
    init(commandLineText text: String) {
        let data = Data(text.utf8)
        self = (try? JSONDecoder().decode(JSONScalar.self, from: data)) ?? .text(text)
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
        case .text(let text): text.count > 60 ? "\"\(text.prefix(60))...\"" : "\"\(text)\""
        case .list: "[...]"
        case .other: "{...}"
        }
    }
}
