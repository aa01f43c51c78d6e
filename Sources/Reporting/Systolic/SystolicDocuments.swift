// SPDX-License-Identifier: Apache-2.0

import ReportKit
import Systolic
import Workload

extension Dataflow: ReportWord {}

extension SystolicDesign: ReportObject {
    package static let reportName = "systolic array"

    package static let reportMembers: [ReportMember<SystolicDesign>] = [
        ReportMember("rows", "rows of processing elements") { $0.rows },
        ReportMember("columns", "columns of processing elements") { $0.columns },
        ReportMember("dataflow", "operands that stay in the processing elements: outputs, weights or inputs") {
            $0.dataflow
        },
        ReportMember("ifmapKilowords", "buffer of the input map, in 1024 words") { $0.ifmapKilowords },
        ReportMember("filterKilowords", "buffer of the filters, in 1024 words") { $0.filterKilowords },
        ReportMember("ofmapKilowords", "buffer of the output map, in 1024 words") { $0.ofmapKilowords },
        ReportMember(
            "bandwidth", "words per cycle between DRAM and each buffer; `calculated`: as many as the array needs"
        ) { BandwidthDocument(design: $0) },
    ]
}

/// The bandwidth of DRAM.
private struct BandwidthDocument: ReportValue {
    let design: SystolicDesign

    static var reportSchema: ValueSchema { .either([.words(["calculated"]), Words.reportSchema]) }

    var reportValue: JSONValue {
        switch design.bandwidth {
        case .calculated: "calculated"
        case .given(let ifmap, let filter, let ofmap): Words(ifmap: ifmap, filter: filter, ofmap: ofmap).reportValue
        }
    }

    /// Words a cycle of each buffer.
    private struct Words: ReportObject {
        let ifmap: Int
        let filter: Int
        let ofmap: Int

        static let reportName = "bandwidth"

        static let reportMembers: [ReportMember<Words>] = [
            ReportMember("ifmap", "words per cycle to the buffer of the input map") { $0.ifmap },
            ReportMember("filter", "words per cycle to the buffer of the filters") { $0.filter },
            ReportMember("ofmap", "words per cycle from the buffer of the output map") { $0.ofmap },
        ]
    }
}

extension MemoryAccess: ReportObject {
    package static let reportName = "accesses"

    package static let reportMembers: [ReportMember<MemoryAccess>] = [
        ReportMember("start", "cycle of the first access; cycles before the array starts are negative") {
            SignedCount($0.start)
        },
        ReportMember("stop", "cycle of the last access") { SignedCount($0.stop) },
        ReportMember("words", "words that are moved") { $0.words },
    ]
}

extension SystolicBreakdown: ReportObject {
    package static let reportName = "parts of an array"

    package static let reportMembers: [ReportMember<SystolicBreakdown>] =
        Cause.allCases.map { cause in ReportMember(cause.name, cause.meaning) { $0[cause] } } + [
            ReportMember("total", "total of all parts") { $0.total }
        ]
}

extension SystolicBreakdown.Cause {
    fileprivate var meaning: String {
        switch self {
        case .arithmetic: "multipliers and adders of the processing elements"
        case .registers: "registers of the processing elements"
        case .ifmapBuffer: "buffer of the input map"
        case .filterBuffer: "buffer of the filters"
        case .ofmapBuffer: "buffer of the output map"
        case .dram: "DRAM; its area is not counted"
        case .leakage: "leakage power of the chip times the time; only in energies"
        }
    }
}

/// Figures of a layer on an array.
struct SystolicLayerDocument: ReportObject {
    let figures: LayerFigures
    let energy: SystolicBreakdown

    static let reportName = "layer on an array"

    static let reportMembers: [ReportMember<SystolicLayerDocument>] = [
        ReportMember("name", "name of the layer") { $0.figures.layer.name },
        ReportMember("shape", "extents of the layer") { ShapeDocument(layer: $0.figures.layer) },
        ReportMember("product", "the layer as a product of matrices") { ProductDocument(layer: $0.figures.layer) },
        ReportMember("multiplyAccumulates", "multiply-accumulate operations of the layer") {
            $0.figures.layer.multiplyAccumulates
        },
        ReportMember("totalCycles", "cycles of the layer, including stalls") { $0.figures.totalCycles },
        ReportMember(
            "totalCyclesWithPrefetch",
            "cycles of the layer, including stalls and the first fill of the buffers from DRAM"
        ) {
            $0.figures.cyclesWithPrefetch
        },
        ReportMember("stallCycles", "cycles in which the array stalls") { $0.figures.stallCycles },
        ReportMember("utilization", "fraction of processing elements and cycles that compute", unit: "1") {
            $0.figures.utilization
        },
        ReportMember("overallUtilization", "utilization as SCALE-Sim counts it", unit: "1") {
            $0.figures.overallUtilization
        },
        ReportMember("mappingEfficiency", "fraction of processing elements that the folds of the layer use", unit: "1")
        {
            $0.figures.mappingEfficiency
        },
        ReportMember(
            "computeUtilization", "fraction of processing elements and cycles that compute, without stalls", unit: "1"
        ) {
            $0.figures.computeUtilization
        },
        ReportMember("sram", "accesses to the buffers") { BufferDocument(figures: $0.figures) },
        ReportMember("dram", "accesses to DRAM") { OutsideDocument(figures: $0.figures) },
        ReportMember("energy", "energy of the layer by part", unit: "J") { $0.energy },
    ]
}

