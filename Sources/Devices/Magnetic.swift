// SPDX-License-Identifier: Apache-2.0

// Magnetic tunnel junctions.

extension MeasuredDevice {
    static let magnetic: [MeasuredDevice] = [intel22MRAM, samsung28]

    private static let intel22MRAM = {
        let wei = DeviceSource(
            "L. Wei et al., A 7Mb STT-MRAM in 22FFL FinFET technology with 4ns read sensing time at 0.9V using "
                + "write-verify-write scheme and offset-cancellation sensing technique, ISSCC 2019")
        let golonzka = DeviceSource(
            "O. Golonzka et al., MRAM as embedded non-volatile memory solution for 22FFL FinFET technology, IEDM 2018")
        return MeasuredDevice(
            "stt-mram-22nm", .mram, "embedded STT-MRAM of Intel 22FFL, one transistor and one junction",
            [
                DeviceValue(.technologyNode, 22e-9, wei),
                DeviceValue(.cellArea, 4.86e-14, wei, by: .wikichip, "216 nm x 225 nm"),
                DeviceValue(.onResistance, 1.4e3, wei, by: .neurosim14),
                DeviceValue(.onOffRatio, 2.8, wei, by: .neurosim14, "a magnetoresistance of 180 %"),
                DeviceValue(.levels, 2, wei),
                DeviceValue(.readPulse, 4e-9, wei, "time of sensing at a supply of 0.9 V"),
                DeviceValue(.endurance, 1e6, golonzka, by: .nvmExplorer, "at least"),
                DeviceValue(.retention, 3.1536e8, golonzka, by: .nvmExplorer, "ten years"),
                DeviceValue(.retentionTemperature, 473.15, golonzka, by: .nvmExplorer, "200 degrees Celsius"),
            ])
    }()

    private static let samsung28 = {
        let jung = DeviceSource(
            "S. Jung et al., A crossbar array of magnetoresistive memory devices for in-memory computing, Nature 601, 211-216, "
                + "2022")
        return MeasuredDevice(
            "stt-mram-28nm", .mram,
            "MRAM of Samsung's crossbar for in-memory computing, one transistor and one junction",
            [
                DeviceValue(.technologyNode, 28e-9, jung),
                DeviceValue(.onResistance, 13e3, jung, "mean of 8,192 cells, with the access transistor"),
                DeviceValue(.offResistance, 26e3, jung, "mean, with the access transistor"),
                DeviceValue(.levels, 2, jung),
                DeviceValue(.conductanceSpread, 0.123, jung, "1.6 kOhm of the on resistance"),
            ])
    }()
}
