// SPDX-License-Identifier: Apache-2.0

// Resistive filaments in macros. What a macro stores with write-verify counts as its levels.

extension MeasuredDevice {
    static let resistive: [MeasuredDevice] =
        [
            intel22, foundry40, winbond90, tsinghua130, neuRRAM130, conductiveOxide,
        ] + laboratory

    private static let intel22 = {
        let jain = DeviceSource(
            "P. Jain et al., A 3.6Mb 10.1Mb/mm2 embedded non-volatile ReRAM macro in 22nm FinFET technology with adaptive "
                + "forming/set/reset schemes yielding down to 0.5V with sensing time of 5ns at 0.7V, ISSCC 2019")
        let golonzka = DeviceSource(
            "O. Golonzka et al., Non-volatile RRAM embedded into 22FFL FinFET technology, VLSI Technology 2019")
        return MeasuredDevice(
            "rram-22nm-intel", .rram, "embedded RRAM of Intel 22FFL, one transistor and one cell",
            [
                DeviceValue(.technologyNode, 22e-9, jain),
                DeviceValue(
                    .cellArea, 4.86e-14, golonzka, by: .wikichip, "216 nm x 225 nm; NeuroSim recommends 5 F x 12 F"),
                DeviceValue(
                    .onResistance, 6e3, jain, by: .neurosim14,
                    "NVMExplorer has 7 kOhm and 30 kOhm for the same technology"),
                DeviceValue(.onOffRatio, 17, jain, by: .neurosim14),
                DeviceValue(.levels, 2, jain, "one bit a cell"),
                DeviceValue(.readPulse, 5e-9, jain, "time of sensing at a supply of 0.7 V"),
                DeviceValue(.endurance, 1e4, golonzka, by: .nvmExplorer),
                DeviceValue(.retention, 3.1536e8, golonzka, by: .nvmExplorer, "ten years"),
                DeviceValue(.retentionTemperature, 358.15, golonzka, by: .nvmExplorer, "85 degrees Celsius"),
            ])
    }()

    private static let foundry40 = {
        let lee = DeviceSource(
            "C.-F. Lee et al., A 1.4Mb 40-nm embedded ReRAM macro with 0.07um2 bit cell, 2.7mA/100MHz low-power read and hybrid "
                + "write verify for high endurance application, A-SSCC 2017")
        let chou = DeviceSource(
            "C.-C. Chou et al., An N40 256K x 44 embedded RRAM macro with SL-precharge SA and low-voltage current limiter to "
                + "improve read and write performance, ISSCC 2018")
        let wei = DeviceSource(
            "A. Wei et al., PBA: percentile-based level allocation for multiple-bits-per-cell RRAM, ICCAD 2023, with the data of "
                + "two chips of L. R. Upton et al., EMBER, ESSCIRC 2023")
        return MeasuredDevice(
            "rram-hfox-40nm", .rram, "embedded HfOx RRAM of TSMC N40, one transistor and one cell",
            [
                DeviceValue(.technologyNode, 40e-9, lee),
                DeviceValue(.cellArea, 7e-14, lee, "44 F²; another macro of the process has 53 F² (Chou 2018)"),
                DeviceValue(.onResistance, 10e3, lee, by: .nvmExplorer, "one digit"),
                DeviceValue(.offResistance, 100e3, lee, by: .nvmExplorer, "one digit"),
                DeviceValue(.levels, 8, wei, "with write-verify; 16 levels are read with errors"),
                DeviceValue(.readPulse, 9e-9, chou, by: .nvmExplorer, "Lee 2017 reads at 100 MHz"),
                DeviceValue(.setVoltage, 1.5, lee, by: .nvmExplorer),
                DeviceValue(.resetVoltage, 1.5, lee, by: .nvmExplorer),
                DeviceValue(.endurance, 1e6, lee, by: .nvmExplorer, "with hybrid write-verify"),
            ])
    }()

