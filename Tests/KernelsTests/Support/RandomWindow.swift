// SPDX-License-Identifier: Apache-2.0

import ModelsKernels
import _TestSupport

extension ReferenceWindow {
    /// The window as C reads it.
    var structure: tk_window {
        tk_window(
            channels: Int64(channels), height: Int64(height), width: Int64(width), kernel_height: Int64(kernel.height),
            kernel_width: Int64(kernel.width), stride_height: Int64(stride.height), stride_width: Int64(stride.width),
            dilation_height: Int64(dilation.height), dilation_width: Int64(dilation.width), pad_top: Int64(top),
            pad_left: Int64(left), pad_bottom: Int64(bottom), pad_right: Int64(right), out_height: Int64(out.height),
            out_width: Int64(out.width))
    }

    /// A window with padding, the last places of which may end beyond it.
    static func padded(_ random: inout SeededGenerator) -> ReferenceWindow {
        var window = ReferenceWindow()
        window.channels = random.integer(1...4)
        window.height = random.size(1...18)
        window.width = random.size(1...18)
        window.stride = (random.integer(1...3), random.integer(1...3))
        window.dilation = (random.integer(1...3), random.integer(1...3))
        if random.flip(0.7) {
            window.top = random.integer(0...3)
            window.left = random.integer(0...3)
            window.bottom = random.integer(0...3)
            window.right = random.integer(0...3)
        }
        let rows = (window.paddedHeight - 1) / window.dilation.height + 1
        let columns = (window.paddedWidth - 1) / window.dilation.width + 1
        window.kernel = (random.integer(1...min(7, rows)), random.integer(1...min(7, columns)))
        let freeRows = window.paddedHeight - (window.kernel.height - 1) * window.dilation.height - 1
        let freeColumns = window.paddedWidth - (window.kernel.width - 1) * window.dilation.width - 1
        let more = random.integer(0...1)
        window.out = (freeRows / window.stride.height + 1 + more, freeColumns / window.stride.width + 1 + more)
        return window
    }

    /// A window with as many outputs in a line as inputs, and any padding, even beyond the map.
    static func asWide(_ random: inout SeededGenerator) -> ReferenceWindow {
        var window = padded(&random)
        window.stride = (1, 1)
        window.kernel = (random.integer(1...4), random.integer(1...4))
        window.left = random.integer(0...(window.width + 2))
        window.top = random.integer(0...(window.height + 2))
        window.out = (random.integer(1...(window.height + 3)), window.width)
        return window
    }

    /// A window of which every place lies inside the map, and which may leave a rest of it.
    static func inside(_ random: inout SeededGenerator) -> ReferenceWindow {
        var window = ReferenceWindow()
        window.channels = random.integer(1...4)
        window.kernel = (random.integer(1...3), random.pick([1, 1, 2, 3, 4, 5, 7]))
        if random.flip() { window.stride = (random.integer(1...3), random.integer(1...3)) }
        if random.flip() { window.dilation = (random.integer(1...3), random.integer(1...3)) }
        window.out = (random.integer(1...9), random.pick([1, 4, 7, 8, 14, 16, 32, 64, random.integer(2...70)]))
        let most = random.pick([0, 2])
        window.height =
            (window.out.height - 1) * window.stride.height + (window.kernel.height - 1) * window.dilation.height + 1
            + random.integer(0...most)
        window.width =
            (window.out.width - 1) * window.stride.width + (window.kernel.width - 1) * window.dilation.width + 1
            + random.integer(0...most)
        return window
    }
}
