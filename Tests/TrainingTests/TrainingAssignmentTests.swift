// SPDX-License-Identifier: Apache-2.0

import Diagnostics
import Foundation
import Testing
import _TestSupport

@testable import Training

/// Values that take the place of those of a settings file.
@Suite struct TrainingAssignmentTests {
    private let folder = Result { try TemporaryFolder() }

    private func assigned(_ text: String, _ pairs: [(String, String)]) throws -> TrainingSettings {
        try TrainingSettings(
            json: Array(text.utf8), file: "settings.json",
            assignments: pairs.map { TrainingAssignment(key: $0.0, value: $0.1) })
    }

    @Test func assignedValuesReplaceThoseOfTheFile() throws {
        let given = try assigned(
            #"{"max_level": 64, "momentum": 0.5, "loss": "squared_error"}"#,
            [("max_level", "128"), ("loss", "cross_entropy"), ("augment_flip", "true"), ("max_level", "97")])
        let wanted = try TrainingSettings(
            json: Array(#"{"max_level": 97, "momentum": 0.5, "loss": "cross_entropy", "augment_flip": true}"#.utf8),
            file: "x.json")
        #expect(given == wanted)
        #expect(try assigned("{}", []) == TrainingSettings())
    }

    @Test func aMeasurementIsLookedUpFromTheWorkingFolder() throws {
        let curve = try folder.get().write("curve.csv", "pulse,potentiation,depression\n0,0,1\n1,0.6,0.4\n2,1,0\n")
        #expect(try assigned("{}", [("device_curve", curve)]).maxLevel == 2)
        let relative = #expect(throws: InputError.self) { try assigned("{}", [("device_curve", "none.csv")]) }
        #expect(relative?.file == FileManager.default.currentDirectoryPath + "/none.csv")
        let contradiction = #expect(throws: InputError.self) {
            try assigned(#"{"max_level": 3}"#, [("device_curve", curve)])
        }
        #expect(contradiction?.message.contains("max_level contradicts device_curve") == true)
        #expect(contradiction?.line == nil && contradiction?.file == "settings.json")
    }

    @Test func mistakesOfTheFileStandWhereTheyAre() throws {
        let error = #expect(throws: InputError.self) { try assigned("{\n\"momentum\": 7}", [("max_level", "3")]) }
        #expect(error?.line == 2)
    }

    @Test(arguments: [
        ("max_level", "0", "max_level is 0 (allowed: whole numbers from 1"), ("max_level", "1.5", "max_level is 1.5"),
        ("momentum", "nan", "momentum is \"nan\""), ("momentum", "much", "momentum is \"much\" (allowed: 0.0 to 1.0)"),
        ("accounting", "true", "accounting is `true`"), ("maxlevel", "1", "did you mean `max_level`?"),
        ("network", "1", "unknown key `network`"), ("device_curve_use", "x", "(allowed: label, table)"),
    ])
    func valuesAreCheckedOnTheirOwn(_ key: String, _ value: String, _ message: String) throws {
        let error = #expect(throws: InputError.self) {
            try TrainingSettings.check(
                TrainingAssignment(key: key, value: value), file: "plan.yaml", line: 4, column: 7)
        }
        #expect(error?.message.contains(message) == true, "\(error.map { "\($0)" } ?? "")")
        #expect(error?.file == "plan.yaml" && error?.line == 4 && error?.column == 7)
    }

    @Test func allKeysWithOneValueCanBeAssigned() throws {
        #expect(
            Set(TrainingSettings.keys).subtracting(TrainingSettings.scalarKeys) == [
                "input_range", "decreasing_lr", "network",
            ])
        #expect(TrainingSettings.wholeKeys.isSubset(of: TrainingSettings.scalarKeys))
        for key in TrainingSettings.wholeKeys {
            try TrainingSettings.check(TrainingAssignment(key: key, value: "4"), file: "x", line: 1, column: 1)
        }
    }
}
