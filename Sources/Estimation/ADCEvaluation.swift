// SPDX-License-Identifier: Apache-2.0

import Circuits
import EstimationKernels

/// Latency and energy of the conversions of input vectors.
public struct ConversionTotals: Sendable, Equatable {
    /// Duration of the conversion of one column by each converter, for each vector [s].
    public let latencies: [Double]
    /// Energy to convert every column once, for each vector [J].
    public let energies: [Double]
}

/// Evaluates column converters for many vectors of column conductances at once.
///
/// A matrix of conductances has a row for each input vector and a column for each column of the subarray. A conductance of
/// zero is a column without current; one that is not a number (no row is read) draws no power and takes no time. Results do
/// not depend on the machine or on how vectors are divided over calls.
public struct ADCEvaluation: Sendable {
    /// The response that is evaluated.
    public let table: ADCResponseTable

    /// An evaluation with the given response.
    public init(_ table: ADCResponseTable) {
        self.table = table
    }

    /// Latency and energy of every vector.
    ///
    /// - Parameters:
    ///   - conductances: column conductances [S], vector after vector without gaps; an incomplete last vector is left out.
    ///   - columns: number of columns [1].
    /// - Returns: the latency and energy of each whole vector.
    public func totals(conductances: UnsafeBufferPointer<Double>, columns: Int) -> ConversionTotals {
        let vectors = columns > 0 ? conductances.count / columns : 0
        var latencies: [Double] = []
        let energies = [Double](unsafeUninitializedCapacity: vectors) { energyBuffer, energyCount in
            latencies = [Double](unsafeUninitializedCapacity: vectors) { latencyBuffer, latencyCount in
                evaluate(conductances: conductances, columns: columns, latencies: latencyBuffer, energies: energyBuffer)
                latencyCount = vectors
            }
            energyCount = vectors
        }
        return ConversionTotals(latencies: latencies, energies: energies)
    }

    /// Latency and energy of every vector.
    ///
    /// - Parameters:
    ///   - conductances: column conductances [S], vector after vector without gaps; an incomplete last vector is left out.
    ///   - columns: number of columns [1].
    /// - Returns: the latency and energy of each whole vector.
    public func totals(conductances: [Double], columns: Int) -> ConversionTotals {
        conductances.withUnsafeBufferPointer { totals(conductances: $0, columns: columns) }
    }

    /// Writes latency [s] and energy [J] of vectors to buffers; as many vectors as all three buffers hold.
    ///
    /// - Parameters:
    ///   - conductances: column conductances [S], vector after vector.
    ///   - columns: number of columns [1].
    ///   - stride: distance between the first columns of two vectors; `columns` where there is no gap [1].
    ///   - latencies: receives the duration of a conversion for each vector [s].
    ///   - energies: receives the energy to convert every column once, for each vector [J].
    public func evaluate(
        conductances: UnsafeBufferPointer<Double>, columns: Int, stride: Int? = nil,
        latencies: UnsafeMutableBufferPointer<Double>, energies: UnsafeMutableBufferPointer<Double>
    ) {
        let stride = max(stride ?? columns, columns)
        guard columns > 0, conductances.count >= columns else { return }
        let available = (conductances.count - columns) / stride + 1
        let vectors = min(available, latencies.count, energies.count)
        guard let input = conductances.baseAddress, let times = latencies.baseAddress,
            let joules = energies.baseAddress
        else { return }
        table.powerCoefficients.withUnsafeBufferPointer { coefficients in
            table.latencyBounds.withUnsafeBufferPointer { bounds in
                var response = Self.response(of: table)
                response.power_coefficients = coefficients.baseAddress
                response.latency_bounds = bounds.baseAddress
                tk_adc_evaluate(&response, input, vectors, columns, stride, times, joules)
            }
        }
    }

    /// The bias of the exponent of a single-precision number.
    private static let singlePrecisionBias = 127

    /// The table as the kernel reads it, without its arrays.
    private static func response(of table: ADCResponseTable) -> tk_adc_response {
        var response = tk_adc_response()
        response.first_octave = Int32(table.octaves.lowerBound + singlePrecisionBias)
        response.octaves = Int32(table.octaves.count)
        response.power_bin_bits = Int32(ADCResponseTable.powerBinBits)
        response.latency_bin_bits = Int32(ADCResponseTable.latencyBinBits)
        response.base_power = table.power.basePower
        response.coupling = table.power.coupling
        response.exponent = table.power.conductanceExponent
        response.idle_power = table.power.idlePower
        response.resistance_scale = table.power.resistanceScale
        response.minimum_latency = table.minimumLatency
        response.maximum_latency = table.maximumLatency
        if let delay = table.delay { response.delay = kernelDelay(of: delay) }
        return response
    }

    private static func kernelDelay(of delay: SensingDelay) -> tk_adc_delay {
        var result = tk_adc_delay()
        result.log_slope = delay.logSlope
        result.log_offset = delay.logOffset
        fill(&result.below, with: delay.shapeBelow)
        fill(&result.above, with: delay.shapeAbove)
        result.crossover = SensingDelay.crossover
        result.lowest_ratio = SensingDelay.lowestRatio
        result.highest_ratio = SensingDelay.highestRatio
        result.reference_start = delay.ladder.start
        result.reference_span = delay.ladder.span
        result.levels = Double(delay.ladder.levels)
        result.first_reference = Int64(delay.ladder.comparedReferences.lowerBound)
        result.end_reference = Int64(delay.ladder.comparedReferences.upperBound)
        let points = delay.turningPoints.map { tk_adc_turning_point(ratio: $0.ratio, ceiling: $0.ceiling) }
        fill(&result.turning_points, with: points)
        result.turning_point_count = Int64(min(points.count, Int(TK_ADC_MAX_TURNING_POINTS)))
        return result
    }

    /// Copies elements to a C array, as many as both hold.
    private static func fill<CArray: BitwiseCopyable, Element: BitwiseCopyable>(
        _ destination: inout CArray, with elements: [Element]
    ) {
        withUnsafeMutableBytes(of: &destination) { bytes in
            elements.withUnsafeBytes { source in
                bytes.copyBytes(from: source.prefix(bytes.count))
            }
        }
    }
}
