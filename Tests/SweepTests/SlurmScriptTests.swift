// SPDX-License-Identifier: Apache-2.0

import Diagnostics
import Foundation
import Testing

@testable import Sweep

/// What is handed to Slurm, and what its answers mean.
@Suite struct SlurmScriptTests {
    private let script = SlurmScript(
        program: "/opt/tessera", workingFolder: "/home/it's", plan: "-my plan.yaml", folder: "/data/%a $x.slurm",
        shards: 4)

    @Test func aTaskWorksOutItsShard() {
        #expect(
            script.text == #"""
                #!/bin/sh
                # A job array of `tessera sweep run`: task i evaluates shard i of 4.
                set -eu
                cd '/home/it'\''s'
                exec '/opt/tessera' sweep run --quiet \
                    --shard "$SLURM_ARRAY_TASK_ID/4" \
                    --database '/data/%a $x.slurm/shard-'"$SLURM_ARRAY_TASK_ID-of-4.db" \
                    --threads "${SLURM_CPUS_PER_TASK:-1}" \
                    -- '-my plan.yaml'

                """#)
    }

    @Test func tasksShareTheFolderOfTrainings() {
        var script = script
        script.trainings = "/data/it's"
        let line = "    --threads \"${SLURM_CPUS_PER_TASK:-1}\" \\\n    --trainings '/data/it'\\''s' \\\n    -- "
        #expect(script.text.contains(line), "\(script.text)")
    }

    @Test func optionsOfUsersComeLast() throws {
        let request = try SlurmRequest(shards: 4, threads: 2, options: ["--job-name=x", "-pdebug"])
        #expect(
            script.options(request, tasks: [1, 2, 4]) == [
                "--parsable", "--job-name=-my plan.yaml", "--array=1-2,4", "--chdir=/data/%a $x.slurm",
                "--output=/data/%%a $x.slurm/job-%A-shard-%a.log", "--cpus-per-task=2", "--job-name=x", "-pdebug",
            ])
        #expect(SlurmScript.ranges([1, 2, 3, 7, 9, 10]) == "1-3,7,9-10")
    }

    /// Names with everything that shells have a meaning for reach a program as they are.
    @Test(arguments: ["a b", "it's", "$HOME `id` \"x\"", "-n", "\\", "a\nb", "'", "*"])
    func shellsLeaveQuotedTextsAsTheyAre(_ text: String) throws {
        let process = Process()
        let output = Pipe()
        process.executableURL = URL(filePath: "/bin/sh")
        process.arguments = ["-c", "printf '%s' \(shellQuoted(text))"]
        process.standardOutput = output
        try process.run()
        let printed = try output.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        #expect(String(decoding: printed, as: UTF8.self) == text)
    }

    @Test(arguments: [
        "partition=x", "-", "--", "", "--array=1-3", "--arr=1", "-a1", "--chdir=/", "-D", "-o", "-ofile", "--output=x",
        "--parsable", "--wrap=ls", "--wait", "-W", "--test-only",
    ])
    func optionsThatWouldBreakASweepAreErrors(_ option: String) {
        let error = #expect(throws: InputError.self) { try SlurmRequest(shards: 2, options: [option]) }
        #expect(error?.kind == .usage && error?.message.contains("allowed: ") == true)
    }

    @Test func otherOptionsAreHandedOn() throws {
        let options = [
            "--partition=x", "-px", "--time=1:00:00", "--mem=2G", "--exclusive", "--hint=nomultithread", "-Afoo",
        ]
        #expect(try SlurmRequest(shards: 2, options: options).options == options)
        for shards in [0, 10_001, -1] {
            #expect(throws: InputError.self) { try SlurmRequest(shards: shards) }
        }
    }

    @Test func answersOfSlurmAreRead() throws {
        #expect(SlurmJob("123\n")?.number == "123" && SlurmJob("123\n")?.cluster == nil)
        let job = try #require(SlurmJob("warning\n77;blue\n"))
        #expect(job.number == "77" && job.cluster == "blue" && SlurmJob(job.record) == job)
        #expect(job.cancelCommand == "scancel --clusters=blue 77")
        for text in ["", "Submitted batch job 3", "0", "1;a;b", "-4"] { #expect(SlurmJob(text) == nil, "\(text)") }
        var tasks = SlurmTasks("CLUSTER: blue\nRUNNING|None\nCOMPLETING|None\nPENDING|None\nPENDING|Resources\n")
        #expect(tasks.running == 2 && tasks.pending == 2 && tasks.reason == "Resources")
        tasks = SlurmTasks("")
        #expect(tasks == SlurmTasks())
    }

    @Test func theFolderBelongsToTheDatabase() {
        #expect(SlurmFolder(database: "a/plan.db").path == "a/plan.slurm")
        #expect(SlurmFolder(database: "plan").path == "plan.slurm")
    }

    @Test func searchesHaveNoShards() throws {
        let plan = try SweepPlan("method: nsga2\nparameters: {technode: [22, 32]}", file: "plan.yaml")
        let error = #expect(throws: InputError.self) { try SweepEvaluation.requireShards(plan) }
        #expect(error?.kind == .usage && error?.message.contains("nsga2") == true)
    }
}
