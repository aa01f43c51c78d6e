// SPDX-License-Identifier: Apache-2.0

// Single resistive devices with curves of update. They have no technology node and no cell; voltages are magnitudes.

extension MeasuredDevice {
    static let laboratory: [MeasuredDevice] = [silverSilicon, manganite, aluminiumHafnium, epitaxial]

    private static let silverSilicon = {
        let source = DeviceSource(
            "S. H. Jo et al., Nanoscale memristor device as synapse in neuromorphic systems, Nano Letters 10(4), 1297-1301, 2010"
        )
        return MeasuredDevice(
            "rram-agsi-lab", .rram, "silver in amorphous silicon, University of Michigan; single devices",
            [
                DeviceValue(.onResistance, 26e6, source, by: .neurosim30),
                DeviceValue(.onOffRatio, 12.5, source, by: .neurosim30),
                DeviceValue(.setVoltage, 3.2, source, by: .neurosim30),
                DeviceValue(.resetVoltage, 2.8, source, by: .neurosim30),
                DeviceValue(.setPulse, 300e-6, source, by: .neurosim30),
                DeviceValue(.resetPulse, 300e-6, source, by: .neurosim30),
                DeviceValue(.potentiationPulses, 97, source, by: .neurosim30),
                DeviceValue(.depressionPulses, 100, source, by: .neurosim30),
                DeviceValue(.potentiationNonlinearity, 2.4, source, by: .neurosim30),
                DeviceValue(.depressionNonlinearity, -4.88, source, by: .neurosim30),
                DeviceValue(.cycleVariation, 0.035, source, by: .neurosim30),
            ])
    }()

    private static let manganite = {
        let source = DeviceSource(
            "S. Park et al., Neuromorphic speech systems using advanced ReRAM-based synapse, IEDM 2013")
        return MeasuredDevice(
            "rram-pcmo-lab", .rram, "praseodymium calcium manganite (PCMO), Gwangju; single devices",
            [
                DeviceValue(.onResistance, 23e6, source, by: .neurosim30),
                DeviceValue(.onOffRatio, 6.84, source, by: .neurosim30),
                DeviceValue(.setVoltage, 2, source, by: .neurosim30, "magnitude"),
                DeviceValue(.resetVoltage, 2, source, by: .neurosim30),
                DeviceValue(.setPulse, 1e-3, source, by: .neurosim30),
                DeviceValue(.resetPulse, 1e-3, source, by: .neurosim30),
                DeviceValue(.potentiationPulses, 50, source, by: .neurosim30),
                DeviceValue(.depressionPulses, 50, source, by: .neurosim30),
                DeviceValue(.potentiationNonlinearity, 3.68, source, by: .neurosim30),
                DeviceValue(.depressionNonlinearity, -6.76, source, by: .neurosim30),
                DeviceValue(.cycleVariation, 0.01, source, by: .neurosim30, "at most"),
            ])
    }()

    private static let aluminiumHafnium = {
        let source = DeviceSource(
            "J. Woo et al., Improved synaptic behavior under identical pulses using AlOx/HfO2 bilayer RRAM array for neuromorphic "
                + "systems, IEEE Electron Device Letters 37(8), 994-997, 2016")
        return MeasuredDevice(
            "rram-alox-hfo2-lab", .rram, "bilayer of AlOx and HfO2, Gwangju; single devices",
            [
                DeviceValue(.onResistance, 16.9e3, source, by: .neurosim30),
                DeviceValue(.onOffRatio, 4.43, source, by: .neurosim30),
                DeviceValue(.setVoltage, 0.9, source, by: .neurosim30),
                DeviceValue(.resetVoltage, 1, source, by: .neurosim30),
                DeviceValue(.setPulse, 100e-6, source, by: .neurosim30),
                DeviceValue(.resetPulse, 100e-6, source, by: .neurosim30),
                DeviceValue(.potentiationPulses, 40, source, by: .neurosim30),
                DeviceValue(.depressionPulses, 40, source, by: .neurosim30),
                DeviceValue(.potentiationNonlinearity, 1.94, source, by: .neurosim30),
                DeviceValue(.depressionNonlinearity, -0.61, source, by: .neurosim30),
                DeviceValue(.cycleVariation, 0.05, source, by: .neurosim30),
            ])
    }()

    private static let epitaxial = {
        let source = DeviceSource(
            "S. Choi et al., SiGe epitaxial memory for neuromorphic computing with reproducible high performance based on "
                + "engineered dislocations, Nature Materials 17(4), 335-340, 2018")
        return MeasuredDevice(
            "rram-epiram-lab", .rram, "silver in epitaxial SiGe (EpiRAM), MIT; single devices",
            [
                DeviceValue(.onResistance, 81e3, source, by: .neurosim30),
                DeviceValue(.onOffRatio, 50.2, source, by: .neurosim30),
                DeviceValue(.setVoltage, 5, source, by: .neurosim30),
                DeviceValue(.resetVoltage, 3, source, by: .neurosim30),
                DeviceValue(.setPulse, 5e-6, source, by: .neurosim30),
                DeviceValue(.resetPulse, 5e-6, source, by: .neurosim30),
                DeviceValue(.potentiationPulses, 64, source, by: .neurosim30),
                DeviceValue(.depressionPulses, 64, source, by: .neurosim30),
                DeviceValue(.potentiationNonlinearity, 0.5, source, by: .neurosim30),
                DeviceValue(.depressionNonlinearity, -0.5, source, by: .neurosim30),
                DeviceValue(.cycleVariation, 0.02, source, by: .neurosim30),
            ])
    }()
}
