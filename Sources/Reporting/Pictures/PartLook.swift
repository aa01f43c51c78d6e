// SPDX-License-Identifier: Apache-2.0

import Plots

/// How parts of figures look in pictures: each has a number of its own, so that it looks the same in all of them.
enum PartLook {
    /// Parts of chips, of systolic arrays, and of macros; no two that can stand in one picture have the same number.
    private static let numbers = [
        "array": 0, "conversion": 1, "accumulation": 2, "interconnect": 3, "buffer": 4, "other": 5, "weightGradient": 6,
        "leakage": 7, "activations": 8, "weightUpdate": 9, "dram": 10, "arithmetic": 11, "registers": 12,
        "ifmapBuffer": 13, "filterBuffer": 14, "ofmapBuffer": 15,
        "cells": 0, "converters": 1, "resultAdders": 2, "inputLines": 3, "inputConverters": 4, "multipliers": 5,
        "adders": 6,
    ]

    /// The number of the look of a part.
    static func number(_ name: String) -> Int { numbers[name] ?? numbers.count }

    /// The parts of a bar.
    static func parts(_ parts: [FigurePart]) -> [BarPart] {
        parts.map { BarPart(FigurePart.title(of: $0.name), look: number($0.name), value: $0.value) }
    }
}
