// SPDX-License-Identifier: Apache-2.0

/// Expands deflated data.
///
/// - Parameters:
///   - bytes: the deflated data.
///   - form: what stands around them.
///   - limit: the most bytes that the result may have.
/// - Returns: the expanded bytes; nil when the data are cut or damaged, or expand to more.
package func inflated(_ bytes: ArraySlice<UInt8>, _ form: Inflater.Form, limit: Int) -> [UInt8]? {
    let result = bytes.withUnsafeBytes { Inflater($0, form).bytes(limit + 1) }
    return result.flatMap { $0.count <= limit ? $0 : nil }
}
