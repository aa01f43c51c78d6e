// SPDX-License-Identifier: Apache-2.0

// Phase-change memory. Spreads and exponents are those of the largest conductance; the publications give curves.

extension MeasuredDevice {
    static let phaseChange: [MeasuredDevice] = [mushroom90, hermes14, foundry40PCM, automotive28, synapse]

    private static let mushroom90 = {
        let joshi = DeviceSource(
            "V. Joshi et al., Accurate deep neural network inference using computational phase-change memory, Nature "
                + "Communications 11, 2473, 2020")
        let nandakumar = DeviceSource(
            "S. R. Nandakumar et al., Phase-change memory models for deep learning training and inference, ICECS 2019")
        return MeasuredDevice(
            "pcm-gst-90nm", .pcm, "doped Ge2Sb2Te5 mushroom cells of IBM, a chip of a million devices",
            [
                DeviceValue(.technologyNode, 90e-9, joshi),
                DeviceValue(.onResistance, 40e3, joshi, by: .aihwkit, "largest conductance of 25 uS"),
                DeviceValue(.onOffRatio, 100, joshi, by: .crossSim, "recommended for simulations"),
                DeviceValue(.levels, 11, joshi, "levels that were characterized"),
                DeviceValue(
                    .conductanceSpread, 0.0422, nandakumar, by: .aihwkit,
                    "of 25 uS; 0.263 + 1.965 g - 1.173 g² uS at a share g of it"),
                DeviceValue(.driftExponent, 0.06, joshi),
                DeviceValue(.driftExponentSpread, 0.008, nandakumar, by: .aihwkit, "of 25 uS"),
            ])
    }()

    private static let hermes14 = {
        let khaddam = DeviceSource(
            "R. Khaddam-Aljameh et al., HERMES-Core: a 1.59-TOPS/mm2 PCM on 14-nm CMOS in-memory compute core using "
                + "300-ps/LSB linearized CCO-based ADCs, IEEE JSSC 57(4), 1027-1038, 2022")
        let leGallo = DeviceSource(
            "M. Le Gallo et al., A 64-core mixed-signal in-memory compute chip based on phase-change memory for deep neural "
                + "network inference, Nature Electronics 6, 2023")
        return MeasuredDevice(
            "pcm-14nm-ibm", .pcm, "mushroom cells of the HERMES core of IBM, one device of the four of a weight",
            [
                DeviceValue(.technologyNode, 14e-9, khaddam),
                DeviceValue(.onResistance, 1 / 10.35e-6, leGallo, by: .aihwkit, "largest conductance of 10.35 uS"),
                DeviceValue(.levels, 8, leGallo, "about three effective bits of a device"),
                DeviceValue(.readPulse, 128e-9, khaddam, "longest pulse of an 8-bit input"),
                DeviceValue(.conductanceSpread, 0.0974, leGallo, by: .aihwkit, "of 10.35 uS"),
                DeviceValue(.driftExponent, 0.0174, leGallo, by: .aihwkit, "of 10.35 uS; 0.13 of small conductances"),
                DeviceValue(.driftExponentSpread, 0.0055, leGallo, by: .aihwkit, "of 10.35 uS"),
            ])
    }()

    private static let foundry40PCM = {
        let wu = DeviceSource(
            "J. Y. Wu et al., A 40nm low-power logic compatible phase change memory technology, IEDM 2018")
        return MeasuredDevice(
            "pcm-gst-40nm", .pcm, "embedded Ge2Sb2Te5 cells of TSMC, one transistor and one cell",
            [
                DeviceValue(.technologyNode, 40e-9, wu),
                DeviceValue(.onResistance, 10e3, wu, by: .nvmExplorer, "one digit"),
                DeviceValue(.offResistance, 1e6, wu, by: .nvmExplorer, "one digit"),
                DeviceValue(.setPulse, 100e-9, wu, by: .nvmExplorer),
                DeviceValue(.endurance, 2e5, wu, by: .nvmExplorer),
                DeviceValue(.retention, 3.1536e8, wu, by: .nvmExplorer, "ten years"),
                DeviceValue(.retentionTemperature, 393.15, wu, by: .nvmExplorer, "120 degrees Celsius"),
            ])
    }()

    private static let automotive28 = {
        let arnaud = DeviceSource(
            "F. Arnaud et al., Truly innovative 28nm FDSOI technology for automotive micro-controller applications embedding "
                + "16MB phase change memory, IEDM 2018")
        return MeasuredDevice(
            "pcm-gst-28nm", .pcm,
            "embedded phase-change cells of STMicroelectronics on 28 nm FDSOI, one transistor and one cell",
            [
                DeviceValue(.technologyNode, 28e-9, arnaud),
                DeviceValue(.cellArea, 3.6e-14, arnaud, by: .nvmExplorer, "46 F²"),
                DeviceValue(.onResistance, 10e3, arnaud, by: .nvmExplorer, "one digit"),
                DeviceValue(.offResistance, 1e6, arnaud, by: .nvmExplorer, "one digit"),
                DeviceValue(.endurance, 1e6, arnaud, by: .nvmExplorer),
                DeviceValue(.retention, 3.1536e8, arnaud, by: .nvmExplorer, "ten years"),
                DeviceValue(.retentionTemperature, 423.15, arnaud, by: .nvmExplorer, "150 degrees Celsius"),
            ])
    }()

    private static let synapse = {
        let source = DeviceSource(
            "D. Kuzum et al., Nanoelectronic programmable synapses based on phase change materials for brain-inspired computing, "
                + "Nano Letters 12(5), 2179-2186, 2011")
        return MeasuredDevice(
            "pcm-gst-lab", .pcm, "Ge2Sb2Te5 synapse, Stanford; single devices",
            [
                DeviceValue(.onResistance, 4.71e3, source, by: .neurosim30),
                DeviceValue(.onOffRatio, 19.8, source, by: .neurosim30),
                DeviceValue(.setVoltage, 0.7, source, by: .neurosim30, "mean of a staircase"),
                DeviceValue(.resetVoltage, 3, source, by: .neurosim30, "mean of a staircase"),
                DeviceValue(.setPulse, 6e-6, source, by: .neurosim30),
                DeviceValue(.resetPulse, 125e-9, source, by: .neurosim30),
                DeviceValue(.potentiationPulses, 100, source, by: .neurosim30),
                DeviceValue(.depressionPulses, 120, source, by: .neurosim30),
                DeviceValue(.potentiationNonlinearity, 0.105, source, by: .neurosim30),
                DeviceValue(.depressionNonlinearity, 2.4, source, by: .neurosim30),
                DeviceValue(.cycleVariation, 0.015, source, by: .neurosim30),
            ])
    }()
}
