// SPDX-License-Identifier: Apache-2.0

import Architecture
import Configuration
import Counting
import Diagnostics
import MacroChips
import NeuroSim15
import NeuroSim21

extension Configuration {
    /// The revision that the parameters `revision` and `accounting` name: the only place where a name becomes one.
    ///
    /// - Throws: `InputError` for an accounting that chips do not have.
    public func chipRevision() throws(InputError) -> Revision {
        switch (self.revision, self.accounting) {
        case (.neurosim21, .neurosim): return NeuroSim21.revision()
        case (.neurosim21, .exact): return NeuroSim21.revision().countedExactly
        case (.neurosim15, .neurosim): return NeuroSim15.revision(self)
        case (.neurosim15, .exact): return NeuroSim15.revision(self, departures: [])
        case (.tessera, .exact), (.tessera, .neurosim):
            try checkChipOfMacros()
            return TesseraRevision.revision()
        case (_, .origin):
            throw InputError("accounting = origin is for `tessera stream` (allowed here: neurosim, exact)")
        }
    }

    /// Refuses what macros can be and chips of them not: weights that are differences have no layers on a chip yet.
    private func checkChipOfMacros() throws(InputError) {
        guard self.macro.differential == .none else {
            throw InputError("differential is for `tessera macro` (allowed for chips: none)")
        }
    }
}
