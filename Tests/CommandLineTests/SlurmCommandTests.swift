// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

/// `tessera sweep run --engine slurm` with stand-ins for Slurm's commands, which run tasks at once, one after the other.
@Suite struct SlurmCommandTests {
    private static let plan = """
        parameters: {memcelltype: [SRAM, RRAM, FeFET, Foo], technode: [22, 32, 45]}
        objectives: [energy, area]

        """
    /// Runs the tasks that `--array` names. What is in the file `broken` fails, as on a machine that breaks down.
    private static let sbatch = #"""
        #!/bin/sh
        echo "$@" >> "$STANDIN/submitted"
        for word; do
            case $word in
                --array=*) tasks=$(echo "${word#--array=}" | tr , '\n' | sed 's/-/ /' | while read -r a b; do seq "$a" "${b:-$a}"; done) ;;
                --chdir=*) folder=${word#--chdir=} ;;
            esac
            script=$word
        done
        script=$(realpath "$script")
        cd "$folder"
        for task in $tasks; do
            if grep -qx "$task" "$STANDIN/broken" 2> /dev/null; then
                echo "slurmstepd: error: the node has failed" > "job-42-shard-$task.log"
            else
                SLURM_ARRAY_TASK_ID=$task sh "$script" > "job-42-shard-$task.log" 2>&1 || true
            fi
        done
        echo 42

        """#
    private static let squeue = """
        #!/bin/sh
        echo 'slurm_load_jobs error: Invalid job id specified' >&2
        exit 1

        """

    private func folder(_ files: [String: String?] = [:]) throws -> Folder {
        try Folder(
            ["plan.yaml": Self.plan, "bin/sbatch": Self.sbatch, "bin/squeue": Self.squeue]
                .merging(files) { $1 })
    }

    /// Runs a sweep with the stand-ins in the search path, as copies that only the shell has written: see `makeExecutable`.
    private func sweep(_ options: String, in folder: Folder, before: String = "") throws -> Tessera.Result {
        try Tessera.shell(
            "mv bin written; cp -r written bin; chmod +x bin/*; rm -r written; export STANDIN=\"$PWD\"; PATH=\"$PWD/bin:$PATH\"; \(before) "
                + "\"$tessera\" sweep run plan.yaml --engine slurm \(options)", in: folder)
    }

    @Test func aJobArrayFindsWhatOneProcessFinds() throws {
        let folder = try folder()
        let whole = try Tessera.run("sweep", "plan.yaml", "--quiet", "--database", "one.db", in: folder)
        let result = try sweep("--shards 4 --threads 2 --slurm-option --partition=long", in: folder)
        #expect(result.status == 0 && result.output == whole.output, "\(result.errors)")
        #expect(result.errors.contains("job 42 has 12 points; waiting (scancel 42 cancels it)"))
        #expect(result.errors.contains("12 points in ") && result.errors.contains("0 known before; plan.db"))
        let options = try folder.text(of: "submitted")
        #expect(options.contains("--array=1-4 "))
        #expect(options.contains("--cpus-per-task=2 --partition=long plan.slurm/sweep.sh\n"))
        for name in ["one.db", "plan.db"] {
            _ = try Tessera.run("sweep", "show", name, "--format", "csv", "--output", "\(name).csv", in: folder)
        }
        #expect(try folder.text(of: "one.db.csv") == folder.text(of: "plan.db.csv"))
        // Points are in one place in the end; script and logs stay.
        let left = try FileManager.default.contentsOfDirectory(atPath: folder.url.appending(path: "plan.slurm").path)
        #expect(left.sorted() == (1...4).map { "job-42-shard-\($0).log" } + ["sweep.sh"])
        // Nothing is handed over when nothing is missing.
        let again = try sweep("--shards 3", in: folder)
        #expect(again.output == whole.output && again.errors.contains("0 points in 0.0 s, 12 known before"))
        #expect(try folder.text(of: "submitted") == options)
    }

    @Test func tasksShareTrainings() throws {
        let plan = """
            training: {config: device.json, images: data.npz, testImages: data.npz, limit: 40, testLimit: 20, epochs: 1}
            parameters: {training.c2c_sigma: [0, 0.1, 0.2], levelOutput: [16, 32]}
            objectives: [testAccuracy, energy]

            """
        let folder = try folder(["plan.yaml": plan])
        let example = Example.root.appending(path: "Examples/train-devices")
        for (from, to) in [("test.npz", "data.npz"), ("ideal.json", "device.json")] {
            try FileManager.default.copyItem(
                at: example.appending(path: from), to: folder.url.appending(path: to))
        }
        let result = try sweep("--shards 2", in: folder)
        #expect(result.status == 0 && result.errors.contains("6 points in "), "\(result.errors)")
        let kept = try FileManager.default.contentsOfDirectory(
            atPath: folder.url.appending(path: "plan.trainings").path)
        #expect(kept.count == 3 * 3)
        // Another database finds them, and has the same points.
        let other = try Tessera.run(
            "sweep", "plan.yaml", "--database", "b.db", "--trainings", "plan.trainings", in: folder)
        #expect(other.status == 0 && other.output == result.output, "\(other.errors)")
    }

    @Test func aFailedShardIsNamedAndTheSameCommandGoesOn() throws {
        let folder = try folder(["broken": "2\n"])
        let failed = try sweep("--shards 4", in: folder)
        #expect(failed.status == 66)
        #expect(
            failed.errors.contains(
                """
                error: job 42 has ended without 1 of 4 shards
                  shard 2: 3 of 3 points are missing
                  the last lines of plan.slurm/job-42-shard-2.log:
                    slurmstepd: error: the node has failed
                The same command again goes on with what is missing.

                """), "\(failed.errors)")
        try folder.write("", to: "broken")
        // With other shards: what is known stays known.
        let resumed = try sweep("--shards 12", in: folder)
        #expect(resumed.status == 0 && resumed.errors.contains("3 points in "), "\(resumed.errors)")
        #expect(resumed.errors.contains(" 9 known before"))
        #expect(try folder.text(of: "submitted").contains("--array=2,6,10 "))
        #expect(try Tessera.run("sweep", "plan.yaml", in: folder).errors.contains("0 points in"))
    }

    @Test func aJobThatIsLeftAloneIsFoundAgain() throws {
        let folder = try folder()
        let left = try sweep("--shards 2 --no-wait", in: folder)
        #expect(left.status == 0 && left.output.hasPrefix("Job 42 has 12 points in up to 2 shards.\n"))
        #expect(left.output.contains("\nTo cancel it: scancel 42\n"))
        let merge = try #require(left.output.split(separator: "\n").last)
        #expect(merge == "tessera sweep merge plan.db plan.slurm/shard-*.db")
        // While it is in the queue there is no second job.
        let busy = "#!/bin/sh\necho 'PENDING|Resources'\n"
        try folder.write(busy, to: "bin/squeue")
        let second = try sweep("--shards 2 --no-wait", in: folder)
        #expect(second.status == 0 && second.output.hasPrefix("Job 42 has since an earlier run 12 points"))
        try folder.write(Self.squeue, to: "bin/squeue")
        // By hand, in a copy, and by the same command.
        let command = String(merge).replacing("tessera", with: "\"$tessera\"").replacing("plan.db", with: "x.db")
        let merged = try Tessera.shell(command, in: folder)
        #expect(merged.errors.split(separator: "\n").count { $0.hasSuffix(": 6 new points") } == 2, "\(merged.errors)")
        let found = try sweep("--shards 2", in: folder)
        #expect(found.status == 0 && found.errors.contains("0 points in 0.0 s, 12 known before"), "\(found.errors)")
        #expect(try folder.text(of: "submitted").split(separator: "\n").count == 1)
    }

    /// Interrupted while it waits, and while it hands the job over, whose number must not be lost.
    @Test(arguments: ["plan.slurm/job", "asked"])
    func interruptionsTellHowToCancelTheJob(_ sign: String) throws {
        let folder = try folder([
            "bin/sbatch": "#!/bin/sh\necho > asked; sleep 1; echo 42\n",
            "bin/squeue": "#!/bin/sh\necho 'RUNNING|None'\n",
        ])
        let result = try sweep(
            "--quiet & for i in $(seq 500); do [ -s \(sign) ] && break; sleep 0.02; done; kill -TERM $!; wait $!",
            in: folder)
        #expect(result.status == 143, "\(result.errors)")
        #expect(result.errors.contains("Job 42 goes on. scancel 42 cancels it; the same command again waits for it."))
        #expect(try folder.text(of: "plan.slurm/job") == "42 8\n")
    }

    @Test(arguments: [
        ("--slurm-option --array=1", 64, "this option is set by the sweep"),
        ("--slurm-option partition", 64, "such as --partition=long"),
        ("--shards 0", 64, "--shards is 0 (allowed: 1 to 10000)"),
        ("--shard 1/2", 64, "--shard and --engine slurm exclude each other"),
    ])
    func whatIsWrongIsSaid(_ options: String, _ status: Int32, _ message: String) throws {
        let folder = try folder()
        let result = try sweep(options, in: folder)
        #expect(result.status == status && result.errors.contains(message), "\(result.errors)")
        #expect(try folder.contents == ["Network.csv", "Param", "bin", "plan.yaml"])
    }

    @Test func optionsOfSlurmNeedIt() throws {
        let folder = try folder()
        for option in ["--no-wait", "--shards=2", "--slurm-option=-px"] {
            let result = try Tessera.run("sweep", "run", "plan.yaml", option, in: folder)
            #expect(result.status == 64 && result.errors.contains("needs --engine slurm"), "\(result.errors)")
        }
        try folder.write("method: nsga2\n" + Self.plan, to: "plan.yaml")
        let search = try sweep("", in: folder)
        #expect(search.status == 64 && search.errors.contains("plan.yaml: nsga2 chooses points by earlier ones"))
        #expect(try !folder.contents.contains("plan.db"))
    }

    @Test func whatSlurmSaysIsHandedOn() throws {
        let folder = try folder(["bin/sbatch": "#!/bin/sh\necho 'sbatch: error: invalid partition' >&2; exit 1\n"])
        let refused = try sweep("", in: folder)
        #expect(refused.status == 66)
        #expect(refused.errors.hasSuffix("error: Slurm does not take the job: sbatch: error: invalid partition\n"))
        try folder.write("#!/bin/sh\necho Hello\n", to: "bin/sbatch")
        let odd = try sweep("", in: folder)
        #expect(odd.status == 66 && odd.errors.contains("sbatch gave no number of a job, but `Hello`"))
        let absent = try sweep("", in: folder, before: "PATH=/nowhere;")
        #expect(absent.status == 66 && absent.errors.hasPrefix("error: sbatch is not in the PATH"), "\(absent.errors)")
        #expect(absent.errors.contains("--engine local"))
    }

    @Test func filesOfOthersAreNotReplaced() throws {
        let folder = try folder(["plan.slurm/sweep.sh": "echo mine\n"])
        let result = try sweep("", in: folder)
        #expect(result.status == 73 && result.errors.contains("plan.slurm/sweep.sh: exists already"))
        #expect(try folder.text(of: "plan.slurm/sweep.sh") == "echo mine\n")
    }

    /// A real Slurm of one node.
    @Test(.enabled(if: isThere, "needs root, and Debian's slurm-wlm and munge"), .timeLimit(.minutes(2)))
    func aRealSlurmFindsTheSame() throws {
        let script = Example.root.appending(path: "Scripts/check-slurm.sh").path
        let result = try Tessera.shell("'\(script)' \"$tessera\"", in: Folder())
        #expect(result.status == 0, "\(result.errors)")
        #expect(result.output.contains("4 shards: the same 36 points as one process"), "\(result.output)")
        #expect(result.output.contains("none evaluated twice"), "\(result.output)")
    }

    private static var isThere: Bool {
        #if os(Linux)
            let programs = ["/usr/sbin/munged", "/usr/sbin/slurmctld", "/usr/sbin/slurmd", "/usr/bin/sbatch"]
            return getuid() == 0 && programs.allSatisfy(FileManager.default.isExecutableFile(atPath:))
        #else
            return false
        #endif
    }
}
