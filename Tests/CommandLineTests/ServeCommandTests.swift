// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@Suite struct ServeCommandTests {
    /// The answers of a server to some lines of shell that write requests, without its first line.
    private func answers(_ shell: String, in folder: Folder) throws -> [[String: Any]] {
        let result = try Tessera.shell("{ \(shell); } | $tessera serve --stdio", in: folder)
        #expect(result.status == 0)
        #expect(result.errors == "")
        let lines = try result.output.split(separator: "\n").map {
            try #require(try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any])
        }
        #expect(lines.first?["schema"] as? String == "tessera.serve")
        #expect(lines.first?["version"] as? Int == 1)
        return Array(lines.dropFirst())
    }

    private func request(_ id: Int, _ arguments: String..., members: String = "") -> String {
        let words = arguments.map { "\"\($0)\"" }.joined(separator: ",")
        return "printf '%s\\n' '{\"id\":\(id),\"arguments\":[\(words)]\(members)}'"
    }

    private func kind(_ answer: [String: Any]) -> String? { (answer["error"] as? [String: Any])?["kind"] as? String }
    private func message(_ answer: [String: Any]) -> String {
        (answer["error"] as? [String: Any])?["message"] as? String ?? ""
    }

    @Test func anAnswerHasTheReportOfTheCommandLine() throws {
        let folder = try Folder()
        let words = ["estimate", "--workload", "statistics", "--format", "json", "--set", "levelOutput=8"]
        let found = try answers(
            request(1, words[0], words[1], words[2], words[3], words[4], words[5], words[6]), in: folder)
        let direct = try Tessera.finish(Tessera.start(words, in: folder), in: folder)
        let expected = try JSONSerialization.jsonObject(with: Data(direct.output.utf8)) as? NSDictionary
        #expect(found.count == 1)
        #expect(found[0]["exit"] as? Int == 0)
        #expect(found[0]["report"] as? NSDictionary == expected)
        #expect(expected != nil)
    }

    @Test func otherFormatsAreTexts() throws {
        let folder = try Folder()
        let found = try answers(request(1, "floorplan") + ";" + request(2, "--version"), in: folder)
        #expect((found[0]["output"] as? String)?.hasPrefix("Chip: ") == true)
        #expect(found[1]["output"] as? String == (try Tessera.run("--version", in: folder)).output)
    }

    @Test func picturesAreTextsExceptPDF() throws {
        let folder = try Folder()
        let found = try answers(
            request(1, "macro", "--format", "svg") + ";" + request(2, "macro", "--format", "pdf"), in: folder)
        #expect((found[0]["output"] as? String)?.hasPrefix("<svg ") == true)
        #expect(found[1]["exit"] as? Int == 64 && message(found[1]).contains("--format pdf is no text"))
    }

    @Test func valuesOfParametersAreThoseOfTheRequest() throws {
        let folder = try Folder()
        let all = [8, 16, 8, 32].enumerated().map {
            request(
                $0.offset, "estimate", "--workload", "statistics", "--format", "json", "--set",
                "levelOutput=\($0.element)")
        }
        let found = try answers(all.joined(separator: ";"), in: folder)
        let reports = found.map { ($0["report"] as? [String: Any]) as NSDictionary? }
        #expect(found.map { $0["id"] as? Int } == [0, 1, 2, 3])
        #expect(reports[0] == reports[2])
        #expect(reports[0] != reports[1])
        #expect(reports[1] != reports[3])
        #expect(reports.allSatisfy { $0 != nil })
    }

    @Test func mistakesHaveTheirKind() throws {
        let folder = try Folder(["Param": "levelOutput = 48\n"])
        let found = try answers(
            [
                request(1, "estimat"), request(2, "estimate", "--network", "gone.csv"), request(3, "estimate"),
                request(4, "estimate", "--format", "pdf"), request(5, "serve", "--stdio"),
                request(6, "estimate", members: ",\"defaultFiles\":false"),
                request(7, "estimate", members: ",\"folder\":\"gone\""),
            ].joined(separator: ";"), in: folder)
        let kinds = ["usage", "badInput", "badInput", "usage", "usage", "usage", "missingInput"]
        #expect(found.map(kind) == kinds)
        #expect(found.map { $0["exit"] as? Int } == [64, 65, 65, 64, 64, 64, 66])
        #expect(message(found[0]).contains("did you mean `estimate`?"))
        #expect((found[2]["error"] as? [String: Any])?["file"] as? String == "Param")
        #expect((found[2]["error"] as? [String: Any])?["line"] as? Int == 1)
        #expect(message(found[2]).hasPrefix("Param:1"))
        #expect(message(found[4]) == "serve cannot be requested from a server")
        #expect(message(found[5]).contains("a network is needed"))
    }

    @Test(arguments: [
        ("hello", "the line is no request: `hello` where a value should stand"),
        (#"{"arguments":["estimate"]}"#, "id is missing"),
        (#"{"id":1.5,"arguments":[]}"#, "id is neither a whole number nor a text"),
        (#"{"id":1,"arguments":[1]}"#, "arguments has 1, which is no text"),
        (#"{"id":1,"argument":["estimate"]}"#, "did you mean `arguments`?"),
        (#"{"id":1,"arguments":[],"progress":1}"#, "progress is neither true nor false"),
        (#"[1]"#, "not a JSON object"), (#"{"cancel":{}}"#, "cancel is neither"),
    ])
    func aLineThatIsNoRequestIsAnswered(_ line: String, _ expected: String) throws {
        let folder = try Folder()
        let found = try answers("printf '%s\\n' '\(line)';" + request(2, "--version"), in: folder)
        #expect(found.count == 2)
        #expect(found[0]["id"] is NSNull)
        #expect(kind(found[0]) == "usage")
        #expect(message(found[0]).contains(expected), "\(message(found[0]))")
        #expect(found[1]["exit"] as? Int == 0)
    }

    @Test func aFolderHoldsTheFilesOfARequest() throws {
        let folder = try Folder()
        try folder.write("4,4,8,3,3,8,0,1\n", to: "other/Network.csv")
        let found = try answers(
            request(1, "floorplan", members: ",\"folder\":\"\(folder.url.path)/other\"") + ";"
                + request(2, "floorplan", members: ",\"folder\":\"\(folder.url.path)\""), in: folder)
        #expect(found[0]["output"] as? String != found[1]["output"] as? String)
        #expect(found[1]["output"] as? String == (try Tessera.run("floorplan", in: folder)).output)
    }

    @Test func theRequestAtWorkCanBeCancelled() throws {
        let folder = try Folder()
        // Nobody writes to the pipe, so that the first request would never end.
        let found = try answers(
            "mkfifo slow;"
                + [
                    request(1, "estimate", "--param", "slow", "--output", "report.txt"), request(2, "--version"),
                    request(3, "floorplan"), "sleep 0.5",
                    "printf '%s\\n' '{\"cancel\":9}' '{\"cancel\":2}' '{\"cancel\":1}'",
                    request(4, "--version"),
                ].joined(separator: ";"), in: folder)
        #expect(found.map { $0["id"] as? Int } == [2, 1, 3, 4])
        #expect(found.map { $0["exit"] as? Int } == [130, 130, 0, 0])
        #expect(found.prefix(2).map(kind) == ["interrupted", "interrupted"])
        #expect(try folder.contents == ["Network.csv", "Param", "slow"])
    }

    @Test func noHalfArchiveStaysOfACancelledRequest() throws {
        let folder = try Folder()
        let command = try folder.writeTrace()
        try FileManager.default.removeItem(at: folder.url.appending(path: "trace/weight1.csv"))
        let found = try answers(
            [
                "mkfifo trace/weight1.csv", request(1, "trace", "convert", command, "out.npz"),
                "for i in $(seq 200); do ls | grep -q 'out.npz.*' && break; sleep 0.05; done; ls > seen",
                "printf '%s\\n' '{\"cancel\":1}'", request(2, "--version"),
            ].joined(separator: ";"), in: folder)
        #expect(found.map { $0["exit"] as? Int } == [130, 0])
        #expect(try folder.text(of: "seen").contains("out.npz"))
        #expect(try folder.contents == ["Network.csv", "Param", "seen", "trace"])
    }

    @Test func progressIsToldWhereItIsWanted() throws {
        let folder = try Folder()
        try folder.write("parameters: {levelOutput: [16, 32]}\n", to: "plan.yaml")
        let found = try answers(
            request(1, "sweep", "run", "plan.yaml", members: ",\"progress\":true"), in: folder)
        #expect(found.count > 1)
        #expect(found.dropLast().allSatisfy { $0["progress"] is String && $0["id"] as? Int == 1 })
        #expect((found.last?["output"] as? String)?.contains("Points : 2") == true)
        #expect((found.last?["messages"] as? [String])?.last?.contains("2 points in") == true)
    }

    @Test func theServerEndsWithItsClient() throws {
        let folder = try Folder()
        // The client reads one line and goes away while a request is at work.
        let result = try Tessera.shell(
            """
            mkfifo slow requests
            { $tessera serve --stdio < requests; echo $? > status; } | head -n 1 > first &
            exec 3> requests
            \(request(1, "estimate", "--param", "slow")) >&3
            exec 3>&-
            for i in $(seq 200); do [ -s status ] && break; sleep 0.05; done
            cat status
            """, in: folder)
        #expect(result.output == "0\n")
    }

    @Test func aServerNeedsItsStreams() throws {
        let folder = try Folder()
        let result = try Tessera.run("serve", in: folder)
        #expect(result.status == 64)
        #expect(result.errors.contains("serve needs --stdio"))
    }
}
