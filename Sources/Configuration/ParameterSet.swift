// SPDX-License-Identifier: Apache-2.0

import Technology

/// The value of each parameter of `Param`, under a name and in a type of Swift.
///
/// Set them in ``Configuration/init(_:)`` or ``Configuration/changing(_:)``, which check what was set. The initial values below are the
/// defaults that hold in every revision; the schema (``ParameterSchema``) takes them from here. Parameters whose default depends on
/// the revision, or on another parameter, are in the extensions. Each property names the parameter that it holds, in backquotes.
/// Units are SI without prefix unless the brackets say otherwise; `[F]` is in feature sizes.
public struct ParameterSet: Sendable, Hashable {
    // MARK: Accounting

    /// `revision`: which estimator's circuits and counting the run has.
    public var revision = RevisionName.standard
    /// `accounting`: what the figures count.
    public var accounting: Accounting {
        get { given.accounting ?? (revision == .tessera ? .exact : .neurosim) }
        set { given.accounting = newValue }
    }

    // MARK: Arrays and devices

    /// What the measured device gives that `device` names; nil where none is named.
    var preset: DevicePreset?
    /// The width that the cell of the device needs for its access transistor [F]; nil where the cell has no such transistor.
    var presetLeastWidth: Double?
    /// `device`: the name of a measured device, whose published values stand in place of defaults; nil for none.
    public var device: String? {
        get { preset?.name }
        set { preset = newValue.flatMap(DevicePreset.init(named:)) }
    }
    /// `operationmode`: how arrays compute, and how many rows are read at once.
    public var operationMode = OperationMode.conventionalParallel
    /// `accesstype`: what selects a cell of an RRAM or FeFET array.
    public var accessDevice = AccessDevice.cmos
    /// `transistortype`: the sort of transistor.
    public var transistorType = TransistorType.conventional
    /// `deviceroadmap`: high-performance or low-standby-power transistors.
    public var deviceRoadmap = DeviceRoadmap.lowStandbyPower

    // MARK: Buffers

    /// `globalBufferType`: whether the chip's buffer is SRAM rather than a register file.
    public var globalBufferIsSRAM = false
    /// `globalBufferCoreSizeRow`: rows of one core of the chip's buffer.
    public var globalBufferCoreRows = 128
    /// `globalBufferCoreSizeCol`: columns of one core of the chip's buffer.
    public var globalBufferCoreColumns = 128
    /// `tileBufferType`: whether a tile's buffers are SRAM rather than register files.
    public var tileBufferIsSRAM = false
    /// `tileBufferCoreSizeRow`: rows of one core of a tile's buffer.
    public var tileBufferCoreRows = 32
    /// `tileBufferCoreSizeCol`: columns of one core of a tile's buffer.
    public var tileBufferCoreColumns = 32
    /// `peBufferType`: whether a processing element's buffers are SRAM rather than register files.
    public var peBufferIsSRAM = false

    // MARK: Mapping, read-out and data flow

    /// `chipActivation`: whether the activation function is computed once for the chip instead of in every tile.
    public var chipActivationOutsideTile = true
    /// `reLu`: whether the activation function is ReLU rather than a sigmoid.
    public var usesReLU = true
    /// `novelMapping`: whether kernels are spread over processing elements so that inputs are reused.
    public var usesNovelMapping = true
    /// `SARADC`: whether columns end in SAR ADCs rather than flash ADCs of multilevel sense amplifiers.
    public var usesSARADC = false
    /// `algoWeightMax`: largest weight of the algorithm [1].
    public var maximumWeight = 1.0
    /// `algoWeightMin`: smallest weight of the algorithm [1].
    public var minimumWeight = -1.0

    /// `synchronous`: whether all blocks work in cycles of one clock, which the slowest sensing decides.
    public var isSynchronous = true
    /// `sync_data_transfer`: whether data move between layers in cycles of their own.
    public var synchronizesTransfers = false
    /// `Activationtype`: whether the table of a sigmoid is SRAM rather than RRAM.
    public var sigmoidTableIsSRAM = true

    // MARK: Technology and interconnect

    /// `clkFreq`: clock frequency [Hz].
    public var clockFrequency = 1e9
    /// `temp`: temperature [K].
    public var temperature = 300.0
    /// `globalBusDelayTolerance`: share by which the delay of the chip's H-tree may exceed the shortest one [1].
    public var globalBusDelayTolerance = 0.1
    /// `localBusDelayTolerance`: the same for the H-trees inside tiles [1].
    public var localBusDelayTolerance = 0.1
    /// `treeFoldedRatio`: how many layers of metal the chip's H-tree folds into [1].
    public var treeFoldedRatio = 4.0

