// SPDX-License-Identifier: Apache-2.0

import Architecture
import Configuration
import NeuroSim15Technology
import Technology

/// DNN+NeuroSim V1.5 as a guest: its circuits, its clock and its counting.
public enum NeuroSim15 {
    /// The revision's name, as a parameter has it.
    public static let name = "neurosim-1.5"

    /// The revision for designs of some parameters: V1.5 as it is, or with some of its departures.
    public static func revision(
        _ configuration: Configuration, departures: NeuroSim15Departures = .all
    ) -> Revision {
        Revision(
            name: name, technology: .neuroSim15,
            process: { configuration, records throws(TechnologyError) in
                try process(configuration, records: records)
            },
            cell: { configuration, technology throws(TechnologyError) in
                try cell(configuration, technology: technology)
            },
            circuits: NeuroSim15Circuits(departures: departures),
            counting: NeuroSim15Counting(
                departures: departures,
                toggleRates: (configuration.inputToggleRate, configuration.outputToggleRate),
                efficiencyMargin: configuration.isCalibrated ? configuration.calibration.layoutEnergy : 1,
                isClocked: configuration.isSynchronous,
                synchronizesTransfers: configuration.synchronizesTransfers),
            limits: NeuroSim15Limits(departures: departures))
    }

    private static func process(
        _ configuration: Configuration, records: TechnologyLibrary
    ) throws(TechnologyError) -> DesignProcess {
        try GlobalWires.check(Double(configuration.wireWidth) * 1e-9)
        for width in [configuration.rowMetalWidth, configuration.columnMetalWidth] {
            _ = try ArrayMetal.wire(nanometers: width)
        }
        let technology = try Technology(
            records.node(configuration.technologyNode), roadmap: configuration.deviceRoadmap,
            temperature: configuration.temperature, cutsSheets: configuration.usesSpecialLayout)
        let wire = try ArrayMetal.wire(
            nanometers: Double(configuration.wireWidth), temperature: configuration.temperature)
        return DesignProcess(technology: technology, wire: wire)
    }

    /// Capacitors have a cell of their own.
    private static func cell(
        _ configuration: Configuration, technology: Technology
    ) throws(TechnologyError) -> any MemoryCell {
        switch configuration.cellType {
        case .nvCap:
            configuration.accessDevice.isCrossPoint
                ? CapacitorCell(
                    geometry: CellGeometry(
                        height: configuration.crossbarCellHeight, width: configuration.crossbarCellWidth),
                    device: configuration.measuredDevice, featureSize: configuration.featureSize)
                : CapacitorCell(
                    geometry: CellGeometry(
                        height: configuration.oneTransistorCellHeight, width: configuration.oneTransistorCellWidth),
                    device: configuration.measuredDevice, featureSize: technology.featureSize)
        case .sram, .rram, .fefet, .pcm, .mram: try configuration.memoryCell(technology: technology)
        }
    }
}
