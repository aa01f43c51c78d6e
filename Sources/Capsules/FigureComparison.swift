// SPDX-License-Identifier: Apache-2.0

import Formats

/// The numbers of two reports in JSON, one by one.
struct FigureComparison: Sendable {
    /// A number that is not as it was.
    struct Change: Sendable, Equatable {
        /// Its place, as in `layers[0].costs.forward.latency`.
        let figure: String
        /// The number then; nil where there was none.
        let before: Double?
        /// The number now; nil where there is none.
        let now: Double?

        /// The number now in terms of the former one; nil where one is missing or the former one is 0 [1].
        var ratio: Double? {
            guard let before, let now, before != 0 else { return nil }
            return now / before
        }

        /// The difference relative to the larger one of both, from 0 to 2; a number that is missing counts most.
        fileprivate var extent: Double {
            guard let before, let now else { return .infinity }
            let larger = max(abs(before), abs(now))
            return larger == 0 ? 0 : abs(now / larger - before / larger)
        }
    }

    /// Differences up to this share do not count: processors and libraries round differently [1].
    static let tolerance = 1e-9

    /// Number of figures that were compared [1].
    let count: Int
    /// The figures that have changed, largest relative changes first.
    let changes: [Change]

    /// Compares two reports.
    init(_ before: JSONContent, _ now: JSONContent) {
        let (first, second) = (Self.figures(before), Self.figures(now))
        let places = Set(first.keys).union(second.keys)
        count = places.count
        changes =
            places.map { Change(figure: $0, before: first[$0], now: second[$0]) }
            .filter { $0.extent > Self.tolerance }
            .sorted { ($1.extent, $0.figure) < ($0.extent, $1.figure) }
    }

    /// Holds a comparison.
    init(count: Int, changes: [Change]) {
        self.count = count
        self.changes = changes
    }

    /// Members that are no figures: parameters are compared by themselves.
    private static let skipped: Set<String> = ["parameters"]

    /// The numbers of a report by their places.
    private static func figures(_ report: JSONContent) -> [String: Double] {
        var found: [String: Double] = [:]
        var waiting = [(place: "", content: report)]
        while let (place, content) = waiting.popLast() {
            switch content.value {
            case .number(let number): found[place] = number
            case .list(let list):
                waiting += list.enumerated().map { ("\(place)[\($0.offset)]", $0.element) }
            case .object(let members):
                for member in members where !(place.isEmpty && skipped.contains(member.name)) {
                    waiting.append((place.isEmpty ? member.name : "\(place).\(member.name)", member.content))
                }
            case .null, .flag, .text: break
            }
        }
        return found
    }
}
