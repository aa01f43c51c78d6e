/// A picture as it is stored.
struct Picture: Equatable, Sendable {
    /// Pixels in a row.
    let width: Int
    /// Rows.
    let height: Int
    /// 1 for grey, 3 for red, green and blue.
    let channels: Int
    /// Samples, pixel by pixel: [height][width][channels].
    let samples: ImageDataset.Pixels
}
