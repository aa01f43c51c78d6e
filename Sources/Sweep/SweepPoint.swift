// SPDX-License-Identifier: Apache-2.0

/// A point of a sweep with its result.
public struct SweepPoint: Sendable, Equatable {
    /// The key of the point: equal keys stand for equal designs on equal workloads.
    public let key: String
    /// The values of what varies.
    public let settings: [SweepSetting]
    /// The figures; nil where the point is invalid.
    public let figures: SweepFigures?
    /// Why the point is invalid.
    public let error: String?
    /// A note about the figures, or nil.
    public let note: String?

    /// Takes a point.
    public init(key: String, settings: [SweepSetting], figures: SweepFigures?, error: String?, note: String? = nil) {
        self.key = key
        self.settings = settings
        self.figures = figures
        self.error = error
        self.note = note
    }
}
