/// A picture as it is stored.
struct Picture: Equatable, Sendable {
    /// The most pixels of a picture that is read: what a small file may claim to be must fit into memory.
    static let mostPixels = 1 << 26

    /// Pixels in a row.
    let width: Int
    /// Rows.
    let height: Int
    /// 1 for grey, 3 for red, green and blue.
    let channels: Int
    /// Samples, pixel by pixel: [height][width][channels].
    let samples: ImageDataset.Pixels
}
