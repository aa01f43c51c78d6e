// SPDX-License-Identifier: Apache-2.0

/// Normal numbers as `tk_normal.h` describes them, one at a time.
struct ReferenceNormal {
    /// [segments][coefficients], constant term first.
    let table: [Double]

    static let segments = 256
    static let coefficients = 4

    /// `tk_normal_segment`: an octave of tail numbers has eight segments, the first octave begins at 1/2.
    static func segment(of tail: Double) -> (index: Int, place: Double) {
        let octave = tail.exponent
        let eighths = (tail.significand - 1) * 8
        return ((Int(octave) + 1) * 8 + Int(eighths), eighths - eighths.rounded(.down))
    }

    /// `tk_normal_fill`: one number. The sign is the highest bit of a draw, the tail number the others plus 1/2.
    func number(_ index: Int, of stream: ReferenceStream) -> Double {
        let draw = stream.draw(index)
        let (segment, x) = Self.segment(of: Double(draw & 0x7FFF_FFFF) + 0.5)
        let c = table[segment * Self.coefficients..<(segment + 1) * Self.coefficients].map { $0 }
        let magnitude = ((c[3] * x + c[2]) * x + c[1]) * x + c[0]
        return draw >> 31 == 1 ? -magnitude : magnitude
    }
}
