import Circuits
import Configuration
import Diagnostics
import Technology

/// The synaptic subarray: cells that hold weights, and the periphery that multiplies them with an input bit vector.
///
/// Weights of several bits, or binary ones (BNN, XNOR); rows read one after the other or all at once; SRAM, RRAM or
/// FeFET cells. Designs that train on the chip also read the array transposed, inputs at the columns and results at the
/// rows, and write new weights. Model: subarray of DNN+NeuroSim V2.1. With `accounting = exact` the points in which that
/// tool's book-keeping differs from its own circuits are put right.
public struct Subarray: Sendable {
    /// Height and width with the periphery [m].
    public let footprint: Footprint
    /// Area of all blocks, without the space that is left between them [m²].
    public let usedArea: Double
    /// Area by category [m²]. The categories add up to ``usedArea``, except for binary modes in the reference's
    /// accounting, where only the array is listed.
    public let area: AreaBreakdown
    /// What digitizes a column in a forward read.
    public let readADC: ColumnADC
    /// What digitizes a row in a transposed read; nil without one.
    public let transposedADC: ColumnADC?

    private let array: CellArray
    private let forward: any ReadOut
    private let transposed: (any ReadOut)?
    private let writing: any ArrayWriting
    private let rules: SubarrayRules
    private let isBinary: Bool

    /// Share of the gradients' bits that are one [1] (DNN+NeuroSim V2.1).
    private static let gradientActivity = 0.5

    /// Sizes the subarray that the parameters describe.
    ///
    /// - Throws: `InputError` for a subarray of a single row or column.
    public init(_ inputs: DesignInputs) throws(InputError) {
        let configuration = inputs.configuration
        guard configuration.subarrayRows > 1, configuration.subarrayColumns > 1 else {
            throw InputError("a subarray needs at least 2 rows and 2 columns (numRowSubArray, numColSubArray)")
        }
        let rules = inputs.rules.subarray
        let array = CellArray(inputs, rules: rules)
        let parts = SubarrayAssembly(inputs: inputs, rules: rules, array: array).parts()
        self.rules = rules
        self.array = array
        forward = parts.forward
        transposed = parts.transposed
        writing = parts.writing
        isBinary = !configuration.operationMode.isConventional
        readADC = parts.forward.adc
        transposedADC = parts.transposed?.adc

        let forwardBlocks = parts.forward.blocks + parts.writing.blocks
        let transposedBlocks = parts.transposed?.blocks ?? []
        let forwardMargin = forwardBlocks.margin(isTransposed: false)
        let transposedMargin = transposedBlocks.margin(isTransposed: true)
        footprint = Footprint(
            width: array.footprint.width + forwardMargin.width + transposedMargin.width,
            height: array.footprint.height + forwardMargin.height + transposedMargin.height)
        let blocks = forwardBlocks + transposedBlocks
        usedArea = array.footprint.area + blocks.area
        area =
            isBinary && rules.leavesBinaryBreakdownEmpty
            ? AreaBreakdown(array: array.footprint.area)
            : AreaBreakdown(
                array: array.footprint.area, conversion: blocks.area(of: .conversion),
                accumulation: blocks.area(of: .accumulation), other: blocks.area(of: .other))
    }

    /// Capacitance of the wire along a row: bitlines of 1T1R cells, wordlines of others [F].
    public var rowWireCapacitance: Double { array.rowWireCapacitance }

    /// Capacitance of a wordline with the gates on it [F].
    public var wordlineCapacitance: Double { array.wordline.capacitance }

    /// Capacitance of a line along a column with the drains on it [F].
    public var columnCapacitance: Double { array.column.capacitance }

    /// Resistance of the access transistor of an SRAM cell [Ohm]; 0 for other cells.
    public var accessResistance: Double { array.cell.sram?.accessResistance ?? 0 }

    /// Static power [W]; `includingTransposed` adds the circuits of transposed reads, where there are any.
    public func leakagePower(includingTransposed: Bool) -> Double {
        let own = array.leakagePower + forward.blocks.leakagePower + writing.blocks.leakagePower
        guard includingTransposed, let transposed else { return own }
        let shared = rules.countsSharedLeakageTwice ? writing.blocks.leakagePower : 0
        return own + transposed.blocks.leakagePower + shared
    }
}

// MARK: - Operations

extension Subarray {
    /// One read of all columns for one bit of the inputs, of which a share `activity` is one [1]: active rows over
    /// rows that hold weights, 0 to 1.
    public func forwardRead(activity: Double) -> SubarrayRead {
        reported(forward.read(activity: activity, lineActivity: activity))
    }

    /// One read of all rows for one bit of the gradients at the columns, half of which are taken to be one. Costs
    /// nothing in designs without transposed read-out.
    ///
    /// - Parameter forwardActivity: activity of the forward read of the same input vector [1]. In the reference's
    ///   accounting the line drivers of SRAM follow it.
    public func transposedRead(forwardActivity: Double) -> SubarrayRead {
        guard let transposed else { return .none }
        let activity = Self.gradientActivity
        let lineActivity = rules.usesForwardActivityInTransposedRead ? forwardActivity : activity
        return reported(transposed.read(activity: activity, lineActivity: lineActivity))
    }

    /// Writing new weights: time and energy of cells and periphery.
    ///
    /// - Parameters:
    ///   - update: what changes.
    ///   - reads: what the array did before. In the reference's accounting an update of a resistive array counts the
    ///     shifts of the input register in a transposed read, and the drivers of a cross-point array that is read row by
    ///     row do not finish an update that follows enough reads: the latency is infinite.
    public func write(_ update: ArrayUpdate, after reads: PrecedingReads) -> OperationCost {
        writing.write(update, after: reads, transposedScans: transposedConversions)
    }

    /// The row selections of an update, where the reference lets their time depend on the reads and updates before: in
    /// cross-point arrays that are read row by row. Their drivers bring the latency of ``write(_:after:)``, an upper
    /// bound there, to that of ``CompoundedSelection/latency(drivers:)``.
    public func compoundedSelection(of update: ArrayUpdate) -> CompoundedSelection? {
        writing.compoundedSelection(update)
    }

    /// How often a transposed read drives its input lines [1].
    private var transposedConversions: Double {
        transposed?.read(activity: Self.gradientActivity, lineActivity: 0).conversionLatencyFactor ?? 0
    }

    private func reported(_ read: SubarrayRead) -> SubarrayRead {
        isBinary && rules.leavesBinaryBreakdownEmpty ? read.withoutParts : read
    }
}
