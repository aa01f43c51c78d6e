// SPDX-License-Identifier: Apache-2.0

import Circuits
import Architecture
import Estimation

/// Labels of the lines of a breakdown, which differ between the sections of NeuroSim's report.
enum BreakdownWording {
    /// A layer, when layers work one after the other.
    case layer
    /// A layer of a pipeline.
    case pipelinedLayer
    /// The whole chip.
    case chip

    /// NeuroSim's label of the circuits that add up partial sums.
    static let accumulation =
        "Accumulation Circuits (subarray level: adders, shiftAdds; PE/Tile/Global level: accumulation units)"

    /// The categories in the order of the report, each with what stands in front of its latency and of its energy.
    func labels(of breakdown: CostBreakdown) -> [(latency: String, energy: String, cost: OperationCost)] {
        let converters = "ADC (or S/As and precharger for SRAM)"
        let array = "Synaptic Array w/o ADC (Forward + Activate Gradient)"
        return [
            reading(converters, breakdown.conversion),
            reading(BreakdownWording.accumulation, breakdown.accumulation),
            reading(array, breakdown.array),
            (bufferLatency, "Buffer readDynamicEnergy is: ", breakdown.buffer),
            (interconnectLatency, "Interconnect readDynamicEnergy is: ", breakdown.interconnect),
            reading("Weight Gradient Calculation", breakdown.weightGradient),
            ("Weight Update writeLatency is : ", "Weight Update writeDynamicEnergy is : ", breakdown.weightUpdate),
            ("DRAM data transfer Latency is : ", dramEnergy, breakdown.dram),
        ]
    }

    private func reading(
        _ name: String, _ cost: OperationCost
    ) -> (latency: String, energy: String, cost: OperationCost) {
        ("\(name) readLatency is : ", "\(name) readDynamicEnergy is : ", cost)
    }

    private var bufferLatency: String {
        switch self {
        case .layer: "Buffer buffer latency is: "
        case .pipelinedLayer: "Buffer latency is: "
        case .chip: "Buffer readLatency is: "
        }
    }

    private var interconnectLatency: String {
        self == .chip ? "Interconnect readLatency is: " : "Interconnect latency is: "
    }

    private var dramEnergy: String {
        "DRAM data transfer \(self == .layer ? "Energy" : "DynamicEnergy") is : "
    }
}
