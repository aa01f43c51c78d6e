// SPDX-License-Identifier: Apache-2.0

import Workload

/// One direction of the windows of an input map: where windows begin, and which lines of the map, rows or columns, they
/// read.
struct WindowAxis: Sendable {
    /// Elements of a filter [1].
    let filter: Int
    /// Lines from one window to the next [1].
    let stride: Int
    /// Lines from one element of a filter to the next [1].
    let dilation: Int
    /// Windows [1].
    let count: Int
    /// Lines of the map that memory holds.
    let inMemory: Range<Int>
    /// Windows from one to the next that may read the same line [1].
    private let period: Int
    /// Elements of a filter between those with which two such windows read the same line [1].
    private let shift: Int
    /// The largest common divisor of stride and dilation [1].
    private let divisor: Int
    /// What the stride, divided by that, is multiplied with to be 1 modulo `period`.
    private let inverse: Int

    /// Describes a direction; all numbers but those of the range are positive.
    init(filter: Int, stride: Int, dilation: Int, count: Int, inMemory: Range<Int>) {
        self.filter = filter
        self.stride = stride
        self.dilation = dilation
        self.count = count
        self.inMemory = inMemory
        // Euclid's algorithm: stride * factor is the remainder, modulo dilation.
        var (first, second) = ((remainder: stride, factor: 1), (remainder: dilation, factor: 0))
        while second.remainder != 0 {
            let quotient = first.remainder / second.remainder
            (first, second) = (
                second,
                (first.remainder - quotient * second.remainder, first.factor - quotient * second.factor)
            )
        }
        divisor = first.remainder
        period = dilation / divisor
        shift = stride / divisor
        inverse = (first.factor % period + period) % period
    }

    /// Lines that a filter covers [1].
    var span: Int { (filter - 1) * dilation + 1 }

    /// Whether windows share lines.
    var overlaps: Bool { count > period && filter > shift }

    /// Lines from the first one of the first window to the last one of the last window [1].
    var extent: Int { (count - 1) * stride + span }

    /// The windows that read a line, in ascending order.
    func windows(reading line: Int) -> StrideTo<Int> {
        let first = ceilingQuotient(max(0, line - span + 1), stride)
        guard line % divisor == 0 else { return Swift.stride(from: 0, to: 0, by: 1) }
        let end = min(count - 1, line / stride) + 1
        guard period > 1 else { return Swift.stride(from: first, to: end, by: 1) }
        let remainder = line / divisor % period * inverse % period
        let next = first + (remainder - first % period + period) % period
        return Swift.stride(from: next, to: end, by: period)
    }

    /// The element of the filter with which a window reads a line that it does read.
    func element(ofWindow window: Int, reading line: Int) -> Int { (line - window * stride) / dilation }

    /// The elements of a window, from the first to the last one that memory holds; nil when it holds none.
    func elements(ofWindow window: Int) -> ClosedRange<Int>? {
        let origin = window * stride
        let first = ceilingQuotient(max(0, inMemory.lowerBound - origin), dilation)
        guard inMemory.upperBound - 1 - origin >= 0 else { return nil }
        let last = min(filter - 1, (inMemory.upperBound - 1 - origin) / dilation)
        return first <= last ? first...last : nil
    }

    /// The windows of which memory holds an element with a number, from the first to the last one; nil when there is none.
    func windows(holding element: Int) -> ClosedRange<Int>? {
        let shifted = element * dilation
        let first = ceilingQuotient(max(0, inMemory.lowerBound - shifted), stride)
        guard inMemory.upperBound - 1 - shifted >= 0 else { return nil }
        let last = min(count - 1, (inMemory.upperBound - 1 - shifted) / stride)
        return first <= last ? first...last : nil
    }

    /// Different lines that memory is asked for [1].
    var distinctLines: Int {
        guard dilation > 1 || filter < stride else { return inMemory.clamped(to: 0..<extent).count }
        return (0..<count).reduce(0) { sum, window in
            guard let held = elements(ofWindow: window) else { return sum }
            // The window `period` before this one has read all elements but the last `shift` ones.
            let first = window < period ? held.lowerBound : max(held.lowerBound, filter - shift)
            return sum + max(0, held.upperBound - first + 1)
        }
    }
}

extension SystolicLayer {
    /// From top to bottom.
    var vertical: WindowAxis {
        WindowAxis(
            filter: filterHeight, stride: strides.vertical, dilation: dilations.vertical, count: outputHeight,
            inMemory: border.top..<inputHeight - border.bottom)
    }

    /// From left to right.
    var horizontal: WindowAxis {
        WindowAxis(
            filter: filterWidth, stride: strides.horizontal, dilation: dilations.horizontal, count: outputWidth,
            inMemory: border.left..<inputWidth - border.right)
    }

    /// Whether windows share words of the input map.
    var windowsOverlap: Bool { vertical.overlaps || horizontal.overlaps }

    /// Whether some word of a window is in no memory, because it lies outside the map or in its border.
    var windowsLeaveMap: Bool {
        border != .none || vertical.extent > inputHeight || horizontal.extent > inputWidth
    }
}
