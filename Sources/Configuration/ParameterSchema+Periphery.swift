// SPDX-License-Identifier: Apache-2.0

// Parameters that DNN+NeuroSim V1.5 has for its smallest nodes, and to fit figures to silicon.

extension ParameterSchema {
    private static let width = 0.001...10000.0

    static let periphery = only(
        .neurosim15,
        [
            .boolean(
                "speciallayout", \.usesSpecialLayout, no: no, yes: yes, in: .periphery,
                "Whether gates have a layout of their own at 2 and 1 nm."
            ),
            .real(
                "sizingfactor_WLdecoder", \.wordlineDecoderDriverSize, width, in: .periphery,
                "Width of the last inverter of a wordline decoder, in usual widths."
            ),
            driver(
                "sizingfactor_MUX", \.multiplexerDriverSize, "Width of the last inverter of a multiplexer's decoder."
            )
            .given(\.given.multiplexerDriverSize),
            driver(
                "newswitchmatrixsizeratio", \.wordlineSwitchSize,
                "Width of the pass gates of the wordlines' switch matrix of cells with an access transistor."
            )
            .given(\.given.wordlineSwitchSize),
            driver(
                "switchmatrixsizeratio", \.switchResistanceRatio,
                "Factor on the resistance that the pass gates of a switch matrix are sized for."
            )
            .given(\.given.switchResistanceRatio),
            .integer(
                "buffernumber", \.wordlineRepeaters, .integer(0...1024), unit: "repeaters", in: .periphery,
                "Repeaters inside a wordline."
            )
            .following("technode", in: .neurosim15).given(\.given.wordlineRepeaters),
            .real(
                "buffersizeratio", \.wordlineRepeaterSize, 0...10000, in: .periphery,
                "Size of a repeater inside a wordline, in smallest inverters."
            )
            .following("technode", in: .neurosim15).given(\.given.wordlineRepeaterSize),
        ])

    private static func driver(_ name: String, _ place: Place<Double>, _ meaning: String) -> ParameterDefinition {
        ParameterDefinition.real(name, place, width, in: .periphery, meaning).following("technode", in: .neurosim15)
    }

    static let calibration = only(
        .neurosim15,
        [
            .boolean(
                "validated", \.isCalibrated, no: no, yes: yes, in: .calibration,
                "Whether figures are fitted to silicon by the factors alpha to zeta."
            ),
            factor(
                "alpha", \.calibration.levelShifterArea, "Area of a level shifter with its wires, over that without."),
            factor("beta", \.calibration.sensingCycle, "Cycle of the clock over the delays of sensing in it."),
            factor("gamma", \.calibration.flipFlopActivity, "Share of the flip-flops of accumulators that switch."),
            factor("delta", \.calibration.adderActivity, "Share of the adders that switch."),
            factor(
                "epsilon", \.calibration.controlActivity,
                "Share of decoders, comparators, pooling and encoders that switch."),
            factor("zeta", \.calibration.layoutEnergy, "Energy after layout over that before; divides TOPS/W only."),
        ])

    private static func factor(_ name: String, _ place: Place<Double>, _ meaning: String) -> ParameterDefinition {
        .real(name, place, 0.001...1000, in: .calibration, meaning)
    }
}
