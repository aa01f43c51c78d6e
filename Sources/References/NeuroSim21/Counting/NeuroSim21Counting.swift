// SPDX-License-Identifier: Apache-2.0

import Counting

/// The counting policy of DNN+NeuroSim V2.1: what it answers differently from ``ExactCounting``, one ``Departure``
/// each.
///
/// The answers stand in extensions, by subject.
public struct NeuroSim21Counting: CountingPolicy {
    /// The departures of the policy; `.all` for V2.1.
    public let departures: DepartureSet

    /// The answer where the policy does not depart.
    let exact = ExactCounting()

    /// V2.1 with some of its departures.
    public init(_ departures: DepartureSet = .all) {
        self.departures = departures
    }

    /// Whether the policy departs in a point.
    func departs(_ point: Departure) -> Bool { departures.contains(point) }
}
