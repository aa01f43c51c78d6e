// SPDX-License-Identifier: Apache-2.0

import Diagnostics
import Foundation

/// The folder beside a database that has what belongs to its job on Slurm: the script, the number of the job, the
/// databases of shards and the logs of tasks.
public struct SlurmFolder: Sendable {
    /// The folder, as the database is spelled.
    public let path: String

    /// The folder of a database: `plan.slurm` for `plan.db`.
    public init(database: String) {
        path = (database.hasSuffix(".db") ? String(database.dropLast(3)) : database) + ".slurm"
    }

    /// A job that was handed to Slurm.
    struct Record: Equatable {
        let job: SlurmJob
        let shards: Int
    }

    /// The script of the job.
    public var script: String { "\(path)/sweep.sh" }

    /// The database of a shard, from 1.
    func database(_ shard: Int, of shards: Int) -> String { "\(path)/shard-\(shard)-of-\(shards).db" }

    /// The log of a task.
    func log(_ job: SlurmJob, shard: Int) -> String { "\(path)/job-\(job.number)-shard-\(shard).log" }

    /// The name of logs in sbatch's form: the numbers of the job and of the task.
    static let logPattern = "job-%A-shard-%a.log"

    private var jobFile: String { "\(path)/job" }

    /// Makes the folder, unless there is one.
    ///
    /// - Throws: `InputError` of kind `cannotWrite`.
    func make() throws(InputError) {
        do {
            try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
        } catch {
            var isFolder: ObjCBool = false
            if FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), isFolder.boolValue { return }
            throw InputError("this folder cannot be made", kind: .cannotWrite, file: path)
        }
    }

    /// The existing databases of shards, for any number of shards.
    func databases() -> [String] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
        let databases = names.filter { $0.wholeMatch(of: /shard-[0-9]+-of-[0-9]+\.db/) != nil }
        return databases.sorted().map { "\(path)/\($0)" }
    }

    /// Removes a database of a shard, with what SQLite may have left beside it.
    func remove(_ database: String) {
        for end in ["", "-wal", "-shm"] { try? FileManager.default.removeItem(atPath: database + end) }
    }

    // MARK: Texts

    /// Writes the script, in place of an earlier one.
    ///
    /// - Throws: `InputError` of kind `cannotWrite`, also when there is a file that is no script of a sweep.
    func write(_ script: SlurmScript) throws(InputError) {
        if let former = try? String(contentsOfFile: self.script, encoding: .utf8), !former.contains(SlurmScript.mark) {
            throw InputError("exists already, and is no script of a sweep", kind: .cannotWrite, file: self.script)
        }
        try write(script.text, to: self.script)
    }

    /// Remembers a job.
    func remember(_ record: Record) throws(InputError) {
        try write("\(record.job.record) \(record.shards)\n", to: jobFile)
    }

    /// The job that was remembered last.
    func record() -> Record? {
        guard let text = try? String(contentsOfFile: jobFile, encoding: .utf8) else { return nil }
        let words = text.split(whereSeparator: \.isWhitespace).map(String.init)
        guard words.count == 2, let job = SlurmJob(words[0]), let shards = Int(words[1]) else { return nil }
        return Record(job: job, shards: shards)
    }

    /// Forgets the job.
    func forgetJob() { try? FileManager.default.removeItem(atPath: jobFile) }

    /// The last lines of a log that say anything; nil where there is no log.
    func lastLines(_ count: Int, ofLog path: String) -> [String]? {
        guard let data = FileManager.default.contents(atPath: path) else { return nil }
        let lines = String(decoding: data, as: UTF8.self).split(whereSeparator: \.isNewline)
        return lines.filter { !$0.allSatisfy(\.isWhitespace) }.suffix(count).map(String.init)
    }

    private func write(_ text: String, to path: String) throws(InputError) {
        do {
            try Data(text.utf8).write(to: URL(filePath: path), options: .atomic)
        } catch {
            throw InputError("cannot be written", kind: .cannotWrite, file: path)
        }
    }
}
