import Circuits
import Configuration
import Technology

/// How the circuits at the sides of an array are laid out in strips.
public struct StripLayout: Sendable, Equatable {
    /// Shape of what drives the inputs.
    public let inputs: LayoutConstraint
    /// Shape of pass gates and drivers at the sensed lines.
    public let outputs: LayoutConstraint
    /// Whether strips are turned by a quarter to fit the array.
    public let isTurned: Bool

    /// A layout of the given shapes.
    public init(inputs: LayoutConstraint, outputs: LayoutConstraint, isTurned: Bool) {
        self.inputs = inputs
        self.outputs = outputs
        self.isTurned = isTurned
    }
}

/// The circuits of a revision by their role in a block, as far as revisions differ in them.
///
/// The answers of the extension are those of circuits that fit their place; ``StandardCircuits`` has no other.
public protocol CircuitRoles: ChipCircuits {
    /// Width that one current sense amplifier may take of the `available` width of an array [m].
    func senseAmplifierWidth(_ available: Double, amplifiers: Int) -> Double
    /// The rectangle of a circuit below the columns of an array [m].
    ///
    /// - Parameters:
    ///   - circuit: The circuit with its adders.
    ///   - adders: The adders alone.
    ///   - width: Width of the array.
    func footprint(of circuit: Footprint, adders: Footprint, width: Double) -> Footprint
    /// Strips along the transposed sides of an array.
    func transposedStrips(of array: Footprint) -> StripLayout
    /// Width of array wires for which branches of H-trees are sized [m]; 0 for branches without resistance.
    func branchWireWidth(above wire: Wire) -> Double
    /// Lines that the drivers of an SRAM array drive, in a design whose resistive cells have the given access.
    func sramWordlines(besides access: AccessDevice) -> SwitchMatrix.Lines
    /// Lines that the drivers of a unit for weight gradients drive, beside synaptic arrays of the given access.
    func gradientWordlines(besides access: AccessDevice) -> SwitchMatrix.Lines
    /// Whether buffers of tiles are of SRAM cells.
    ///
    /// - Parameters:
    ///   - own: What the parameters say for tiles.
    ///   - elements: What they say for processing elements.
    func tileBufferIsSRAM(_ own: Bool, elements: Bool) -> Bool
}

extension CircuitRoles {
    /// Its share.
    public func senseAmplifierWidth(_ available: Double, amplifiers: Int) -> Double {
        available / Double(amplifiers)
    }

    /// The whole circuit.
    public func footprint(of circuit: Footprint, adders: Footprint, width: Double) -> Footprint { circuit }

    /// As long as the sides, turned.
    public func transposedStrips(of array: Footprint) -> StripLayout {
        StripLayout(inputs: .height(array.width), outputs: .width(array.height), isTurned: true)
    }

    /// That of the wire.
    public func branchWireWidth(above wire: Wire) -> Double { wire.width }

    /// Wordlines: SRAM cells bring their own access transistors.
    public func sramWordlines(besides access: AccessDevice) -> SwitchMatrix.Lines { .wordlines }

    /// Wordlines: the unit has SRAM cells.
    public func gradientWordlines(besides access: AccessDevice) -> SwitchMatrix.Lines { .wordlines }

    /// What the parameters say for tiles.
    public func tileBufferIsSRAM(_ own: Bool, elements: Bool) -> Bool { own }
}

/// Circuits that fit their place.
public struct StandardCircuits: CircuitRoles {
    /// Circuits that fit their place.
    public init() {}
}
