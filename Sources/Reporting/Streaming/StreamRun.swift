import Configuration
import Inference
import Streaming

/// What a run of `tessera stream` has found out: a network, one or more machines, and perhaps what the network gets right.
public struct StreamRun: Sendable {
    /// What accounting gives for a machine.
    public enum Result: Sendable {
        /// A schedule.
        case exact(StreamEstimate)
        /// A closed formula.
        case origin(OriginAccounting, machine: StreamMachine)

        /// The machine.
        public var machine: StreamMachine {
            switch self {
            case .exact(let estimate): estimate.machine
            case .origin(_, let machine): machine
            }
        }

        /// Time of an image [s].
        public var latency: Double {
            switch self {
            case .exact(let estimate): estimate.latency
            case .origin(let accounting, _): accounting.latency
            }
        }

        /// Energy of an image [J].
        public var energy: Double {
            switch self {
            case .exact(let estimate): estimate.energy.total
            case .origin(let accounting, _): accounting.energy
            }
        }
    }

    /// The network.
    public let network: StreamNetwork
    /// The file that it comes from.
    public let file: String
    /// How long its numbers are.
    public let precision: StreamPrecision
    /// The parameters.
    public let configuration: Configuration
    /// What there is for each machine, one at least; machines differ in their capacity.
    public let results: [Result]
    /// What the network gets right, if images were given.
    public let accuracy: SoftwareAccuracy?
    /// What to know about the figures.
    public let warnings: [String]

    /// Gathers a run.
    public init(
        network: StreamNetwork, file: String, precision: StreamPrecision, configuration: Configuration,
        results: [Result], accuracy: SoftwareAccuracy? = nil, warnings: [String] = []
    ) {
        precondition(!results.isEmpty, "a run needs a result")
        self.network = network
        self.file = file
        self.precision = precision
        self.configuration = configuration
        self.results = results
        self.accuracy = accuracy
        self.warnings = warnings
    }
}
