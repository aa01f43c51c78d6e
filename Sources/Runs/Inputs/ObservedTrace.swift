// SPDX-License-Identifier: Apache-2.0

import Diagnostics
import Workload

/// A trace that tells which of its layers is at work.
struct ObservedTrace: Trace {
    let base: any Trace
    let progress: RunProgress
    /// The text before the layer.
    var label = ""

    var network: Network { base.network }
    var weightBits: Int? { base.weightBits }
    var activationBits: Int? { base.activationBits }
    var subarrayRows: Int? { base.subarrayRows }
    var parallelRows: Int? { base.parallelRows }

    func layer(_ index: Int, _ request: LayerRequest) throws(InputError) -> LayerTrace {
        progress("\(label)layer \(index + 1) of \(network.layers.count)")
        return try base.layer(index, request)
    }
}

extension Trace {
    /// The same trace, which tells someone which of its layers is at work.
    func observed(by progress: RunProgress?, label: String = "") -> any Trace {
        guard let progress else { return self }
        return ObservedTrace(base: self, progress: progress, label: label)
    }
}