    /// `globalBusType`: whether tiles are connected by an H-tree rather than by buses along their rows and columns.
    public var globalBusIsHTree = false
    /// `inputtoggle`: share of the bits of inputs that switch on a bus [1].
    public var inputToggleRate = 0.18
    /// `outputtoggle`: share of the bits of results that switch on a bus [1].
    public var outputToggleRate = 0.5

    // MARK: Periphery and calibration

    /// `speciallayout`: whether gates at 2 and 1 nm have a layout of their own.
    public var usesSpecialLayout = true
    /// `sizingfactor_WLdecoder`: width of the last inverter of a wordline decoder, in usual widths [1].
    public var wordlineDecoderDriverSize = 1.0
    /// `validated`: whether ``calibration`` counts.
    public var isCalibrated = true
    /// `alpha` to `zeta`: factors that fit figures to silicon.
    public var calibration = CalibrationFactors()

    // MARK: Subarray

    /// `numRowSubArray`: rows of a subarray.
    public var subarrayRows = 128
    /// `numColSubArray`: columns of a subarray.
    public var subarrayColumns = 128
    /// `relaxArrayCellHeight`: whether cells are stretched to the height of the row periphery.
    public var relaxesCellHeight = false
    /// `relaxArrayCellWidth`: whether cells are stretched to the width of the column periphery.
    public var relaxesCellWidth = false
    /// `numColMuxed`: columns that share one ADC or sense amplifier.
    public var columnsPerADC = 8

    // MARK: SRAM cell

    /// `minSenseVoltage`: least bitline difference that a sense amplifier needs [V].
    public var minimumSenseVoltage = 0.1

    // MARK: RRAM and FeFET cells

    /// `heightInFeatureSizeCrossbar`: height of a crossbar cell [F].
    public var crossbarCellHeight = 2.0
    /// `widthInFeatureSizeCrossbar`: width of a crossbar cell [F].
    public var crossbarCellWidth = 2.0
    /// `gateCapFeFET`: gate capacitance of a FeFET cell [F, farad].
    public var fefetGateCapacitance = 2.1717e-18
    /// `polarization`: remanent polarization of a FeFET cell [uC/cm²].
    public var fefetPolarization = 20.0
    /// `nonlinearIV`: whether the cells of a crossbar conduct nonlinearly.
    public var hasNonlinearCells = false
    /// `nonlinearity`: current at the write voltage over current at half of it [1].
    public var nonlinearity = 10.0

    /// `chargeDelay`: time in which the charge of 128 rows of capacitors moves to the reference [s].
    public var chargeDelay = 5e-9

    // MARK: Macro

    /// Parameters of one in-memory computing macro.
    public var macro = MacroParameters()

    // MARK: Training

    /// `parallelBP`: whether backward passes read all columns at once.
    public var usesParallelBackpropagation = true
    /// `batchSize`: images in a batch.
    public var batchSize = 200
    /// `numIteration`: batches in an epoch.
    public var iterationsPerEpoch = 250
    /// `bufferOverHeadConstraint`: gradient storage allowed, in units of the inference buffer [1].
    public var gradientBufferOverhead = 1.0
    /// `numRowSubArrayWG`: rows of an array that computes weight gradients.
    public var weightGradientRows = 128
    /// `numColSubArrayWG`: columns of an array that computes weight gradients.
    public var weightGradientColumns = 128
    /// `numRowMuxedAG`: rows that share one ADC in the backward pass.
    public var rowsPerBackwardADC = 8
    /// `levelOutputAG`: levels of an ADC of the backward pass, a power of two.
    public var backwardADCLevels = 64
    /// `numRowMuxedWG`: columns that share one ADC in an array that computes weight gradients.
    public var columnsPerWeightGradientADC = 8
    /// `levelOutputWG`: levels of an ADC of an array that computes weight gradients, a power of two.
    public var weightGradientADCLevels = 16
    /// `dramType`: the memory beside the chip.
    public var dramKind = DRAMKind.hbm2

    // MARK: Synthetic trace

    /// `syntheticWeightSpread`: standard deviation of drawn weights, in the unit of ``maximumWeight`` [1].
    public var syntheticWeightSpread = 0.25
    /// `syntheticActivationDensity`: share of ones in each bit of a drawn activation below its sign [1].
    public var syntheticActivationDensity = 0.2
    /// `syntheticUpdateDensity`: share of the weights that the last training step has changed [1].
    public var syntheticUpdateDensity = 0.4
    /// `syntheticActivity`: share of lines that switch when weight gradients are computed [1].
    public var syntheticActivity = 0.2

    // MARK: Work on activations

    /// Parameters of the engine for products of activations, and of the vector unit.
    public var activations = ActivationParameters()

    // MARK: Streaming

    /// Parameters whose names begin with `stream`: a network streamed through one small SRAM.
    public var streaming = StreamingParameters()

    /// What is given of the parameters in the extensions.
    var given = GivenParameters()

    /// Every parameter at its default.
    public init() {}
}
