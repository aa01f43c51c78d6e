// SPDX-License-Identifier: Apache-2.0

import Diagnostics
import Formats
import Reporting
import Testing
import _TestSupport

@testable import Explore

@Suite struct DesignStateTests {
    @Test func aDesignIsRead() throws {
        let state = try design(
            #"{"network": {"name": "gpt2", "tokens": 12}, "parameters": {"technode": "22", "memcelltype": "RRAM"}, "weightBits": 4}"#
        )
        #expect(state.network == .named("gpt2", tokens: 12))
        #expect(state.assignments.map(\.argument) == ["technode=22", "memcelltype=RRAM"])
        #expect(state.weightBits == 4)
        #expect(state.activationBits == nil)
        #expect(
            state.command("json") == [
                "tessera", "estimate", "--network", "gpt2", "--tokens", "12", "--workload", "statistics", "--set",
                "technode=22", "--set", "memcelltype=RRAM", "--weight-bits", "4", "--format", "json",
            ])
        let uploaded = try design(#"{"network": {"text": "8,8,3,3,3,4", "file": "mine.csv"}}"#)
        #expect(uploaded.network == .text("8,8,3,3,3,4", file: "mine.csv"))
        let rows = try DesignEvaluation(state: uploaded).report(.csv).split(separator: "\n")
        #expect(rows.count == 2, "\(rows)")
    }

    @Test(arguments: [
        (#"[]"#, "the design is a list, not a JSON object"),
        (#"{}"#, "the design: network is missing"),
        (#"{"network": {"name": "vgg8"}, "workload": "trace"}"#, "unknown key `workload`"),
        (#"{"network": "vgg8"}"#, "network is \"vgg8\", not a JSON object"),
        (#"{"network": {"path": "/etc/passwd"}}"#, "unknown key `path`"),
        (#"{"network": {}}"#, "name is missing"),
        (#"{"network": {"name": "gpt2", "tokens": 0}}"#, "tokens"),
        (#"{"network": {"name": "vgg8"}, "parameters": []}"#, "parameters is a list, not an object"),
        (#"{"network": {"name": "vgg8"}, "parameters": {"technode": 22}}"#, "gives technode a value that is no text"),
        (#"{"network": {"name": "vgg8"}, "parameters": {"temp": "300", "temp": "310"}}"#, "temp"),
        (#"{"network": {"name": "vgg8"}, "weightBits": 33}"#, "weightBits"),
    ])
    func anotherDesignIsRefused(_ json: String, _ message: String) {
        let error = inputError { try design(json) }
        #expect(error.description.contains(message), "\(error)")
        #expect(error.kind == .badInput)
    }

    /// Names that are paths, and values with more than a value in them, open no file and set no second parameter.
    @Test(arguments: [
        (#"{"network": {"name": "/etc/passwd"}}"#, "unknown network `/etc/passwd`"),
        (#"{"network": {"name": "Network.csv"}}"#, "unknown network"),
        (#"{"network": {"name": "vgg8"}, "parameters": {"technode": "22\ntemp = 310"}}"#, "write --set NAME=VALUE"),
        (#"{"network": {"name": "vgg8"}, "parameters": {"": "22"}}"#, "write --set NAME=VALUE"),
        (#"{"network": {"text": "../../etc/passwd", "file": "/etc/passwd"}}"#, "/etc/passwd:1"),
    ])
    func noFileIsOpened(_ json: String, _ message: String) throws {
        let state = try design(json)
        let error = inputError { try DesignEvaluation(state: state).run() }
        #expect(error.description.contains(message), "\(error)")
    }

    /// A refusal names the field that caused it.
    @Test(arguments: [
        (#"{"levelOutput": "48"}"#, ["levelOutput"]), (#"{"temp": "500"}"#, ["temp"]),
        (#"{"temp": "1/0"}"#, ["temp"]), (#"{"unheard": "1"}"#, []),
        (
            #"{"revision": "tessera", "technode": "28", "memcelltype": "SRAM", "operationmode": "XNORparallel"}"#,
            ["operationmode"]
        ),
    ])
    func aRefusalNamesItsField(_ parameters: String, _ names: [String]) throws {
        let state = try design(#"{"network": {"name": "lenet5"}, "parameters": \#(parameters)}"#)
        let error = inputError { try DesignEvaluation(state: state).run() }
        #expect(DesignRefusal(error, of: state).parameters == names, "\(error)")
    }

    @Test func aParamFileIsRead() async {
        let site = Site()
        defer { site.close() }
        let answer = await site.post(
            "parameters", #"{"file": "mine", "text": "technode = 22 // comment\nmemcelltype = 2\n"}"#)
        #expect(
            text(answer)
                == #"{"parameters":[{"name":"memcelltype","value":"RRAM"},{"name":"technode","value":"22"}]}"#)
        let refused = await site.post("parameters", #"{"file": "mine", "text": "technode = 22\ntemp = 900"}"#)
        #expect(refused.status == 200)
        #expect(text(refused).contains("mine:2: temp = 900"))
    }
}
