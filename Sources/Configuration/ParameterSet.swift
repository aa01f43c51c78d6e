// SPDX-License-Identifier: Apache-2.0

import NeuroSim21Technology
import Technology

/// The value of each parameter of `Param`, under a name and in a type of Swift.
///
/// Set them in ``Configuration/init(_:)`` or ``Configuration/changing(_:)``, which check what was set. The initial values below are the
/// defaults; the schema (``ParameterSchema``) takes them from here. Each property names the parameter that it holds, in
/// backquotes. Units are SI without prefix unless the brackets say otherwise; `[F]` is in feature sizes.
public struct ParameterSet: Sendable {
    // MARK: Accounting

    /// `revision`: which estimator's circuits and counting the run has.
    public var revision = RevisionName.neurosim21
    /// `accounting`: what the figures count.
    public var accounting = Accounting.neurosim

    // MARK: Arrays and devices

    /// `operationmode`: how arrays compute, and how many rows are read at once.
    public var operationMode = OperationMode.conventionalParallel
    /// `memcelltype`: the memory cell of the synaptic arrays.
    public var cellType = CellType.fefet
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
    /// `currentMode`: whether multilevel sense amplifiers sense current rather than voltage.
    public var usesCurrentModeSensing = true
    /// `pipeline`: whether layers work at the same time on consecutive images.
    public var isPipelined = false
    /// `speedUpDegree`: how far a pipeline's clock period is shortened by duplicating busy layers [1].
    public var speedUpDegree = 1
    /// `algoWeightMax`: largest weight of the algorithm [1].
    public var maximumWeight = 1.0
    /// `algoWeightMin`: smallest weight of the algorithm [1].
    public var minimumWeight = -1.0

    // MARK: Technology and interconnect

    /// `clkFreq`: clock frequency [Hz].
    public var clockFrequency = 1e9
    /// `temp`: temperature [K].
    public var temperature = 300.0
    /// `technode`: the record of the technology node.
    public var process = TechnologyLibrary.neuroSim21.standard
    /// `featuresize` when it is given [m]; ``featureSize`` is what counts.
    public var givenFeatureSize: Double?
    /// `wireWidth` when it is given [nm], -1 for wires without resistance; ``wireWidth`` is what counts.
    public var givenWireWidth: Int?
    /// `globalBusDelayTolerance`: share by which the delay of the chip's H-tree may exceed the shortest one [1].
    public var globalBusDelayTolerance = 0.1
    /// `localBusDelayTolerance`: the same for the H-trees inside tiles [1].
    public var localBusDelayTolerance = 0.1
    /// `treeFoldedRatio`: how many layers of metal the chip's H-tree folds into [1].
    public var treeFoldedRatio = 4.0
    /// `maxGlobalBusWidth`: most wires in the chip's H-tree [bit].
    public var maximumGlobalBusWidth = 8192

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
    /// `levelOutput`: number of output levels of an ADC, a power of two.
    public var adcLevels = 64
    /// `cellBit` as it is given [bit]; ``cellBits`` is what counts.
    public var givenCellBits = 5

    // MARK: SRAM cell

    /// `heightInFeatureSizeSRAM`: height of an SRAM cell [F].
    public var sramCellHeight = 8.0
    /// `widthInFeatureSizeSRAM`: width of an SRAM cell [F].
    public var sramCellWidth = 20.0
    /// `widthSRAMCellNMOS`: width of the pull-down transistors of an SRAM cell [F].
    public var sramNMOSWidth = 2.08
    /// `widthSRAMCellPMOS`: width of the pull-up transistors of an SRAM cell [F].
    public var sramPMOSWidth = 1.23
    /// `widthAccessCMOS`: width of the access transistors of an SRAM cell [F].
    public var sramAccessWidth = 1.31
    /// `minSenseVoltage`: least bitline difference that a sense amplifier needs [V].
    public var minimumSenseVoltage = 0.1

    // MARK: RRAM and FeFET cells

