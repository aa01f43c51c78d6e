// SPDX-License-Identifier: Apache-2.0

import Configuration
import Streaming
import StreamingOrigin

extension Configuration {
    /// How a streamed network is counted, from the parameter `accounting`; no other code makes this choice.
    ///
    /// `precision` says how long numbers are.
    public func streamAccounting(precision: StreamPrecision) -> any StreamAccounting {
        switch self.accounting {
        case .origin: OriginAccounting(precision: precision, parameters: self.streaming)
        case .exact, .neurosim: ExactStreamAccounting()
        }
    }
}
