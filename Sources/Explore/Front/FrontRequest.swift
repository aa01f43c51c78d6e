// SPDX-License-Identifier: Apache-2.0

import Diagnostics
import Formats
import Search

/// A small sweep around a design: some parameters take several values each.
struct FrontRequest: Sendable {
    /// A parameter with its values, as a Param file would write them.
    struct Axis: Sendable {
        let parameter: String
        let values: [String]
    }

    /// The design that is varied.
    let design: DesignState
    /// The parameters that vary.
    let axes: [Axis]
    /// All combinations of their values.
    let grid: ChoiceGrid

    /// The most points of a sweep in the page; `tessera sweep` takes larger ones.
    static let mostPoints = 2000
    private static let mostAxes = 4

    /// Reads a request.
    ///
    /// - Parameter content: an object with a `design` and its `axes`, each with a `parameter` and `values`.
    /// - Throws: `InputError` when a member is missing or wrong, or there are too many points.
    init(_ content: JSONContent) throws(InputError) {
        let members = try JSONMembers(
            content, place: "the sweep", file: DesignState.source, allowed: ["design", "axes"])
        guard let design = members.content("design") else { throw members.error("design", "is missing") }
        self.design = try DesignState(design)
        var axes: [Axis] = []
        for content in try members.list("axes") { axes.append(try Self.axis(content)) }
        guard (1...Self.mostAxes).contains(axes.count) else {
            throw members.error("axes", "are \(axes.count) parameters (allowed: 1 to \(Self.mostAxes))")
        }
        guard Set(axes.map(\.parameter)).count == axes.count else {
            throw members.error("axes", "have a parameter twice: give all its values in one place")
        }
        guard let grid = ChoiceGrid(axes.map(\.values.count)), grid.count <= Self.mostPoints else {
            throw members.error(
                "axes",
                "make no number of points that the page takes (allowed: 1 to \(Self.mostPoints)); "
                    + "`tessera sweep` takes more")
        }
        self.axes = axes
        self.grid = grid
    }

    private static func axis(_ content: JSONContent) throws(InputError) -> Axis {
        let members = try JSONMembers(
            content, place: "an axis", file: DesignState.source, allowed: ["parameter", "values"])
        let parameter = try members.text("parameter")
        var values: [String] = []
        for value in try members.list("values") {
            guard case .text(let text) = value.value else {
                throw members.error("values", "has \(value), which is no text")
            }
            values.append(text)
        }
        guard !values.isEmpty else { throw members.error("values", "of \(shortened(parameter)) are missing") }
        return Axis(parameter: parameter, values: values)
    }

    /// The values of a point, one for each axis.
    func values(at number: Int) -> [String] {
        zip(axes, grid.point(number)).map { axis, choice in axis.values[choice] }
    }

    /// The design of a point.
    func design(at number: Int) -> DesignState {
        design.setting(
            zip(axes, values(at: number)).map { DesignState.Assignment(name: $0.parameter, value: $1) })
    }
}
