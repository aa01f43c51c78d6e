// SPDX-License-Identifier: Apache-2.0

import Diagnostics
import Synchronization

/// A trace that keeps layers which have been asked for, so that they need not be read or drawn again. It keeps no more than
/// a limit: layers beyond it are read again each time.
public final class RememberedTrace: Trace {
    /// The trace that layers come from.
    private let base: any Trace
    /// The most that is kept [byte].
    private let limit: Int
    private let kept = Mutex(Kept())

    private struct Kept {
        var layers: [Int: (request: LayerRequest, trace: LayerTrace)] = [:]
        var bytes = 0
    }

    /// Remembers layers of a trace.
    ///
    /// - Parameters:
    ///   - base: the trace.
    ///   - limit: the most that is kept [byte].
    public init(_ base: any Trace, limit: Int = 1 << 29) {
        self.base = base
        self.limit = limit
    }

    /// The network of the trace.
    public var network: Network { base.network }
    /// Bits of a weight as the trace says.
    public var weightBits: Int? { base.weightBits }
    /// Bits of an activation as the trace says.
    public var activationBits: Int? { base.activationBits }
    /// Rows of a subarray as the trace says.
    public var subarrayRows: Int? { base.subarrayRows }
    /// Rows that are read in parallel as the trace says.
    public var parallelRows: Int? { base.parallelRows }

    /// Gives a layer that is kept and was asked for in the same way, and else reads or makes it.
    public func layer(_ index: Int, _ request: LayerRequest) throws(InputError) -> LayerTrace {
        if let found = kept.withLock({ $0.layers[index] }), found.request == request { return found.trace }
        let trace = try base.layer(index, request)
        kept.withLock { kept in
            kept.bytes -= kept.layers[index]?.trace.bytes ?? 0
            kept.layers[index] = nil
            guard kept.bytes + trace.bytes <= limit else { return }
            kept.bytes += trace.bytes
            kept.layers[index] = (request, trace)
        }
        return trace
    }
}

extension LayerTrace {
    /// The approximate memory of the layer [byte].
    fileprivate var bytes: Int {
        let values = weights.count + (oldWeights?.count ?? 0) + inputs.words.count
        return values * 8
    }
}
