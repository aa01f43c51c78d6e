// SPDX-License-Identifier: Apache-2.0

import Diagnostics

#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// A line on a terminal that says how far a run is, and goes away in the end.
final class ProgressLine: Sendable {
    private let isVisible: Bool
    private let captured: CapturedOutput?

    /// A line on standard error; no line if standard error is not a terminal, or with `--quiet`. Whoever captures the output
    /// of the run takes the texts in its place.
    init(isQuiet: Bool) {
        captured = Invocation.current.captured
        isVisible = !isQuiet && captured == nil && isatty(STDERR_FILENO) == 1
    }

    /// Shows a text in place of what was there.
    func show(_ text: String) {
        captured?.show(text)
        guard isVisible else { return }
        StandardStreams.writeMessage("\r\u{1B}[K\(text)")
    }

    /// Does something that shows how far it is, and takes the line away in the end, whatever that is.
    func during<Result>(_ body: () throws(InputError) -> Result) throws(InputError) -> Result {
        defer { show("") }
        return try body()
    }
}
