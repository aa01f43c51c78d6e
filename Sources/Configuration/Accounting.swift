/// Whose book-keeping a run follows.
public enum Accounting: Sendable, CaseIterable {
    /// That of DNN+NeuroSim V2.1, quirks included, so that figures compare with published ones.
    case neurosim
    /// The right one: padding, strides, groups, operation counts and cell values as they are.
    case exact
    /// Times and energies of a closed formula over the number of parameters and operations, for streamed networks only.
    case origin
}
