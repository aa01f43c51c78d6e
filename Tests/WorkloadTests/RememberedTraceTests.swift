// SPDX-License-Identifier: Apache-2.0

import Diagnostics
import Synchronization
import Testing
import Workload

@Suite struct RememberedTraceTests {
    /// A trace that counts how often it is asked.
    private final class CountingTrace: Trace {
        let base: SyntheticTrace
        let calls = Mutex(0)

        init() throws {
            let layer = try Layer(
                inputHeight: 4, inputWidth: 4, inputChannels: 2, kernelHeight: 3, kernelWidth: 3, outputChannels: 4)
            base = try SyntheticTrace(Network(layers: [layer]))
        }

        var network: Network { base.network }
        var weightBits: Int? { base.weightBits }
        var activationBits: Int? { base.activationBits }

        func layer(_ index: Int, _ request: LayerRequest) throws(InputError) -> LayerTrace {
            calls.withLock { $0 += 1 }
            return try base.layer(index, request)
        }
    }

    @Test func theSameRequestIsAnsweredOnce() throws {
        let counting = try CountingTrace()
        let trace = RememberedTrace(counting)
        let request = LayerRequest(activationBits: 8, minimumVectors: 4)
        let first = try trace.layer(0, request)
        #expect(try trace.layer(0, request) == first)
        #expect(counting.calls.withLock { $0 } == 1)
        let other = LayerRequest(activationBits: 4, minimumVectors: 4)
        #expect(try trace.layer(0, other) == counting.base.layer(0, other))
        #expect(try trace.layer(0, request) == first)
        #expect(counting.calls.withLock { $0 } == 3)
    }

    @Test func noMoreIsKeptThanAllowed() throws {
        let counting = try CountingTrace()
        let trace = RememberedTrace(counting, limit: 100)
        let request = LayerRequest(activationBits: 8, minimumVectors: 4)
        #expect(try trace.layer(0, request) == trace.layer(0, request))
        #expect(counting.calls.withLock { $0 } == 2)
        #expect(trace.weightBits == 8 && trace.network == counting.network)
    }
}
