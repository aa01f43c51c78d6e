// SPDX-License-Identifier: Apache-2.0

import Foundation

/// A colour of a picture.
struct PlotColor: Sendable, Hashable {
    /// Red, 0 to 255.
    let red: Int
    /// Green, 0 to 255.
    let green: Int
    /// Blue, 0 to 255.
    let blue: Int

    /// A colour by its six hexadecimal digits, as in `0x0072B2`.
    init(_ code: Int) {
        red = code >> 16 & 255
        green = code >> 8 & 255
        blue = code & 255
    }

    static let black = PlotColor(0x000000)
    static let white = PlotColor(0xFFFFFF)
    /// Lines of a grid, which must not compete with the data.
    static let grid = PlotColor(0xD9D9D9)

    /// As SVG writes it.
    var hexadecimal: String {
        "#"
            + [red, green, blue].map { part in
                let digits = String(part, radix: 16)
                return digits.count < 2 ? "0" + digits : digits
            }.joined()
    }

    /// Lightness L* of CIE 1976 from 0 to 100, of sRGB after IEC 61966-2-1: what a copy in greys leaves of the colour.
    var lightness: Double {
        let linear = [red, green, blue].map { part -> Double in
            let value = Double(part) / 255
            return value <= 0.04045 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4)
        }
        let luminance = 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
        return luminance > 216.0 / 24389 ? 116 * cbrt(luminance) - 16 : luminance * 24389 / 27
    }
}
