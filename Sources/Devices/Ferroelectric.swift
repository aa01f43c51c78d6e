// SPDX-License-Identifier: Apache-2.0

// Ferroelectric transistors and capacitors.

extension MeasuredDevice {
    static let ferroelectric: [MeasuredDevice] = [gate28, gate22, notreDame, capacitor]

    private static let gate28 = {
        let ni = DeviceSource(
            "K. Ni et al., In-memory computing primitive for sensor data fusion in 28 nm HKMG FeFET technology, IEDM 2018"
        )
        let de = DeviceSource(
            "S. De et al., READ-optimized 28nm HKMG multibit FeFET synapses for inference-engine applications, IEEE J-EDS 10, "
                + "637-641, 2022")
        let mueller = DeviceSource(
            "J. Mueller et al., Ferroelectricity in HfO2 enables nonvolatile data storage in 28 nm HKMG, VLSI Technology 2012"
        )
        return MeasuredDevice(
            "fefet-hfo2-28nm", .fefet, "FeFET of GlobalFoundries' 28 nm high-k metal gates",
            [
                DeviceValue(.technologyNode, 28e-9, ni),
                DeviceValue(.cellHeight, 4, ni, by: .neurosim14, "recommended for estimates"),
                DeviceValue(.cellWidth, 6, ni, by: .neurosim14, "recommended for estimates"),
                DeviceValue(
                    .onResistance, 240e3, ni, by: .neurosim14,
                    "DNN+NeuroSim (X. Peng et al., IEDM 2019) had 500 kOhm for the same paper"),
                DeviceValue(.onOffRatio, 100, ni, by: .neurosim14), DeviceValue(.levels, 4, de, "two bits"),
                DeviceValue(.setVoltage, 4.5, de, "at most"), DeviceValue(.resetVoltage, 4.5, de, "at most"),
                DeviceValue(.setPulse, 500e-9, de), DeviceValue(.resetPulse, 500e-9, de),
                DeviceValue(.retention, 3.1536e8, mueller, "ten years, extrapolated"),
            ])
    }()

    private static let gate22 = {
        let duenkel = DeviceSource(
            "S. Duenkel et al., A FeFET based super-low-power ultra-fast embedded NVM technology for 22nm FDSOI and beyond, IEDM "
                + "2017")
        return MeasuredDevice(
            "fefet-hfo2-22nm", .fefet, "FeFET of GlobalFoundries' 22 nm FDSOI",
            [
                DeviceValue(.technologyNode, 22e-9, duenkel), DeviceValue(.cellArea, 2.5e-14, duenkel, "52 F²"),
                DeviceValue(.setVoltage, 4.2, duenkel), DeviceValue(.resetVoltage, 4.2, duenkel),
                DeviceValue(.setPulse, 10e-9, duenkel, "in the range of 10 ns"),
                DeviceValue(.resetPulse, 10e-9, duenkel, "in the range of 10 ns"),
                DeviceValue(.endurance, 1e5, duenkel),
            ])
    }()

    private static let capacitor = {
        let read = DeviceSource(
            "J. Read et al., NeuroSim V1.5: improved software backbone for benchmarking compute-in-memory accelerators with "
                + "device and circuit-level non-idealities, arXiv:2505.02314, 2025, and its Param.cpp")
        return MeasuredDevice(
            "nvcap-22nm", .nvCap, "ferroelectric capacitor as NeuroSim V1.5 describes it; it names no measured device",
            [
                DeviceValue(.technologyNode, 22e-9, read, "the only node"), DeviceValue(.cellHeight, 2, read),
                DeviceValue(.cellWidth, 2, read), DeviceValue(.onOffRatio, 25, read, "of capacitances"),
                DeviceValue(.readVoltage, 0.06, read),
            ])
    }()

    private static let notreDame = {
        let source = DeviceSource(
            "M. Jerry et al., Ferroelectric FET analog synapse for acceleration of deep neural network training, IEDM 2017"
        )
        return MeasuredDevice(
            "fefet-hzo-lab", .fefet, "transistor with a gate of Hf0.5Zr0.5O2, Notre Dame; single devices",
            [
                DeviceValue(.onResistance, 559.28e3, source, by: .neurosim30),
                DeviceValue(.onOffRatio, 45, source),
                DeviceValue(.levels, 32, source, "five bits"),
                DeviceValue(.setVoltage, 3.65, source, by: .neurosim30, "mean of a staircase"),
                DeviceValue(.resetVoltage, 2.95, source, by: .neurosim30, "mean of a staircase, magnitude"),
                DeviceValue(.setPulse, 75e-9, source),
                DeviceValue(.resetPulse, 75e-9, source),
                DeviceValue(.potentiationPulses, 32, source, by: .neurosim30),
                DeviceValue(.depressionPulses, 32, source, by: .neurosim30),
                DeviceValue(.potentiationNonlinearity, 1.75, source, by: .neurosim30),
                DeviceValue(.depressionNonlinearity, 1.46, source, by: .neurosim30),
                DeviceValue(.cycleVariation, 0.005, source, by: .neurosim30, "at most"),
            ])
    }()
}
