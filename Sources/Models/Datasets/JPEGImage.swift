import CTurboJPEGShim
import Diagnostics

/// Decodes JPEG pictures (ISO/IEC 10918) with libjpeg-turbo, which is loaded when the first picture is read.
enum JPEGImage {
    /// The largest extent of a picture that is read.
    private static let largestExtent = 1 << 14

    /// Reads a picture: grey or color, baseline or progressive. Its orientation in a camera is left out.
    ///
    /// - Throws: `InputError` of kind `missingInput` when the library is not there; of kind `badInput` when the file is no
    ///   whole JPEG file of a kind that is read.
    static func picture(_ bytes: [UInt8], file: String) throws(InputError) -> Picture {
        if let problem = jpeg_problem() {
            throw InputError(
                "JPEG pictures cannot be read: \(String(cString: problem)). Or turn them into PNG files: "
                    + "mogrify -format png *.jpg (package imagemagick)", kind: .missingInput, file: file)
        }
        var header = jpeg_header()
        if let problem = jpeg_read_header(bytes, bytes.count, &header) {
            throw InputError("not a JPEG file, or a damaged one: \(String(cString: problem))", file: file)
        }
        let (width, height, channels) = (Int(header.width), Int(header.height), Int(header.channels))
        guard (1...largestExtent).contains(width), (1...largestExtent).contains(height) else {
            throw InputError("a picture of \(width) x \(height) pixels (allowed: 1 to \(largestExtent))", file: file)
        }
        guard width * height <= Picture.mostPixels else {
            throw InputError(
                "a picture of \(width) x \(height) pixels (allowed: up to \(Picture.mostPixels) pixels)", file: file)
        }
        guard channels != 4 else {
            throw InputError("a JPEG file in the colors of print, CMYK (allowed: grey, color)", file: file)
        }
        var problem: String?
        let size = width * height * channels
        let samples = [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
            buffer.initialize(repeating: 0)
            problem = jpeg_decode(bytes, bytes.count, header, buffer.baseAddress).map { String(cString: $0) }
            count = size
        }
        if let problem {
            throw InputError("a truncated or damaged JPEG file: \(problem)", file: file)
        }
        return Picture(width: width, height: height, channels: channels, samples: samples)
    }
}