    /// `heightInFeatureSize1T1R`: height of a cell with an access transistor [F].
    public var oneTransistorCellHeight = 4.0
    /// `widthInFeatureSize1T1R`: width of a cell with an access transistor [F].
    public var oneTransistorCellWidth = 4.0
    /// `heightInFeatureSizeCrossbar`: height of a crossbar cell [F].
    public var crossbarCellHeight = 2.0
    /// `widthInFeatureSizeCrossbar`: width of a crossbar cell [F].
    public var crossbarCellWidth = 2.0
    /// `resistanceOn`: resistance of the most conducting state at the read voltage [Ohm].
    public var onResistance = 240e3
    /// `resistanceOff`: resistance of the least conducting state at the read voltage [Ohm].
    public var offResistance = 24e6
    /// `gateCapFeFET`: gate capacitance of a FeFET cell [F, farad].
    public var fefetGateCapacitance = 2.1717e-18
    /// `polarization`: remanent polarization of a FeFET cell [uC/cm²].
    public var fefetPolarization = 20.0
    /// `maxNumLevelLTP`: write pulses from the least to the most conducting state.
    public var potentiationLevels = 60
    /// `maxNumLevelLTD`: write pulses from the most to the least conducting state.
    public var depressionLevels = 60
    /// `writeVoltage`: amplitude of a write pulse [V].
    public var writeVoltage = 4.0
    /// `writePulseWidth`: length of a write pulse [s].
    public var writePulseWidth = 50e-9
    /// `nonlinearIV`: whether the cells of a crossbar conduct nonlinearly.
    public var hasNonlinearCells = false
    /// `nonlinearity`: current at the write voltage over current at half of it [1].
    public var nonlinearity = 10.0
    /// `readVoltage`: voltage across a cell that is read [V].
    public var readVoltage = 0.5
    /// `readPulseWidth`: length of a read pulse [s].
    public var readPulseWidth = 10e-9
    /// `accessVoltage`: gate voltage of a selected access transistor [V].
    public var accessVoltage = 1.1
    /// `resistanceAccess`: resistance of a selected access transistor [Ohm].
    public var accessResistance = 15e3

    // MARK: Training

    /// `trainingEstimation`: whether training on the chip is estimated as well as inference.
    public var estimatesTraining = true
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

    // MARK: Streaming

    /// Parameters whose names begin with `stream`: a network streamed through one small SRAM.
    public var streaming = StreamingParameters()

    /// A technology node that was asked for and has no record [nm].
    var missingNode: Int?

    /// Every parameter at its default.
    public init() {}
}

extension ParameterSet {
    /// `cellBit`: bits that a cell holds [bit], at most as many as the kind of cell can hold; an SRAM cell always holds
    /// one.
    public var cellBits: Int {
        get { min(givenCellBits, cellType.mostBits ?? givenCellBits) }
        set { givenCellBits = newValue }
    }

    /// `technode`: the technology node [nm].
    public var technologyNode: Int {
        get { missingNode ?? process.nanometers }
        set {
            let node = try? Configuration.technologies.node(newValue)
            process = node ?? process
            missingNode = node == nil ? newValue : nil
        }
    }

    /// `wireWidth`: width of the interconnect's wires [nm]; what is usual at the technology node until it is set.
    public var wireWidth: Int {
        get {
            guard let givenWireWidth, !neglectsWireResistance else {
                return process.wire.nanometers
            }
            return givenWireWidth
        }
        set { givenWireWidth = newValue }
    }

    /// Whether wires are taken to have no resistance (`wireWidth = -1`).
    public var neglectsWireResistance: Bool { givenWireWidth == -1 }

    /// `featuresize`: feature size that a crossbar's cells are drawn in [m]; the usual wire width at the node until it is set.
    public var featureSize: Double {
        get { givenFeatureSize ?? process.cells.crossPointFeatureSize.value }
        set { givenFeatureSize = newValue }
    }

    /// Conductance of the most conducting state [S].
    public var maximumConductance: Double { 1 / onResistance }

    /// Conductance of the least conducting state [S].
    public var minimumConductance: Double { 1 / offResistance }
}