/// Extents of a layer on an array.
private struct ShapeDocument: ReportObject {
    let layer: SystolicLayer

    static let reportName = "shape"

    static let reportMembers: [ReportMember<ShapeDocument>] = [
        ReportMember("inputHeight", "rows of the map with its padding, as far as windows reach") {
            $0.layer.inputHeight
        },
        ReportMember("inputWidth", "columns of the map with its padding, as far as windows reach") {
            $0.layer.inputWidth
        },
        ReportMember("filterHeight", "rows of a filter") { $0.layer.filterHeight },
        ReportMember("filterWidth", "columns of a filter") { $0.layer.filterWidth },
        ReportMember("channels", "channels of the map") { $0.layer.channels },
        ReportMember("filters", "filters of the layer") { $0.layer.filters },
        ReportMember("stride", "stride of both directions; null if they differ") { $0.layer.strides.common },
        ReportMember("strides", "vertical and horizontal stride", count: 2) { $0.layer.strides.numbers },
        ReportMember("dilations", "vertical and horizontal dilation", count: 2) { $0.layer.dilations.numbers },
        ReportMember(
            "border",
            "number of zeros at the top, at the left, at the bottom and at the right of the map that are not fetched (`--free-padding`)",
            count: 4
        ) { [$0.layer.border.top, $0.layer.border.left, $0.layer.border.bottom, $0.layer.border.right] },
        ReportMember("batch", "number of images that share the filters") { $0.layer.batch },
    ]
}

/// A layer as a product of matrices.
private struct ProductDocument: ReportObject {
    let layer: SystolicLayer

    static let reportName = "product of matrices"

    static let reportMembers: [ReportMember<ProductDocument>] = [
        ReportMember("M", "windows of the map") { $0.layer.windows },
        ReportMember("N", "filters") { $0.layer.filters },
        ReportMember("K", "words of a window") { $0.layer.windowWords },
    ]
}

/// Accesses to the buffers of an array.
private struct BufferDocument: ReportObject {
    let figures: LayerFigures

    static let reportName = "accesses to buffers"

    static let reportMembers: [ReportMember<BufferDocument>] = [
        ReportMember("ifmapReads", "reads of the input map") { $0.figures.ifmapSRAM },
        ReportMember("filterReads", "reads of filters") { $0.figures.filterSRAM },
        ReportMember("ofmapWrites", "writes of the output map") { $0.figures.ofmapSRAM },
        ReportMember("partialSumReads", "words of partial sums that are read back") { $0.figures.partialSumReads },
    ]
}

/// Accesses to memory outside the chip.
private struct OutsideDocument: ReportObject {
    let figures: LayerFigures

    static let reportName = "accesses to memory outside"

    static let reportMembers: [ReportMember<OutsideDocument>] = [
        ReportMember("ifmapReads", "reads of the input map") { $0.figures.ifmapDRAM },
        ReportMember("filterReads", "reads of filters") { $0.figures.filterDRAM },
        ReportMember("ofmapWrites", "writes of the output map") { $0.figures.ofmapDRAM },
        ReportMember("partialSumReads", "words of partial sums that are read back") { $0.figures.partialSumDRAMReads },
    ]
}

/// The bits of words of an array.
struct WordDocument: ReportObject {
    let technology: ArrayTechnology

    static let reportName = "precision of an array"

    static let reportMembers: [ReportMember<WordDocument>] = [
        ReportMember("weightBits", "bits of a weight") { $0.technology.precision.weightBits },
        ReportMember("activationBits", "bits of an activation") { $0.technology.precision.activationBits },
        ReportMember("accumulatorBits", "bits of an accumulator") { $0.technology.precision.accumulatorBits },
    ]
}
