// SPDX-License-Identifier: Apache-2.0

// Texts that quote publications.

extension DeviceSource {
    /// Conductances and cells of published macros, as an estimator recommends them.
    static let neurosim14 = DeviceSource(
        "User manual of DNN+NeuroSim V1.4, Georgia Institute of Technology, 2023, Table VI")
    /// Devices with curves of update, as an estimator lists them.
    static let neurosim30 = DeviceSource(
        "User manual of MLP+NeuroSim V3.0, Georgia Institute of Technology, 2019, chapter 9, Tables I and II")
    /// A survey of nonvolatile memories.
    static let nvmExplorer = DeviceSource(
        "Tables of L. Pentecost et al., NVMExplorer: a framework for cross-stack comparisons of embedded non-volatile memories, "
            + "HPCA 2022")
    /// Models of inference and devices that a simulator of analog training has.
    static let aihwkit = DeviceSource("Noise models of the IBM Analog Hardware Acceleration Kit (aihwkit)")
    /// Models of devices that a simulator of analog inference has.
    static let crossSim = DeviceSource("Device models of CrossSim, Sandia National Laboratories")
    /// Cells of published macros that an estimator of energy has.
    static let cimLoop = DeviceSource("Memory cells of CiMLoop, MIT")
    /// A report of the trade press.
    static let wikichip = DeviceSource(
        "D. Schor, Intel expands 22FFL with production-ready RRAM and MRAM on FinFET, WikiChip Fuse 2019")
}
