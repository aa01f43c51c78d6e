// SPDX-License-Identifier: Apache-2.0

import CTurboJPEGShim
import Diagnostics

/// Decodes JPEG pictures (ISO/IEC 10918) with libjpeg-turbo, which is loaded when the first picture is read.
package enum JPEGImage {
    /// The largest extent of a picture that is read.
    private static let largestExtent = 1 << 14

    /// Reads a picture: grey, color or the four colors of print, baseline or progressive. Its orientation in a camera is
    /// left out.
    ///
    /// - Throws: `InputError` of kind `missingInput` when the library is not there; of kind `badInput` when the file is no
    ///   whole JPEG file of a kind that is read.
    package static func picture(_ bytes: [UInt8], file: String) throws(InputError) -> Picture {
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
        return Picture(
            width: width, height: height, channels: min(3, channels),
            samples: .bytes(channels == 4 ? screenColors(ofPrint: samples) : samples))
    }

    /// Red, green and blue of cyan, magenta, yellow and black, which JPEG files hold inverted, as Adobe began to: 255 is no
    /// ink. What paper and ink do to colors is left out, as Pillow and OpenCV do.
    private static func screenColors(ofPrint samples: [UInt8]) -> [UInt8] {
        var colors: [UInt8] = []
        colors.reserveCapacity(samples.count / 4 * 3)
        for place in stride(from: 0, to: samples.count, by: 4) {
            let paper = Int(samples[place + 3])
            for ink in samples[place..<place + 3] { colors.append(UInt8((Int(ink) * paper + 127) / 255)) }
        }
        return colors
    }
}
