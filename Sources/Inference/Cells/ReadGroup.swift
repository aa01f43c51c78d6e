/// Rows that are switched on together.
struct ReadGroup: Sendable, Equatable {
    /// The array that holds them, from 0.
    let array: Int
    /// The rows of the layer.
    let rows: Range<Int>

    /// All reads of a layer: arrays are filled one after another, and read from their first row on.
    static func all(rows: Int, _ hardware: HardwareConfiguration) -> [ReadGroup] {
        stride(from: 0, to: rows, by: hardware.rowsPerArray).enumerated().flatMap { array, start in
            let end = min(start + hardware.rowsPerArray, rows)
            return stride(from: start, to: end, by: hardware.activeRows).map { first in
                ReadGroup(array: array, rows: first..<min(first + hardware.activeRows, end))
            }
        }
    }
}
