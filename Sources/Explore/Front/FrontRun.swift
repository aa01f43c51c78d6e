// SPDX-License-Identifier: Apache-2.0

import Diagnostics
import Estimation
import Foundation
import ReportKit
import Runs
import Search
import Synchronization
import Workload

/// A small sweep at work on a thread of its own, which gives way to everything else.
final class FrontRun: Sendable {
    /// A design of the sweep.
    private struct Point {
        let number: Int
        /// Figures in the order of ``FrontFigure``; nil where the design has none.
        let figures: [Double]?
        /// Why it has none.
        let message: String?
    }

    private struct State {
        var points: [Point] = []
        var isStopped = false
    }

    private let request: FrontRequest
    private let state = Mutex(State())

    /// Begins a sweep.
    ///
    /// - Throws: `InputError` when the network cannot be read.
    init(_ request: FrontRequest) throws(InputError) {
        self.request = request
        let network = try request.design.readNetwork()
        let thread = Thread { [self] in work(network) }
        thread.stackSize = 8 << 20
        thread.qualityOfService = .background
        thread.start()
    }

    /// Ends the sweep after the design at work.
    func stop() { state.withLock { $0.isStopped = true } }

    private func work(_ network: Network) {
        BackgroundPriority.enter()
        for number in 0..<request.grid.count {
            guard !state.withLock({ $0.isStopped }) else { return }
            let point = Self.point(number, of: request, network)
            state.withLock { $0.points.append(point) }
        }
    }

    private static func point(_ number: Int, of request: FrontRequest, _ network: Network) -> Point {
        do throws(InputError) {
            let estimate = try DesignEvaluation(state: request.design(at: number)).run(network).estimate
            let figures = FrontFigure.allCases.map { $0.value(of: estimate) }
            guard figures.allSatisfy({ !$0.isNaN && $0 >= 0 }) else {
                return Point(number: number, figures: nil, message: "a figure that cannot be")
            }
            return Point(number: number, figures: figures, message: nil)
        } catch {
            return Point(number: number, figures: nil, message: error.message)
        }
    }

    /// What there is so far.
    ///
    /// - Parameters:
    ///   - first: the number of points that the page has.
    ///   - plane: the figures by which designs are compared.
    /// - Returns: the points from `first` on, and the numbers of all on the front.
    func document(from first: Int, plane: [FrontFigure]) -> JSONValue {
        let (points, isStopped) = state.withLock { ($0.points, $0.isStopped) }
        let places = plane.compactMap { FrontFigure.allCases.firstIndex(of: $0) }
        var sound: [Int] = []
        var costs: [[Double]] = []
        for point in points {
            guard let figures = point.figures else { continue }
            let cost = places.map { FrontFigure.allCases[$0].isBetterAbove ? -figures[$0] : figures[$0] }
            guard cost.allSatisfy(\.isFinite) else { continue }
            sound.append(point.number)
            costs.append(cost)
        }
        return [
            "total": .integer(request.grid.count), "done": .integer(points.count),
            "isDone": .boolean(isStopped || points.count == request.grid.count),
            "axes": .array(request.axes.map { .string($0.parameter) }),
            "points": .array(points.dropFirst(first).map(document)),
            "front": .array(ParetoFront.indices(of: costs).map { .integer(sound[$0]) }),
        ]
    }

    private func document(_ point: Point) -> JSONValue {
        var members: [String: JSONValue] = [
            "number": .integer(point.number),
            "values": .array(request.values(at: point.number).map { .string($0) }),
        ]
        if let figures = point.figures {
            // A time that never ends is null, as in reports.
            members["figures"] = .object(
                Dictionary(
                    zip(FrontFigure.allCases, figures).map { ($0.rawValue, $1.isFinite ? .number($1) : .null) }
                ) { first, _ in first })
        }
        if let message = point.message { members["message"] = .string(message) }
        return .object(members)
    }
}
