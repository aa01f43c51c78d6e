// SPDX-License-Identifier: Apache-2.0

import Database
import Diagnostics

/// Why a file is not the database of a sweep, or not of this one.
enum SweepStoreError: Error {
    /// Something else than points of a sweep.
    case foreignFile
    /// Tables of another version of the program.
    case otherForm(Int)
    /// Points of another build.
    case otherBuild(found: SweepBuild, wanted: SweepBuild)
    /// Something that no version of the program has written.
    case damaged(key: String, column: String)

    private func inputError(_ path: String) -> InputError {
        switch self {
        case .foreignFile:
            InputError("not a database of a sweep", file: path)
        case .otherForm(let version):
            InputError(
                "a database of form \(version), of another version of tessera (allowed: 1 to \(SweepTables.form)); "
                    + "`tessera sweep run --database FILE.db` begins another file", file: path)
        case .otherBuild(let found, let wanted):
            InputError(
                "its points are of \(found), and this is \(wanted): `tessera sweep run --renew` computes them "
                    + "again, `--database FILE.db` begins another file", file: path)
        case .damaged(let key, let column):
            InputError(
                "the database is damaged: point `\(key)` has no right `\(column)` (take a copy of the database, or "
                    + "a new one)", file: path)
        }
    }

    /// What the user reads about an error of a database.
    ///
    /// - Parameters:
    ///   - error: one of these, or one of SQLite.
    ///   - path: the file.
    /// - Returns: the error with the file and the exit code.
    static func inputError(_ error: any Error, _ path: String) -> InputError {
        if let error = error as? SweepStoreError { return error.inputError(path) }
        guard let error = error as? DatabaseError else { return InputError("\(error)", kind: .cannotWrite, file: path) }
        switch error.code {
        case .notADatabase:
            return foreignFile.inputError(path)
        case .corrupt, .error, .format:
            return InputError("the database is damaged: \(shortened(error.message))", file: path)
        default:
            let isFull = error.code == .full || error.code == .inputOutput
            let hint = isFull ? "; its points stay, and the same command goes on when there is room" : ""
            return InputError("the database says: \(shortened(error.message))\(hint)", kind: .cannotWrite, file: path)
        }
    }
}
