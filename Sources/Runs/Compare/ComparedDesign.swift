// SPDX-License-Identifier: Apache-2.0

import Estimation
import Systolic

/// A design of a comparison: its setting and what was estimated for it.
public struct ComparedDesign: Sendable {
    /// Kinds of hardware.
    public enum Architecture: String, Sendable, CaseIterable {
        /// A chip of in-memory-computing arrays.
        case imc
        /// A systolic array.
        case systolic
    }

    /// What was estimated.
    public indirect enum Design: Sendable {
        /// A chip of in-memory-computing arrays.
        case chip(Estimate)
        /// A systolic array, with the operations of one image that its efficiency is given for.
        case array(SystolicEstimate, operations: Double)
    }

    /// The settings of this design only.
    public let setting: ComparisonSetting
    /// What was estimated.
    public let design: Design
    /// Text that the chip generates; nil where nobody asked.
    public let generation: GenerationEstimate?

    /// Puts setting and figures together.
    public init(setting: ComparisonSetting, design: Design, generation: GenerationEstimate? = nil) {
        self.setting = setting
        self.design = design
        self.generation = generation
    }

    /// The kind of hardware.
    public var architecture: Architecture {
        switch design {
        case .chip: .imc
        case .array: .systolic
        }
    }

    /// Warnings about the figures.
    public var warnings: [String] {
        switch design {
        case .chip(let estimate): estimate.warnings
        case .array(let estimate, _): estimate.warnings
        }
    }
}
