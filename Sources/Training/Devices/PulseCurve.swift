// SPDX-License-Identifier: Apache-2.0

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// The shape of a device's conductance over identical pulses: f(x) = (1 - e^(-x/a)) / (1 - e^(-1/a)), x and f from 0 to 1.
///
/// The nonlinearity label of a curve is its largest distance from the diagonal: max f(x) - x = 0.07 sqrt(2) label. Source:
/// P.-Y. Chen, X. Peng, S. Yu, "NeuroSim+: an integrated device-to-algorithm framework for benchmarking synaptic devices and
/// array architectures", IEDM 2017, and the manual of DNN+NeuroSim V2.1.
public enum NonlinearityLabel {
    /// The largest label that has a curve [1].
    public static let largest = 9.0
    /// Labels below this one are a straight line in exact accounting [1].
    public static let straight = 0.005

    /// The largest distance of the curve with constant `a` from the diagonal [1].
    static func bulge(_ a: Double) -> Double {
        let range = -expm1(-1 / a)
        let place = -a * log(a * range)
        return -expm1(-place / a) / range - place
    }

    /// The constant a of a label above 0.
    ///
    /// The bulge falls monotonically in a, so that its logarithm can be bisected.
    public static func constant(_ label: Double) -> Double {
        var low = log(1e-3)
        var high = log(1e4)
        for _ in 0..<60 {
            let middle = (low + high) / 2
            if bulge(exp(middle)) > 0.07 * 2.0.squareRoot() * label { low = middle } else { high = middle }
        }
        return exp((low + high) / 2)
    }

    /// Constants of the labels 0.01, 0.02 ... 9, rounded to six decimals: the table of the reference.
    static let table: [Double] = (1...900).map { (constant(Double($0) / 100) * 1e6).rounded() / 1e6 }
}

/// The curve of one device in one direction: weights from -1 to 1 over pulses from 0 to P.
///
/// w = B (1 - e^(-p/A)) - 1 with B = 2 / (1 - e^(-P/A)); A below 0 bends the other way. A straight device moves by 2/P a pulse.
public struct PulseCurve: Sendable, Equatable {
    /// Pulses in which the curve bends [1]; nil for a straight line.
    public let constant: Double?
    /// Pulses of a full swing [1].
    public let pulses: Double

    /// Measured points after 0, 1 ... P pulses, which do not fall; nil for a curve of an equation [1].
    public let points: [Double]?

    /// A curve with constant `A`, or a straight line.
    public init(constant: Double?, pulses: Double) {
        self.constant = constant
        self.pulses = pulses
        points = nil
    }

    /// A curve of measured points with straight lines between them, from 0 to 1.
    init(points: [Double]) {
        constant = nil
        pulses = Double(points.count - 1)
        self.points = points
    }

    /// The share of the swing that is reached after some pulses from the bottom [1].
    func share(after pulses: Double) -> Double {
        if let points {
            let place = min(max(pulses, 0), Double(points.count - 1))
            let first = min(Int(place), points.count - 2)
            return points[first] + (points[first + 1] - points[first]) * (place - Double(first))
        }
        guard let constant else { return pulses / self.pulses }
        return swing * -expm1(-pulses / constant) / 2
    }

    /// The pulses after which measured points first reach a share of the swing.
    private static func pulses(_ points: [Double], reaching share: Double) -> Double {
        var (low, high) = (0, points.count - 1)
        guard share > points[low] else { return 0 }
        guard share < points[high] else { return Double(points.firstIndex { $0 >= points[high] } ?? high) }
        while high - low > 1 {
            let middle = (low + high) / 2
            if points[middle] < share { low = middle } else { high = middle }
        }
        return Double(low) + (share - points[low]) / (points[high] - points[low])
    }

    /// The weight that the curve tends to, plus 1.
    var swing: Double { constant.map { 2 / -expm1(-pulses / $0) } ?? 2 }

    /// The weight after `pulses` pulses, those below 0 upwards; nil for a weight beyond the end of the curve.
    ///
    /// This form needs no logarithm: e^(-p/A) is 1 - (w + 1) / B.
    public func weight(_ weight: Double, after pulses: Double) -> Double? {
        guard pulses != 0 else { return weight }
        if let points {
            let place = Self.pulses(points, reaching: (weight + 1) / 2)
            return 2 * share(after: place - pulses) - 1
        }
        guard let constant else { return weight - 2 * pulses / self.pulses }
        let swing = swing
        let rest = 1 - (weight + 1) / swing
        guard rest >= 0 else { return nil }
        return swing * (1 - rest * exp(pulses / constant)) - 1
    }

    /// Weights that lie on the curve [1]: up to its end at the top, or from that at the bottom where it bends the other way.
    var reach: ClosedRange<Double> {
        guard constant != nil else { return -.infinity ... .infinity }
        return swing < 0 ? swing - 1 ... .infinity : -.infinity...swing - 1
    }
}

/// Curves of devices from their labels.
public struct PulseCurves: Sendable {
    /// Pulses of a full swing [1].
    let pulses: Double
    /// Whether labels are looked up in the reference's table of hundredths.
    let isTabulated: Bool

    /// The curve of a label.
    ///
    /// The reference cuts labels to hundredths in single precision, and takes the nearest one that its table has. It has no
    /// curve for label 0; here that is a straight line.
    func curve(_ label: Double) -> PulseCurve {
        let magnitude = min(abs(label), NonlinearityLabel.largest)
        if isTabulated {
            guard label != 0 else { return PulseCurve(constant: nil, pulses: pulses) }
            let hundredths = Int(abs(Float(label)) * 100)
            let constant = NonlinearityLabel.table[min(max(hundredths, 1), 900) - 1] * pulses
            return PulseCurve(constant: label < 0 ? -constant : constant, pulses: pulses)
        }
        guard magnitude >= NonlinearityLabel.straight else { return PulseCurve(constant: nil, pulses: pulses) }
        let constant = NonlinearityLabel.constant(magnitude) * pulses
        return PulseCurve(constant: label < 0 ? -constant : constant, pulses: pulses)
    }
}
