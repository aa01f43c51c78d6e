// SPDX-License-Identifier: Apache-2.0

/// In which order the inputs of an array are read.
enum ReadSchedule: Sendable {
    /// One input after the other; those that are zero are left out.
    case oneByOne
    /// All inputs at once.
    case allAtOnce

    /// How often a part works during one read.
    struct Counts: Sendable {
        /// Steps in which the active inputs are selected [1].
        let selections: Double
        /// Conversions of each converter, one after the other; also how often the input lines are driven [1].
        let conversions: Double
    }

    /// The counts of a read with a share `activity` of the inputs at one [1].
    func counts(_ port: ReadPort, activity: Double) -> Counts {
        let selections =
            switch self {
            case .oneByOne: Double(port.inputCount) * activity
            case .allAtOnce: 1.0
            }
        return Counts(selections: selections, conversions: selections * Double(port.outputsPerConverter))
    }
}
