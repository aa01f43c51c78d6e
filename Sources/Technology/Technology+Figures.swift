// SPDX-License-Identifier: Apache-2.0

extension Technology {
    /// A process of given figures, in units that belong together and need not be those of the SI.
    ///
    /// A run resolves a record; this is for what has the figures of a process already, such as checks of equations in
    /// other units. The arguments are the properties of the same names.
    package init(
        node: Int, roadmap: DeviceRoadmap, temperature: Double, source: String, featureSize: Double,
        supplyVoltage: Double, thresholdVoltage: Double, pmosToNmosRatio: Double, transistors: TransistorModel,
        cutsSheets: Bool, gateLength: Double,
        gateCapacitancePerWidth: Double, junctionCapacitance: Double, sidewallCapacitance: Double,
        drainToChannelCapacitance: Double, resistanceMultiplier: Double, nmosOnCurrent: Double, pmosOnCurrent: Double,
        nmosOffCurrent: Double, pmosOffCurrent: Double, transconductanceLaw: TransconductanceLaw,
        converterPower: ConverterPowerFit, flash: FlashModel, wireCapacitancePerLength: Double
    ) {
        self.node = node
        self.roadmap = roadmap
        self.temperature = temperature
        self.source = source
        self.featureSize = featureSize
        self.supplyVoltage = supplyVoltage
        self.thresholdVoltage = thresholdVoltage
        self.pmosToNmosRatio = pmosToNmosRatio
        self.transistors = transistors
        self.cutsSheets = cutsSheets
        self.gateLength = gateLength
        self.gateCapacitancePerWidth = gateCapacitancePerWidth
        self.junctionCapacitance = junctionCapacitance
        self.sidewallCapacitance = sidewallCapacitance
        self.drainToChannelCapacitance = drainToChannelCapacitance
        self.resistanceMultiplier = resistanceMultiplier
        self.nmosOnCurrent = nmosOnCurrent
        self.pmosOnCurrent = pmosOnCurrent
        self.nmosOffCurrent = nmosOffCurrent
        self.pmosOffCurrent = pmosOffCurrent
        self.transconductanceLaw = transconductanceLaw
        self.converterPower = converterPower
        self.flash = flash
        self.wireCapacitancePerLength = wireCapacitancePerLength
    }
}
