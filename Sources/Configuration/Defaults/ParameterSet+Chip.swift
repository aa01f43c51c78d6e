// SPDX-License-Identifier: Apache-2.0

import Technology

// Parameters of chip, technology and subarray whose default depends on the revision, or on another parameter: what is given, or
// else the default.

extension ParameterSet {
    // MARK: Technology and interconnect

    /// `technode`: the technology node [nm].
    public var technologyNode: Int {
        get { given.technologyNode ?? preset?.node(in: revision) ?? defaults.technologyNode }
        set { given.technologyNode = newValue }
    }

    /// The record of the technology node; nil for a node that the revision has no record of.
    public var process: ProcessNode? { try? revision.technologies.node(technologyNode) }

    /// `wireWidth`: width of the interconnect's wires [nm]; what is usual at the technology node until it is set.
    public var wireWidth: Int {
        get {
            guard let width = given.wireWidth, !neglectsWireResistance else { return usualWireWidth }
            return width
        }
        set { given.wireWidth = newValue }
    }

    private var usualWireWidth: Int {
        switch revision {
        case .neurosim21, .tessera: (process ?? revision.technologies.standard).wire.nanometers
        case .neurosim15: nodeDefaults.wireWidth
        }
    }

    /// Whether wires are taken to have no resistance (`wireWidth = -1`).
    public var neglectsWireResistance: Bool { given.wireWidth == -1 }

    /// `featuresize`: feature size that a crossbar's cells are drawn in [m]; the usual wire width at the node until it is set, and
    /// ``wireWidth`` in V1.5.
    public var featureSize: Double {
        get { given.featureSize ?? usualFeatureSize }
        set { given.featureSize = newValue }
    }

    private var usualFeatureSize: Double {
        switch revision {
        case .neurosim21, .tessera: (process ?? revision.technologies.standard).cells.crossPointFeatureSize.value
        case .neurosim15: Double(wireWidth) * 1e-9
        }
    }

    /// `Metal0`: width of the wires along the columns of an array [nm].
    public var columnMetalWidth: Double {
        get { given.columnMetalWidth ?? Double(nodeDefaults.wireWidth) }
        set { given.columnMetalWidth = newValue }
    }

    /// `Metal1`: width of the wires along the rows of an array [nm].
    public var rowMetalWidth: Double {
        get { given.rowMetalWidth ?? nodeDefaults.rowMetalWidth }
        set { given.rowMetalWidth = newValue }
    }

    /// `barrierthickness`: thickness of the barrier around a wire [m].
    public var barrierThickness: Double {
        get { given.barrierThickness ?? nodeDefaults.barrierThickness }
        set { given.barrierThickness = newValue }
    }

    /// `maxGlobalBusWidth`: most wires in the chip's bus [bit].
    public var maximumGlobalBusWidth: Int {
        get { given.maximumGlobalBusWidth ?? defaults.maximumGlobalBusWidth }
        set { given.maximumGlobalBusWidth = newValue }
    }

    // MARK: Mapping, read-out and data flow

    /// `currentMode`: whether multilevel sense amplifiers sense current rather than voltage.
    public var usesCurrentModeSensing: Bool {
        get { given.usesCurrentModeSensing ?? defaults.usesCurrentModeSensing }
        set { given.usesCurrentModeSensing = newValue }
    }

    /// `pipeline`: whether layers work at the same time on consecutive images.
    public var isPipelined: Bool {
        get { given.isPipelined ?? defaults.isPipelined }
        set { given.isPipelined = newValue }
    }

    /// `speedUpDegree`: how far a pipeline's clock period is shortened by duplicating busy layers [1].
    public var speedUpDegree: Int {
        get { given.speedUpDegree ?? defaults.speedUpDegree }
        set { given.speedUpDegree = newValue }
    }

    /// `trainingEstimation`: whether training on the chip is estimated as well as inference; V1.5 estimates inference only.
    public var estimatesTraining: Bool {
        get { given.estimatesTraining ?? defaults.estimatesTraining }
        set { given.estimatesTraining = newValue }
    }

    // MARK: Subarray

    /// `numRowParallel`: rows of a subarray that are read at once; until it is set all of them, or one where the operation mode is
    /// row by row.
    public var parallelRows: Int {
        get { given.parallelRows ?? (operationMode.isParallel ? subarrayRows : 1) }
        set { given.parallelRows = newValue }
    }

    /// `levelOutput`: levels that an ADC tells apart, a power of two.
    public var adcLevels: Int {
        get { given.adcLevels ?? defaults.adcLevels }
        set { given.adcLevels = newValue }
    }

    /// `dumcolshared`: sense amplifiers that share a dummy column as their reference; ``adcLevels`` until it is set.
    public var convertersPerDummyColumn: Int {
        get { given.convertersPerDummyColumn ?? adcLevels }
        set { given.convertersPerDummyColumn = newValue }
    }

    /// `cellBit` as it is given [bit]; ``cellBits`` is what counts.
    public var givenCellBits: Int {
        get { given.cellBits ?? preset?.bits ?? defaults.cellBits }
        set { given.cellBits = newValue }
    }

    /// `cellBit`: bits that a cell holds [bit], at most those that the kind of cell can; an SRAM cell holds one, whatever is set.
    public var cellBits: Int {
        get { min(givenCellBits, cellType.mostBits ?? givenCellBits) }
        set { givenCellBits = newValue }
    }
}
