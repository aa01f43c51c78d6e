// SPDX-License-Identifier: Apache-2.0

import Diagnostics

#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// A file to be written: it appears under its name when it is whole, or not at all.
struct ReportFile {
    /// The file as the user spelled it.
    let path: String
    /// Its real path, if `path` is a link.
    private let place: String
    /// Whether there may be a file at its place.
    private let isReplacing: Bool
    /// Whether it is written directly, because its place is taken by a device or a pipe, which cannot be replaced.
    let isStream: Bool

    /// Checks a place for a file before there is anything to write.
    ///
    /// - Parameters:
    ///   - path: the file.
    ///   - replacing: whether an existing file may be replaced.
    /// - Throws: `InputError` of kind `cannotWrite` when the file may not be written.
    init(_ path: String, replacing: Bool) throws(InputError) {
        self.path = path
        isReplacing = replacing
        guard let kind = FileKind(at: path) else {
            place = path
            isStream = false
            try ReportFile.requireFolder(of: path)
            return
        }
        place = ReportFile.resolved(path)
        isStream = kind == .stream
        guard kind != .folder else { throw ReportFile.failure("is a folder, not a file", path) }
        guard kind == .stream || replacing else { throw ReportFile.existing(path) }
    }

    /// Writes the whole file.
    ///
    /// - Throws: `InputError` of kind `cannotWrite`. What was there before is there still.
    func write(_ text: String) throws(InputError) { try write(Array(text.utf8)) }

    /// Writes the whole file.
    ///
    /// - Throws: `InputError` of kind `cannotWrite`. What was there before is there still.
    func write(_ bytes: [UInt8]) throws(InputError) {
        guard !isStream else { return try write(bytes, at: path, flags: O_WRONLY) }
        try writing(under: partialPath) { () throws(InputError) in
            try writePartial(bytes)
            try publish()
        }
    }

    /// The path under which a writer of archives begins.
    var partialArchive: String { path + ".partial" }
    /// The temporary path of the file while it is written.
    private var partialPath: String { "\(place).\(getpid()).partial" }
    /// The temporary path of a replaced file, until all files of a set are complete.
    private var formerPath: String { "\(place).\(getpid()).former" }

    private func writePartial(_ bytes: [UInt8]) throws(InputError) {
        try write(bytes, at: partialPath, flags: O_WRONLY | O_CREAT | O_EXCL)
    }

    private func publish() throws(InputError) {
        guard isReplacing || FileKind(at: place) == nil else { throw ReportFile.existing(path) }
        guard rename(partialPath, place) == 0 else { throw failure(errno) }
    }

    /// Does something that writes the file under another name first, and sees to it that nothing stays under that name if
    /// it fails or is interrupted. A device or a pipe has no other name.
    func writing(under partial: String, _ body: () throws(InputError) -> Void) throws(InputError) {
        guard !isStream else { return try body() }
        try Interruption.removing(partial) { () throws(InputError) in
            do throws(InputError) {
                try body()
            } catch {
                unlink(partial)
                throw error
            }
        }
    }

    private func write(_ bytes: [UInt8], at path: String, flags: Int32) throws(InputError) {
        let number = open(path, flags | O_CLOEXEC, 0o666)
        guard number >= 0 else { throw failure(errno) }
        let code = bytes.withUnsafeBytes { Descriptor(number).write($0) }
        let isClosed = close(number) == 0
        guard code == 0, isClosed else { throw failure(code == 0 ? errno : code) }
    }

    // MARK: Sets

    /// Writes files that belong together: all of them appear under their names, or none does.
    ///
    /// - Throws: `InputError` of kind `cannotWrite`. What was there before is there still.
    static func write(_ files: [(file: ReportFile, text: String)]) throws(InputError) {
        try write(files.map { ($0.file, Array($0.text.utf8)) })
    }

