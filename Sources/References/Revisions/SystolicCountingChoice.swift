// SPDX-License-Identifier: Apache-2.0

import ScaleSim
import Systolic

/// The user's choice of counting a systolic array: as SCALE-Sim 3.0.0 does, but exactly in some subjects.
public struct SystolicCountingChoice: Sendable, Equatable {
    /// Subjects that are counted as the hardware works.
    public let exactSubjects: Set<CountingSubject>

    /// Counts some subjects as the hardware does.
    public init(exactSubjects: Set<CountingSubject> = []) {
        self.exactSubjects = exactSubjects
    }

    /// The policy: the only place where a choice becomes one.
    public var counting: any SystolicCounting {
        let departures = ScaleSimDeparture.allCases.filter { !exactSubjects.contains($0.subject) }
        return departures.isEmpty ? ExactSystolicCounting() : ScaleSim.counting(departures)
    }
}
