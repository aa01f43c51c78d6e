// SPDX-License-Identifier: Apache-2.0

import Architecture
import Configuration
import Counting
import Diagnostics
import NeuroSim15
import NeuroSim21

extension Configuration {
    /// The revision that the parameters `revision` and `accounting` name: the only place where a name becomes one.
    ///
    /// - Throws: `InputError` for an accounting that chips do not have.
    public func chipRevision() throws(InputError) -> Revision {
        let own: Revision
        switch self.revision {
        case .neurosim21: own = NeuroSim21.revision()
        case .neurosim15: own = NeuroSim15.revision(self)
        }
        switch self.accounting {
        case .neurosim: return own
        case .exact: return own.countedExactly
        case .origin:
            throw InputError("accounting = origin is for `tessera stream` (allowed here: neurosim, exact)")
        }
    }
}