    /// Writes files that belong together: all of them appear under their names, or none does.
    ///
    /// - Throws: `InputError` of kind `cannotWrite`. What was there before is there still.
    static func write(_ files: [(file: ReportFile, bytes: [UInt8])]) throws(InputError) {
        let set = files.filter { !$0.file.isStream }
        try Interruption.deferred { () throws(InputError) in
            do throws(InputError) {
                for (file, bytes) in set { try file.writePartial(bytes) }
                try publish(set.map(\.file))
            } catch {
                for (file, _) in set { unlink(file.partialPath) }
                throw error
            }
        }
        // A pipe or a device has no other name to begin under.
        for (file, bytes) in files where file.isStream { try file.write(bytes) }
    }

    /// Writes a file that belongs to what something else writes: it appears when that has succeeded.
    ///
    /// - Throws: `InputError` of kind `cannotWrite`, and what `body` throws.
    func write(_ text: String, after body: () throws(InputError) -> Void) throws(InputError) {
        guard !isStream else {
            try body()
            return try write(text)
        }
        try writing(under: partialPath) { () throws(InputError) in
            try writePartial(Array(text.utf8))
            try body()
            try publish()
        }
    }

    /// The file that a file of a set replaces.
    private enum Former {
        case nothing
        /// A file that has a second name, by which it can come back.
        case kept(at: String)
        /// A file on a system of files that gives no second names.
        case lost
    }

    private static func publish(_ files: [ReportFile]) throws(InputError) {
        var published: [(file: ReportFile, former: Former)] = []
        defer { for file in files { unlink(file.formerPath) } }
        do throws(InputError) {
            for file in files {
                let former = file.former()
                try file.publish()
                published.append((file, former))
            }
        } catch {
            for (file, former) in published.reversed() {
                switch former {
                case .nothing: unlink(file.place)
                case .kept(let path): rename(path, file.place)
                case .lost: break
                }
            }
            throw error
        }
    }

    private func former() -> Former {
        unlink(formerPath)
        guard FileKind(at: place) != nil else { return .nothing }
        return link(place, formerPath) == 0 ? .kept(at: formerPath) : .lost
    }

    /// Makes a folder for files, unless there is one.
    ///
    /// - Returns: whether there was none.
    /// - Throws: `InputError` of kind `cannotWrite`.
    @discardableResult
    static func makeFolder(_ path: String) throws(InputError) -> Bool {
        if FileKind(at: path) == .folder { return false }
        guard mkdir(path, 0o777) == 0 else {
            throw InputError(
                "cannot be made: \(String(cString: strerror(errno)))", kind: .cannotWrite, file: path)
        }
        return true
    }

    /// Removes a folder that was made for files, if it is empty.
    static func removeEmptyFolder(_ path: String) { rmdir(path) }

    /// Whether there is anything with a name, even a link that leads nowhere.
    static func isTaken(_ path: String) -> Bool {
        var status = stat()
        return lstat(path, &status) == 0
    }

    // MARK: Errors

    private static func requireFolder(of path: String) throws(InputError) {
        let folder = path.lastIndex(of: "/").map { path[..<$0] } ?? "."
        guard folder.isEmpty || FileKind(at: String(folder)) == .folder else {
            throw failure("there is no folder \(folder)", path)
        }
    }

    private static func resolved(_ path: String) -> String {
        guard let found = realpath(path, nil) else { return path }
        defer { free(found) }
        return String(cString: found)
    }

    private static func existing(_ path: String) -> InputError {
        failure("exists already; --force replaces it", path)
    }

    private static func failure(_ message: String, _ path: String) -> InputError {
        InputError(message, kind: .cannotWrite, file: path)
    }

    private func failure(_ code: Int32) -> InputError {
        ReportFile.failure("cannot be written: \(String(cString: strerror(code)))", path)
    }
}

/// The kind of file under a name.
enum FileKind: Equatable {
    case file
    case folder
    /// A device, a pipe, or a socket.
    case stream

    /// The kind of file at the path, with links followed; nil if there is no file.
    init?(at path: String) {
        var status = stat()
        guard stat(path, &status) == 0 else { return nil }
        switch status.st_mode & S_IFMT {
        case S_IFREG: self = .file
        case S_IFDIR: self = .folder
        default: self = .stream
        }
    }
}
