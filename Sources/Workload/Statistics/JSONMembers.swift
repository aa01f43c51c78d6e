import Diagnostics
import Foundation

/// A value of a JSON file. Numbers are exactly those that were written, which `JSONSerialization` does not promise.
enum JSONContent: Decodable, CustomStringConvertible {
    case number(Double)
    case text(String)
    case list([JSONContent])
    case object([String: JSONContent])
    case truth(Bool)
    case nothing

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if let number = try? container.decode(Double.self) {
            self = .number(number)
        } else if let text = try? container.decode(String.self) {
            self = .text(text)
        } else if let list = try? container.decode([JSONContent].self) {
            self = .list(list)
        } else if let members = try? container.decode([String: JSONContent].self) {
            self = .object(members)
        } else {
            self = (try? container.decode(Bool.self)).map(JSONContent.truth) ?? .nothing
        }
    }

    /// The content of a file, nil when it is no JSON.
    init?(_ bytes: [UInt8]) {
        guard let content = try? JSONDecoder().decode(JSONContent.self, from: Data(bytes)) else { return nil }
        self = content
    }

    /// As messages show it.
    var description: String {
        switch self {
        case .number(let number): "\(number)"
        case .text(let text): "\"\(text)\""
        case .list: "a list"
        case .object: "an object"
        case .truth(let truth): "\(truth)"
        case .nothing: "null"
        }
    }
}

/// The members of a JSON object, with errors that say where a member stands and what it may be.
struct JSONMembers {
    private let members: [String: JSONContent]
    private let place: String
    private let file: String

    /// The members of `content`.
    ///
    /// - Throws: `InputError` when it is no object, or has a member that is not `allowed`.
    init(_ content: JSONContent, place: String, file: String, allowed: [String]) throws(InputError) {
        guard case .object(let members) = content else {
            throw InputError("\(place) is no JSON object", file: file)
        }
        self.members = members
        self.place = place
        self.file = file
        for name in members.keys.sorted() where !allowed.contains(name) {
            let hint = nearestName(to: name, in: allowed).map { "; did you mean \($0)?" } ?? ""
            throw InputError("\(place) has a member \(name) that is not known\(hint)", file: file)
        }
    }

    /// A mistake in a member.
    func error(_ name: String, _ message: String) -> InputError {
        InputError("\(place): \(name) \(message)", file: file)
    }

    func has(_ name: String) -> Bool { members[name] != nil }

    private func member(_ name: String) throws(InputError) -> JSONContent {
        guard let value = members[name] else { throw error(name, "is missing") }
        return value
    }

    func text(_ name: String) throws(InputError) -> String {
        guard case .text(let text) = try member(name) else { throw error(name, "is no text") }
        return text
    }

    func list(_ name: String) throws(InputError) -> [JSONContent] {
        guard case .list(let list) = try member(name) else { throw error(name, "is no list") }
        return list
    }

    func number(_ name: String, _ range: ClosedRange<Double>) throws(InputError) -> Double {
        try check(try member(name), name, range)
    }

    func integer(_ name: String, _ range: ClosedRange<Int>) throws(InputError) -> Int {
        try check(try member(name), name, range)
    }

    func numbers(_ name: String, _ range: ClosedRange<Double>, count: Int) throws(InputError) -> [Double] {
        var result: [Double] = []
        for element in try list(name) { result.append(try check(element, name, range)) }
        try require(result.count, count, name)
        return result
    }

    func integers(_ name: String, _ range: ClosedRange<Int>, count: Int? = nil) throws(InputError) -> [Int] {
        var result: [Int] = []
        for element in try list(name) { result.append(try check(element, name, range)) }
        if let count { try require(result.count, count, name) }
        return result
    }

    private func require(_ found: Int, _ count: Int, _ name: String) throws(InputError) {
        guard found == count else { throw error(name, "has \(found) elements in place of \(count)") }
    }

    private func check(
        _ value: JSONContent, _ name: String, _ range: ClosedRange<Double>
    ) throws(InputError) -> Double {
        guard case .number(let number) = value, range.contains(number) else {
            throw error(name, "is \(value) (allowed: \(range.lowerBound) to \(range.upperBound))")
        }
        return number
    }

    private func check(_ value: JSONContent, _ name: String, _ range: ClosedRange<Int>) throws(InputError) -> Int {
        guard case .number(let number) = value, let integer = Int(exactly: number), range.contains(integer) else {
            throw error(
                name, "is \(value) (allowed: whole numbers from \(range.lowerBound) to \(range.upperBound))")
        }
        return integer
    }
}
