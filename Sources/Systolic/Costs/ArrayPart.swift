/// What circuits of a systolic array are for: the categories of its blocks.
public enum ArrayPart: String, Sendable, CaseIterable {
    /// Multipliers and adders of the processing elements.
    case arithmetic
    /// Registers of the processing elements.
    case registers
    /// Buffer of the input map.
    case ifmapBuffer
    /// Buffer of the filters.
    case filterBuffer
    /// Buffer of the output map.
    case ofmapBuffer
}
