// SPDX-License-Identifier: Apache-2.0

/// The bandwidth between DRAM and the buffers.
public enum InterfaceBandwidth: Sendable, Equatable {
    /// As fast as the array needs it; the report says how fast that is (`CALC`).
    case calculated
    /// So many words a cycle for each buffer (`USER`): the array waits where that is too slow [words/cycle].
    case given(ifmap: Int, filter: Int, ofmap: Int)

    /// The same bandwidth for all buffers [words/cycle].
    public static func uniform(_ words: Int) -> InterfaceBandwidth {
        .given(ifmap: words, filter: words, ofmap: words)
    }
}
