// SPDX-License-Identifier: Apache-2.0

import Diagnostics
import Formats
import Inference
import Models
import Parallelism

/// Settings of a call, with errors that name the member.
struct Settings {
    let members: JSONMembers
    private static let place = "the settings"
    private static let common = ["hardware", "seed", "trial", "threads", "name"]

    /// Reads a text.
    ///
    /// - Parameters:
    ///   - text: the caller's.
    ///   - allowed: members beside those that all calls have.
    /// - Throws: `InputError` when the text is null, no JSON, or has another member.
    init(_ text: UnsafePointer<CChar>?, allowed: [String]) throws(InputError) {
        guard let text else { throw InputError("\(Self.place) are null", kind: .usage) }
        members = try JSONMembers(
            try JSONContent(Array(String(cString: text).utf8), file: Self.place), place: Self.place, file: Self.place,
            allowed: Self.common + allowed)
    }

    /// The hardware.
    func hardware() throws(InputError) -> HardwareConfiguration {
        guard let content = members.content("hardware") else { return HardwareConfiguration() }
        do throws(InputError) {
            return try HardwareConfiguration(content, file: nil)
        } catch {
            // Its place in the text says nothing to who gave an object.
            throw InputError("hardware: \(error.message)", kind: error.kind, file: error.file)
        }
    }

    func seed() throws(InputError) -> UInt64 { UInt64(try integer("seed", 0...(1 << 53), or: 0)) }
    func trial() throws(InputError) -> Int { try integer("trial", 0...(1 << 31), or: 0) }
    func threads() throws(InputError) -> Int { try integer("threads", 1...1024, or: defaultThreadCount) }
    func name(or standard: String) throws(InputError) -> String {
        members.has("name") ? try members.text("name") : standard
    }

    func integer(_ name: String, _ range: ClosedRange<Int>, or standard: Int) throws(InputError) -> Int {
        members.has(name) ? try members.integer(name, range) : standard
    }

    func flag(_ name: String) throws(InputError) -> Bool {
        guard let content = members.content(name) else { return false }
        guard case .flag(let flag) = content.value else { throw members.error(name, "is neither true nor false") }
        return flag
    }

    /// Which integers there are.
    func form() throws(InputError) -> QuantizationSettings.NumberForm {
        guard members.has("form") else { return .integer }
        guard let form = QuantizationSettings.NumberForm(rawValue: try members.text("form")) else {
            throw members.error("form", "is none of \"integer\" and \"odd\"")
        }
        return form
    }

    /// Extents.
    func extents(_ content: JSONContent, _ name: String) throws(InputError) -> [Int] {
        guard case .list(let list) = content.value else { throw members.error(name, "is no list of extents") }
        var extents: [Int] = []
        for element in list {
            guard case .number(let number) = element.value, let extent = Int(exactly: number), extent > 0 else {
                throw members.error(name, "has \(element), which is no extent")
            }
            extents.append(extent)
        }
        return extents
    }

    /// The range of an activation.
    static func range(_ content: JSONContent?, _ name: String) throws(InputError) -> ActivationRange {
        guard let content else { throw InputError("\(place): \(name) is missing", file: place) }
        let members = try JSONMembers(
            content, place: name, file: place, allowed: ["minimum", "maximum", "largest", "meanMagnitude"])
        let all = -Double.greatestFiniteMagnitude...Double.greatestFiniteMagnitude
        let minimum = try members.number("minimum", all)
        return ActivationRange(
            minimum: minimum, maximum: try members.number("maximum", minimum...all.upperBound),
            largest: try members.number("largest", 0...all.upperBound),
            meanMagnitude: members.has("meanMagnitude")
                ? try members.number("meanMagnitude", 0...all.upperBound) : 0)
    }

    /// The window of a convolution; nil without one.
    func window() throws(InputError) -> Window? {
        guard let content = members.content("window") else { return nil }
        let window = try JSONMembers(
            content, place: "window", file: Self.place, allowed: ["kernel", "stride", "dilation", "padding"])
        let extents = 1...(1 << 24)
        let kernel = try window.integers("kernel", extents, count: 2)
        let stride = window.has("stride") ? try window.integers("stride", extents, count: 2) : [1, 1]
        let dilation = window.has("dilation") ? try window.integers("dilation", extents, count: 2) : [1, 1]
        let padding =
            window.has("padding") ? try window.integers("padding", 0...(1 << 24), count: 4) : [0, 0, 0, 0]
        return Window(
            vertical: .init(
                kernel: kernel[0], stride: stride[0], dilation: dilation[0], before: padding[0], after: padding[2]),
            horizontal: .init(
                kernel: kernel[1], stride: stride[1], dilation: dilation[1], before: padding[1], after: padding[3]))
    }
}