    private static let winbond90 = {
        let he = DeviceSource(
            "W. He et al., 2-bit-per-cell RRAM-based in-memory computing for area-/energy-efficient deep learning, IEEE SSC-L 3, "
                + "194-197, 2020")
        return MeasuredDevice(
            "rram-90nm-winbond", .rram, "embedded RRAM of Winbond, one transistor and one cell",
            [
                DeviceValue(.technologyNode, 90e-9, he),
                DeviceValue(.cellHeight, 6, he, by: .neurosim14, "recommended for estimates"),
                DeviceValue(.cellWidth, 6, he, by: .neurosim14, "recommended for estimates"),
                DeviceValue(.onResistance, 6e3, he, by: .neurosim14),
                DeviceValue(.onOffRatio, 150, he, by: .neurosim14),
                DeviceValue(.levels, 4, he, "with write-verify"),
            ])
    }()

    private static let tsinghua130 = {
        let yao = DeviceSource(
            "P. Yao et al., Fully hardware-implemented memristor convolutional neural network, Nature 577, 641-646, 2020"
        )
        let wu = DeviceSource(
            "W. Wu et al., A methodology to improve linearity of analog RRAM for neuromorphic computing, VLSI Technology 2018"
        )
        return MeasuredDevice(
            "rram-taox-130nm", .rram, "analog TaOx/HfOx RRAM of Tsinghua University, one transistor and one cell",
            [
                DeviceValue(.technologyNode, 130e-9, yao),
                DeviceValue(.cellHeight, 4, wu, by: .neurosim14, "recommended for estimates"),
                DeviceValue(.cellWidth, 4, wu, by: .neurosim14, "recommended for estimates"),
                DeviceValue(.onResistance, 100e3, wu), DeviceValue(.onOffRatio, 10, wu),
                DeviceValue(.levels, 32, yao, "in closed loop; the network uses 15 levels of a pair"),
                DeviceValue(.setVoltage, 1.6, wu, by: .neurosim30),
                DeviceValue(.resetVoltage, 1.6, wu, by: .neurosim30),
                DeviceValue(.setPulse, 50e-9, wu), DeviceValue(.resetPulse, 50e-9, wu, by: .neurosim30),
                DeviceValue(.potentiationPulses, 128, wu, by: .neurosim30),
                DeviceValue(.depressionPulses, 128, wu, by: .neurosim30),
                DeviceValue(.potentiationNonlinearity, 0.04, wu, by: .neurosim30),
                DeviceValue(.depressionNonlinearity, -0.63, wu, by: .neurosim30),
                DeviceValue(.cycleVariation, 0.037, wu, by: .neurosim30),
            ])
    }()

    private static let neuRRAM130 = {
        let wan = DeviceSource(
            "W. Wan et al., A compute-in-memory chip based on resistive random-access memory, Nature 608, 504-512, 2022"
        )
        return MeasuredDevice(
            "rram-130nm-neurram", .rram, "RRAM of the NeuRRAM chip, one transistor and one cell, two cells a weight",
            [
                DeviceValue(.technologyNode, 130e-9, wan),
                DeviceValue(
                    .cellArea, 2.125e-12, wan, by: .cimLoop,
                    "126 F²; the area of the array over its cells, with what lies between"),
                DeviceValue(.onResistance, 25e3, wan, by: .aihwkit, "largest conductance of 40 uS"),
                DeviceValue(.readVoltage, 0.5, wan, by: .cimLoop),
                DeviceValue(.setVoltage, 1.75, wan, by: .cimLoop, "of a ramp"),
            ])
    }()

    private static let conductiveOxide = {
        let falcone = DeviceSource(
            "D. F. Falcone et al., All-in-one analog AI hardware: on-chip training and inference with "
                + "conductive-metal-oxide/HfOx ReRAM devices, arXiv:2502.04524, 2025")
        return MeasuredDevice(
            "rram-cmo-hfox-ibm", .rram, "analog RRAM of conductive metal oxide and HfOx, IBM Zurich",
            [
                DeviceValue(.onResistance, 1 / 90e-6, falcone, by: .aihwkit, "largest conductance of 90 uS"),
                DeviceValue(.offResistance, 1 / 8e-6, falcone, by: .aihwkit, "smallest conductance of 8 uS"),
                DeviceValue(.levels, 32, falcone, "at least"),
                DeviceValue(.setVoltage, 1.5, falcone, "at most"), DeviceValue(.resetVoltage, 1.5, falcone, "at most"),
            ])
    }()
}
