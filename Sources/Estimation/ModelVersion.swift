// SPDX-License-Identifier: Apache-2.0

/// The version of what figures are computed with, for whatever keeps figures.
public enum ModelVersion {
    /// Rises with each change that moves a figure of an estimate or an accuracy; `CHANGELOG.md` lists those changes under
    /// *Results changed*. Version 1 is that of files that do not say it.
    public static let current = 5
}
