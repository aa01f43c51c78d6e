// SPDX-License-Identifier: Apache-2.0

import Configuration
import Diagnostics
import Formats
import Macro

/// The request of `tessera macro`: what does one in-memory computing macro take for a matrix-vector multiplication?
public struct MacroRequest: Sendable {
    /// Shares of ones among the bits of inputs and weights.
    public enum Data: Sendable {
        /// Given shares [1].
        case densities(input: Double, weight: Double)
        /// Those of an archive of NumPy with integer arrays `x` of inputs and `w` of weights, as `tessera matmul` reads it.
        case file(String)
    }

    /// The parameters, of revision `tessera`.
    public var configuration: Configuration
    /// Bits of a weight [bit].
    public var weightBits: Int
    /// Bits of an input [bit].
    public var inputBits: Int
    /// Bits of a result that converters resolve; nil for all that they have [bit].
    public var outputBits: Int?
    /// Length of the input vector; nil for as many inputs as the rows take at once [1].
    public var inputs: Int?
    /// Results; nil for as many as the columns hold [1].
    public var outputs: Int?
    /// The data.
    public var data: Data
    /// Whether the parameters that move the figures most are wanted.
    public var listsSensitivities: Bool

    /// Asks the question.
    public init(
        _ configuration: Configuration, weightBits: Int = 8, inputBits: Int = 8, outputBits: Int? = nil,
        inputs: Int? = nil, outputs: Int? = nil, data: Data = .densities(input: 0.5, weight: 0.5),
        listsSensitivities: Bool = false
    ) {
        self.configuration = configuration
        self.weightBits = weightBits
        self.inputBits = inputBits
        self.outputBits = outputBits
        self.inputs = inputs
        self.outputs = outputs
        self.data = data
        self.listsSensitivities = listsSensitivities
    }

    /// Sizes the macro and prices the multiplication.
    ///
    /// - Throws: `InputError` for parameters of another revision, sizes that the array does not have, and data that cannot be
    ///   read or do not fit their bits.
    public func run() throws(InputError) -> MacroRun {
        let design = try configuration.macroDesign(weightBits: weightBits)
        let densities = try densities()
        let mostInputs = max(1, design.rows / design.rowsPerWeight)
        let mostOutputs = max(1, design.columns / design.columnsPerWeight)
        let inputs = self.inputs ?? max(1, design.rowsPerRead / design.rowsPerWeight)
        let outputs = self.outputs ?? mostOutputs
        guard (1...mostInputs).contains(inputs) else {
            throw InputError("\(inputs) inputs do not fit (allowed: 1 to \(mostInputs), those of numRowSubArray)")
        }
        guard (1...mostOutputs).contains(outputs) else {
            throw InputError("\(outputs) outputs do not fit (allowed: 1 to \(mostOutputs), those of numColSubArray)")
        }
        try checkOutputBits(design)
        let task = MacroTask(
            supply: configuration.supplyVoltage, temperature: configuration.temperature, inputBits: inputBits,
            weightBits: Double(weightBits), outputBits: outputBits.map(Double.init), inputs: inputs, outputs: outputs,
            inputDensity: densities.input, weightDensity: densities.weight)
        let macro = Macro(design, task, overhead: configuration.macro.overhead(of: design.kind))
        return MacroRun(
            macro: macro, configuration: configuration,
            sensitivities: listsSensitivities ? sensitivities : nil, warnings: warnings(macro))
    }

    private var sensitivities: [ParameterSensitivity] {
        var request = self
        request.listsSensitivities = false
        return SensitivitySearch(configuration) { changed in
            request.configuration = changed
            guard let macro = try? request.run().macro else { return nil }
            return [.energy: macro.energy, .area: macro.area, .latency: macro.latency]
        }.sensitivities
    }

    private func checkOutputBits(_ design: MacroDesign) throws(InputError) {
        guard let outputBits else { return }
        guard case .converters(let converter) = design.readOut else {
            throw InputError("adders have all bits of a result (allowed: no output bits)", kind: .usage)
        }
        guard Double(outputBits) <= converter.bits else {
            throw InputError(
                "converters of levelOutput = \(configuration.adcLevels) do not resolve \(outputBits) bits", kind: .usage
            )
        }
    }

    private func densities() throws(InputError) -> (input: Double, weight: Double) {
        switch data {
        case .densities(let input, let weight): return (input, weight)
        case .file(let path):
            let archive = try NumpyArchive(readingFrom: path)
            return (
                try bitDensity(archive.integers("x"), bits: inputBits, place: "x", file: path),
                try bitDensity(archive.integers("w"), bits: weightBits, place: "w", file: path)
            )
        }
    }

    private func warnings(_ macro: Macro) -> [String] {
        var warnings = configuration.deviceWarnings
        let silicon = OperatingPoint(
            macro.design.node, supply: macro.task.supply, temperature: macro.task.temperature)
        if silicon.isNearThreshold {
            warnings.append(
                "the supply of \(macro.task.supply) V is within 0.1 V of the threshold or below it, where the law of delays "
                    + "does not hold")
        }
        return warnings
    }
}
