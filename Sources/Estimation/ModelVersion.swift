// SPDX-License-Identifier: Apache-2.0

/// The version of the model that computes figures, for programs that store figures.
public enum ModelVersion {
    /// Rises with each change that moves a figure of an estimate or an accuracy; `CHANGELOG.md` lists those changes
    /// under *Results changed*. Files without a version have version 1.
    public static let current = 6
}
