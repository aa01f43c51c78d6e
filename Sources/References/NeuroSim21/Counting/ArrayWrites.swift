// SPDX-License-Identifier: Apache-2.0

import Counting

// Writes into subarrays.
extension NeuroSim21Counting {
    /// Nothing.
    public func seenByDrivers(_ update: Double) -> Double {
        departs(.ignoresUpdateInDrivers) ? 0 : exact.seenByDrivers(update)
    }

    /// Those of the read before.
    public func scans(_ own: Double, ofReadBefore read: Double) -> Double {
        departs(.countsReadScansInWrites) ? read : exact.scans(own, ofReadBefore: read)
    }

    /// Times that grow with each read.
    public var selectionHistory: any SelectionHistory {
        departs(.compoundsDriverWrites) ? CompoundedSelections.none : exact.selectionHistory
    }

    /// Without end after enough reads.
    public func selectionLatency(_ own: Double, count: Double, followsReads: Bool) -> Double {
        departs(.compoundsDriverWrites) && followsReads && count > 1
            ? .infinity
            : exact.selectionLatency(own, count: count, followsReads: followsReads)
    }
}
