// SPDX-License-Identifier: Apache-2.0

/// The commit that this was built from, in git's short form; nil where the sources were no repository.
///
/// In a separate module, and not inlined, so that no other file is compiled again after a commit.
@inline(never)
package func sourceCommit() -> String? {
    // Written by Plugins/NoteCommit.
    notedCommit.isEmpty ? nil : notedCommit
}
