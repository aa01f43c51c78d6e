// SPDX-License-Identifier: Apache-2.0

import Diagnostics
import Synchronization

/// The form of the inputs of a trace, found when it is first asked for.
final class RecordedInputForm: Sendable {
    private let found = Mutex<TraceInputForm?>(nil)

    /// The form, remembered or found now.
    ///
    /// - Throws: what `find` throws.
    func form(finding find: () throws(InputError) -> TraceInputForm) throws(InputError) -> TraceInputForm {
        if let form = found.withLock({ $0 }) { return form }
        let form = try find()
        found.withLock { $0 = form }
        return form
    }
}
