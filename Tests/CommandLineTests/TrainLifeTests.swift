// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing
import _TestSupport

/// Trainings that are killed, interrupted, or run out of disk.
@Suite(.serialized) struct TrainLifeTests {
    private static let epochs = 300
    private static let options = "\(TrainCommandTests.images) --epochs \(epochs) --quiet"

    private func bytes(_ name: String, in folder: Folder) -> Data? {
        try? Data(contentsOf: folder.url.appending(path: name))
    }

    private func start(_ folder: Folder, _ place: String) throws -> Process {
        let words = Self.options.split(separator: " ").map(String.init)
        return try Tessera.start(["train"] + words + [place, "out"], in: folder)
    }

    /// Waits until the folder of a training has a checkpoint, or the training has ended.
    private func waitForCheckpoint(_ process: Process, in folder: Folder) {
        for _ in 0..<2000 where process.isRunning && bytes("out/checkpoint.npz", in: folder) == nil { usleep(5000) }
    }

    @Test(arguments: [SIGKILL, SIGINT])
    func anInterruptedTrainingEndsWithTheSameWeights(_ signal: Int32) throws {
        let folder = try TrainCommandTests.makeFolder()
        #expect(try Tessera.shell("$tessera train \(Self.options) --output whole", in: folder).status == 0)
        var place = "--output"
        var interruptions = 0
        var status: Int32 = -1
        for round in 0..<60 where status != 0 {
            let process = try start(folder, place)
            waitForCheckpoint(process, in: folder)
            // At other moments of an epoch and of its files each time; the last rounds are left alone.
            usleep(UInt32(20_000 + 7_919 * round))
            if round < 5 { kill(process.processIdentifier, signal) }
            let result = try Tessera.finish(process, in: folder)
            status = result.status
            if status != 0 {
                interruptions += 1
                if signal == SIGINT { #expect(status == 130 && result.errors.isEmpty, "\(result.errors)") }
            }
            if bytes("out/checkpoint.npz", in: folder) != nil { place = "--resume" }
        }
        #expect(status == 0 && interruptions > 0)
        for name in ["weights.npz", "best.npz", "trace.npz", "Network.csv"] {
            #expect(bytes("out/\(name)", in: folder) == bytes("whole/\(name)", in: folder), "\(name)")
        }
    }

    @Test func aFullDiskLeavesTheFormerEpoch() throws {
        let folder = try TrainCommandTests.makeFolder()
        let program = Tessera.executable.path
        let options = "\(TrainCommandTests.images) --quiet"
        #expect(try Tessera.shell("$tessera train \(options) --epochs 2 --output out", in: folder).status == 0)
        let before = bytes("out/checkpoint.npz", in: folder)
        let line = "bash -c 'ulimit -f 1; \(program) train \(options) --epochs 4 --resume out >/dev/null'"
        let full = try Tessera.shell(line, in: folder)
        #expect(full.status == 73 && full.errors.contains("out/"), "\(full.errors)")
        #expect(bytes("out/checkpoint.npz", in: folder) == before)
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.url.appending(path: "out").path)
        #expect(
            Set(names).isSubset(of: [
                "Network.csv", "best.npz", "best.onnx", "checkpoint.npz", "model.onnx", "trace.npz", "weights.npz",
            ]))
        #expect(try Tessera.shell("$tessera train \(options) --epochs 4 --resume out", in: folder).status == 0)
        #expect(try Tessera.shell("$tessera train \(options) --epochs 4 --output whole", in: folder).status == 0)
        #expect(bytes("out/weights.npz", in: folder) == bytes("whole/weights.npz", in: folder))
    }

    /// `--force` puts a training in the place of another one: no weights of the former one stay.
    @Test func weightsOfAFormerTrainingGo() throws {
        let norms = TrainCommandTests.config.replacing(
            "{\"type\": \"max_pool\"", with: "{\"type\": \"batch_norm\"}, {\"type\": \"max_pool\"")
        let folder = try TrainCommandTests.makeFolder(["norms.json": norms])
        let first = "$tessera train \(TrainCommandTests.images) --quiet --epochs 1 --output out"
        #expect(try Tessera.shell(first, in: folder).status == 0)
        #expect(bytes("out/weights.npz", in: folder) != nil && bytes("out/best.npz", in: folder) != nil)
        let options = "--images train.npz --config norms.json --quiet --epochs 1 --output out --force"
        let second = try Tessera.shell("$tessera train \(options)", in: folder)
        #expect(second.status == 0, "\(second.errors)")
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.url.appending(path: "out").path)
        #expect(names.sorted() == ["Network.csv", "checkpoint.npz", "model.onnx", "trace.npz"])
    }

    @Test func aTrainingThatCannotBeginLeavesNoFolder() throws {
        let folder = try TrainCommandTests.makeFolder()
        for wrong in ["--images none.npz --config config.json", "--images high.npz --config config.json --limit 0"] {
            let result = try Tessera.shell("$tessera train \(wrong) --output out", in: folder)
            #expect(result.status != 0)
            #expect(!FileManager.default.fileExists(atPath: folder.url.appending(path: "out").path), "\(wrong)")
        }
    }
}
