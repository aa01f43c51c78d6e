import Diagnostics
import Foundation

/// The members of a JSON object, with errors that say where a member stands and what it may be.
struct JSONMembers {
    private let members: [String: Any]
    private let place: String
    private let file: String

    /// The members of `content`.
    ///
    /// - Throws: `InputError` when it is no object, or has a member that is not `allowed`.
    init(_ content: Any, place: String, file: String, allowed: [String]) throws(InputError) {
        guard let members = content as? [String: Any] else {
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

    private func member(_ name: String) throws(InputError) -> Any {
        guard let value = members[name] else { throw error(name, "is missing") }
        return value
    }

    func text(_ name: String) throws(InputError) -> String {
        guard let text = try member(name) as? String else { throw error(name, "is no text") }
        return text
    }

    func list(_ name: String) throws(InputError) -> [Any] {
        guard let list = try member(name) as? [Any] else { throw error(name, "is no list") }
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

    /// A value if it is a number; `true` and `false` have the type of a character.
    private static func number(_ value: Any) -> NSNumber? {
        guard let number = value as? NSNumber, !["c", "B"].contains(String(cString: number.objCType)) else {
            return nil
        }
        return number
    }

    private func check(_ value: Any, _ name: String, _ range: ClosedRange<Double>) throws(InputError) -> Double {
        guard let number = Self.number(value), range.contains(number.doubleValue) else {
            throw error(name, "is \(value) (allowed: \(range.lowerBound) to \(range.upperBound))")
        }
        return number.doubleValue
    }

    private func check(_ value: Any, _ name: String, _ range: ClosedRange<Int>) throws(InputError) -> Int {
        let limits = Double(range.lowerBound)...Double(range.upperBound)
        guard let number = Self.number(value), limits.contains(number.doubleValue),
            let integer = Int(exactly: number.doubleValue)
        else {
            throw error(name, "is \(value) (allowed: whole numbers from \(range.lowerBound) to \(range.upperBound))")
        }
        return integer
    }
}
