// SPDX-License-Identifier: Apache-2.0

import Architecture
import Configuration
import Diagnostics
import Revisions
import Technology

/// An SRAM column by the analytical model, and the same column simulated as a circuit.
public struct ColumnCheck: Sendable {
    /// The circuit, with the column of the analytical model.
    public let circuit: ColumnCircuit
    /// The results of the simulation; nil without a simulator.
    public let measurement: ColumnMeasurement?
    /// The parameters.
    public let configuration: Configuration

    /// The netlist of the circuit.
    public var netlist: ColumnNetlist { ColumnNetlist(circuit) }

    /// A column of the SRAM arrays that the parameters describe, not yet simulated.
    ///
    /// The cells are always SRAM cells; `memcelltype` is ignored. Buffers and arrays for weight gradients have them on
    /// any chip.
    ///
    /// - Parameters:
    ///   - configuration: the parameters.
    ///   - rows: cells of the column; by default the rows of a subarray.
    ///   - loads: loads of the bitlines.
    ///   - exponent: of the transistors' saturation current, from 1 to 2 [1].
    /// - Throws: `InputError` when parameters contradict each other.
    public init(
        _ configuration: Configuration, rows: Int? = nil, loads: ColumnCircuit.Loads = .circuit,
        exponent: Double = AlphaPowerTransistor.standardExponent
    ) throws(InputError) {
        let given = rows.map { ["numRowSubArray=\($0)"] } ?? []
        let configuration = try configuration.setting(["memcelltype=SRAM"] + given)
        let inputs = try DesignInputs(configuration: configuration, weightBits: 8, activationBits: 8)
        guard let column = SRAMColumnRead(inputs) else {
            throw InputError("an SRAM subarray without SRAM cells", kind: .internalError)
        }
        self.configuration = configuration
        circuit = ColumnCircuit(column, technology: inputs.technology, loads: loads, exponent: exponent)
        measurement = nil
    }

    private init(_ circuit: ColumnCircuit, _ configuration: Configuration, _ measurement: ColumnMeasurement) {
        self.circuit = circuit
        self.configuration = configuration
        self.measurement = measurement
    }

    /// The same column, simulated.
    ///
    /// - Throws: `InputError` when the simulator fails or does not measure what it should.
    public func simulated(by simulator: NgspiceRun) throws(InputError) -> ColumnCheck {
        let output = try simulator.output(of: netlist.text)
        let measurement = try ColumnMeasurement(
            output: output, supplyVoltage: circuit.technology.supplyVoltage)
        return ColumnCheck(circuit, configuration, measurement)
    }

    /// By how much the model's time of discharge differs from the circuit's, in parts of the circuit's [1].
    public var timeDeviation: Double? {
        measurement.map { circuit.column.dischargeTime / $0.dischargeTime - 1 }
    }

    /// By how much the model's energy differs from the circuit's, in parts of the circuit's [1].
    public var energyDeviation: Double? {
        measurement.map { circuit.column.prechargeEnergy / $0.prechargeEnergy - 1 }
    }
}
