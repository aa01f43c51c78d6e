// SPDX-License-Identifier: Apache-2.0

import Foundation
import ReportKit

@testable import Reporting

/// Looks up in which of its other forms each figure of a report stands.
///
/// Two examples of the report differ in all figures, while their texts have the same lines. A figure stands in the text where
/// a number is the figure of the first example in the text of the first, and that of the second, at the same place, in that
/// of the second.
struct FigureLookup {
    /// A number of a report with its place in both examples.
    private struct Figure {
        /// The path of its member, without the numbers of items and the names in dictionaries.
        let path: String
        let values: [Double]
    }

    private let figures: [Figure]

    init(_ examples: [some Report]) {
        let found = examples.map { type(of: $0).reportSchema.figures(in: $0.reportValue, at: "", place: "") }
        let values = found.map { figures in
            Dictionary(figures.map { ($0.place, $0.value) }) { first, _ in first }
        }
        figures = (found.first ?? []).compactMap { figure in
            let values = values.compactMap { $0[figure.place] }
            return values.count == examples.count ? Figure(path: figure.path, values: values) : nil
        }
    }

    /// The figures of a member in all examples.
    func values(of path: String) -> Set<Double> { Set(figures.filter { $0.path == path }.flatMap(\.values)) }

    /// What a form can write for a figure.
    enum Writing {
        /// All its digits, in the unit of the report.
        case exact
        /// Some of its digits, in another unit: powers of ten, and further factors.
        case rounded(factors: [Double] = [])

        private static let powers = [0, 2, 3, 6, 9, 12, 15, 18, -3, -6, -9, -12].map { pow(10, Double($0)) }

        fileprivate func isWritten(_ value: Double, as number: WrittenNumber) -> Bool {
            switch self {
            case .exact: value.magnitude == number.value
            case .rounded(let factors):
                (Self.powers + factors).contains { number.isNear(value.magnitude * $0) }
            }
        }
    }

    /// Whether all figures of a member stand in a text, for each member that has some, and not the same in both examples.
    ///
    /// - Parameters:
    ///   - texts: the texts of both examples.
    ///   - writing: how figures are written.
    /// - Returns: the answers by the paths of members.
    /// - Throws: ``Mismatch`` when the texts do not have as many numbers.
    func answers(in texts: [String], writing: Writing) throws -> [String: Bool] {
        let numbers = texts.map(WrittenNumber.all)
        guard Set(numbers.map(\.count)).count == 1 else { throw Mismatch(counts: numbers.map(\.count)) }
        return figures.reduce(into: [:]) { answers, figure in
            guard Set(figure.values).count > 1, answers[figure.path] != false else { return }
            answers[figure.path] = numbers[0].indices.contains { place in
                zip(figure.values, numbers).allSatisfy { writing.isWritten($0, as: $1[place]) }
            }
        }
    }

    /// Two texts that cannot be compared number by number.
    struct Mismatch: Error {
        let counts: [Int]
    }
}

/// A number as it is written in a text.
struct WrittenNumber {
    let value: Double
    /// The worth of its last digit.
    private let resolution: Double
    /// Digits from the first that is not zero.
    private let digits: Int

    /// All numbers of a text, without their signs.
    static func all(in text: String) -> [WrittenNumber] {
        text.matches(of: /(\d+)(?:\.(\d+))?(?:e([-+]?\d+))?/).map { match in
            let decimals = match.2.map(String.init) ?? ""
            let exponent = match.3.flatMap { Int($0) } ?? 0
            return WrittenNumber(
                value: Double(match.0) ?? .nan, resolution: pow(10, Double(exponent - decimals.count)),
                digits: (match.1 + decimals).drop { $0 == "0" }.count)
        }
    }

    /// Whether it is what rounding makes of a figure: nearly the same, or the same in all of three digits or more.
    func isNear(_ figure: Double) -> Bool {
        let error = abs(figure - value)
        return error <= 5e-4 * value || digits >= 3 && error <= 0.500_001 * resolution
    }
}

extension ValueSchema {
    /// Paths of the members that hold numbers.
    func figurePaths(at path: String = "") -> [String] {
        switch self {
        case .integer, .number: [path]
        case .boolean, .string, .words: []
        case .nullable(let schema), .list(let schema, _), .dictionary(let schema): schema.figurePaths(at: path)
        case .either(let schemas): schemas.flatMap { $0.figurePaths(at: path) }
        case .object(let object): object.members.flatMap { $0.value.figurePaths(at: Self.join(path, $0.name)) }
        }
    }

    /// Whether there are numbers in it.
    var hasFigures: Bool { !figurePaths().isEmpty }

    /// Whether there are numbers in it, not those in its objects, that need not be whole.
    var hasRealNumbers: Bool {
        switch self {
        case .number: true
        case .boolean, .integer, .string, .words, .object: false
        case .nullable(let schema), .list(let schema, _), .dictionary(let schema): schema.hasRealNumbers
        case .either(let schemas): schemas.contains(where: \.hasRealNumbers)
        }
    }

    /// Numbers of a value, each with the path of its member and its own place.
    fileprivate func figures(
        in value: JSONValue, at path: String, place: String
    ) -> [(path: String, place: String, value: Double)] {
        switch (self, value) {
        case (_, .integer(let number)): [(path, place, Double(number))]
        case (_, .number(let number)): [(path, place, number)]
        case (.nullable(let schema), _): schema.figures(in: value, at: path, place: place)
        case (.either(let schemas), .object): schemas.flatMap { $0.figures(in: value, at: path, place: place) }
        case (.list(let schema, _), .array(let items)):
            items.enumerated().flatMap { schema.figures(in: $0.element, at: path, place: "\(place)[\($0.offset)]") }
        case (.dictionary(let schema), .object(let members)):
            members.flatMap { schema.figures(in: $0.value, at: path, place: Self.join(place, $0.key)) }
        case (.object(let object), .object(let members)):
            object.members.flatMap { member in
                members[member.name].map {
                    member.value.figures(
                        in: $0, at: Self.join(path, member.name), place: Self.join(place, member.name))
                } ?? []
            }
        default: []
        }
    }

    private static func join(_ path: String, _ name: String) -> String { path.isEmpty ? name : "\(path).\(name)" }
}
