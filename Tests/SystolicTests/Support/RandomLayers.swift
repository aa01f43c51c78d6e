// SPDX-License-Identifier: Apache-2.0

import Diagnostics
import Search
import Workload

@testable import Systolic

/// Small layers and arrays, the same ones each time.
struct RandomLayers {
    private var random: SplitMix64

    init(seed: UInt64) {
        random = SplitMix64(seed: seed)
    }

    mutating func number(_ range: ClosedRange<Int>) -> Int {
        range.lowerBound + random.below(range.count)
    }

    mutating func choice<Item>(_ items: [Item]) -> Item { items[random.below(items.count)] }

    /// A layer; with a border and a batch when `isExtended`.
    mutating func layer(isExtended: Bool = false) throws(InputError) -> SystolicLayer {
        if number(0...6) == 0 {
            return try SystolicLayer(
                name: "product", rows: number(1...50), columns: number(1...50), depth: number(1...50))
        }
        let filter = (height: number(1...4), width: number(1...4))
        let input = (height: filter.height + number(0...12), width: filter.width + number(0...12))
        let border =
            isExtended && number(0...2) > 0
            ? SystolicLayer.Border(
                top: number(0...(input.height - 1) / 2), bottom: number(0...(input.height - 1) / 2),
                left: number(0...(input.width - 1) / 2), right: number(0...(input.width - 1) / 2))
            : .none
        return try SystolicLayer(
            name: "convolution", inputHeight: input.height, inputWidth: input.width, filterHeight: filter.height,
            filterWidth: filter.width, channels: choice([1, 2, 3, 4, 5, 8, 12, 16]),
            filters: choice([1, 2, 3, 5, 8, 13, 20]), stride: number(1...3), border: border,
            batch: isExtended ? number(1...3) : 1)
    }

    /// A convolution with a stride and a dilation of its own in each direction, sometimes with a border.
    mutating func unevenLayer() throws(InputError) -> SystolicLayer {
        let filter = (height: number(1...4), width: number(1...4))
        let strides = AxisPair(vertical: number(1...4), horizontal: number(1...4))
        let dilations = AxisPair(vertical: number(1...4), horizontal: number(1...4))
        let input = (
            height: (filter.height - 1) * dilations.vertical + 1 + number(0...12),
            width: (filter.width - 1) * dilations.horizontal + 1 + number(0...12)
        )
        let border =
            number(0...1) > 0
            ? SystolicLayer.Border(
                top: number(0...(input.height - 1) / 2), bottom: number(0...(input.height - 1) / 2),
                left: number(0...(input.width - 1) / 2), right: number(0...(input.width - 1) / 2))
            : .none
        return try SystolicLayer(
            name: "uneven", inputHeight: input.height, inputWidth: input.width, filterHeight: filter.height,
            filterWidth: filter.width, channels: choice([1, 2, 3, 4, 5, 8, 12, 16]),
            filters: choice([1, 2, 3, 5, 8, 13, 20]), strides: strides, dilations: dilations, border: border,
            batch: number(1...2))
    }

    mutating func design(bandwidth: InterfaceBandwidth? = nil) throws(InputError) -> SystolicDesign {
        let given = InterfaceBandwidth.given(
            ifmap: choice([1, 2, 5, 10]), filter: choice([1, 2, 5, 10]), ofmap: choice([1, 2, 5, 10]))
        return try SystolicDesign(
            rows: choice([1, 2, 3, 4, 7, 8, 16, 24]), columns: choice([1, 2, 3, 4, 7, 8, 16, 24]),
            dataflow: choice(Dataflow.allCases), ifmapKilowords: number(1...3), filterKilowords: number(1...3),
            ofmapKilowords: number(1...2), bandwidth: bandwidth ?? (number(0...1) == 0 ? .calculated : given))
    }
}
