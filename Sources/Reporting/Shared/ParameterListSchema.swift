// SPDX-License-Identifier: Apache-2.0

import Configuration
import ReportKit

/// The form of the list of parameters that `tessera params --format json` prints. The list itself is written beside the
/// parameters.
enum ParameterListSchema {
    static let schema = ReportSchema(
        name: "tessera.parameters/1", subject: "all parameters",
        object: ObjectSchema(
            name: "tessera.parameters/1",
            members: [
                MemberSchema(
                    name: "schema", meaning: "name of this form", value: .words(["tessera.parameters"])),
                MemberSchema(name: "version", meaning: "version of this form", value: .integer(isSigned: false)),
                MemberSchema(name: "revision", meaning: "whose defaults and values these are", value: .string),
                MemberSchema(
                    name: "parameters", meaning: "the parameters", value: .list(.object(parameter), count: nil)),
            ]))

    private static let parameter = ObjectSchema(
        name: "definition of a parameter",
        members: [
            MemberSchema(name: "name", meaning: "its name in a Param file", value: .string),
            MemberSchema(name: "group", meaning: "group of the parameter", value: .string),
            MemberSchema(name: "type", meaning: "type of its values", value: .string),
            MemberSchema(
                name: "unit", meaning: "its unit; `1` for pure numbers, empty if it has no unit",
                value: .string),
            MemberSchema(name: "default", meaning: "its default value", value: ParameterValue.reportSchema),
            MemberSchema(name: "meaning", meaning: "description of the parameter", value: .string),
            MemberSchema(name: "readBy", meaning: "runs that use it", value: .string),
            MemberSchema(
                name: "revisions", meaning: "revisions that read it", value: .list(.string, count: nil)),
            MemberSchema(
                name: "minimum", meaning: "smallest allowed value; for numbers in a range", isAlwaysThere: false,
                value: .number(isSigned: true)),
            MemberSchema(
                name: "maximum", meaning: "largest allowed value; for numbers in a range", isAlwaysThere: false,
                value: .number(isSigned: true)),
            MemberSchema(
                name: "values", meaning: "allowed values; for numbers in a list", isAlwaysThere: false,
                value: .list(.number(isSigned: true), count: nil)),
            MemberSchema(
                name: "alternatives", meaning: "allowed words; for booleans and choices", isAlwaysThere: false,
                value: .list(.object(alternative), count: nil)),
            MemberSchema(
                name: "follows", meaning: "the parameters that decide the default, with commas between them",
                isAlwaysThere: false,
                value: .string
            ),
        ])

    private static let alternative = ObjectSchema(
        name: "alternative of a parameter",
        members: [
            MemberSchema(name: "word", meaning: "word in a Param file", value: .string),
            MemberSchema(
                name: "code", meaning: "integer that may replace the word in a Param file",
                value: .integer(isSigned: true)),
            MemberSchema(name: "aliases", meaning: "other spellings of the word", value: .list(.string, count: nil)),
            MemberSchema(name: "meaning", meaning: "description of the alternative", value: .string),
        ])
}
