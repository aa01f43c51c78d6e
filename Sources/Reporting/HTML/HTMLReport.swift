// SPDX-License-Identifier: Apache-2.0

import Diagnostics
import Mustache
import ReportKit

/// A page with the figures of a run, whole in itself: data, style and script are in it, and it asks for no other file.
///
/// The page's script draws everything from the data, which are the JSON report. Template, style and script are files of
/// `HTML/Resources` that are compiled into the program.
struct HTMLReport {
    /// The subject of a page.
    enum Subject: CaseIterable {
        /// An estimate of a chip.
        case estimate
        /// A run on a systolic array.
        case systolic
        /// A network that streams through a small SRAM.
        case stream
        /// The accuracy of a model on hardware.
        case accuracy
    }

    let subject: Subject
    /// The JSON report.
    let document: JSONValue
    /// The title of the window.
    let title: String
    /// The words of the command that made the report, if there was one.
    let command: [String]?

    /// The page.
    ///
    /// - Throws: `InputError` of kind `internalError` when the template is broken.
    func text() throws(InputError) -> String {
        var values = [
            "title": title, "version": Tessera.version, "style": Self.text(PackageResources.page_css),
            "script": Self.script(of: subject), "document": document.scriptText,
        ]
        values["command"] = command.map { ShellCommand(words: $0).text }
        let frame: (heading: String, body: [UInt8])? =
            switch subject {
            case .estimate: nil
            case .systolic: ("Tessera systolic", PackageResources.systolic_body_html)
            case .stream: ("Tessera stream", PackageResources.stream_body_html)
            case .accuracy: ("Tessera accuracy", PackageResources.accuracy_body_html)
            }
        if let frame {
            values["heading"] = frame.heading
            values["body"] = Self.text(frame.body)
        }
        let template = frame == nil ? PackageResources.page_mustache : PackageResources.frame_mustache
        do {
            return try MustacheTemplate(string: Self.text(template)).render(values)
        } catch {
            throw InputError("the template of HTML pages is broken: \(error)", kind: .internalError)
        }
    }

    /// The files of a page's script in their order; they share one scope.
    static func script(of subject: Subject) -> String {
        let common = [PackageResources.format_js, PackageResources.drawing_js]
        let drawing = [
            PackageResources.bars_js, PackageResources.sorting_js, PackageResources.tables_js,
            PackageResources.buttons_js,
        ]
        let files =
            switch subject {
            case .estimate:
                common + [PackageResources.data_js, PackageResources.summary_js, PackageResources.floorplan_js]
                    + drawing
                    + [PackageResources.operations_js, PackageResources.main_js]
            case .systolic:
                common + [PackageResources.systolic_data_js, PackageResources.summary_js] + drawing
                    + [PackageResources.systolic_main_js]
            case .stream:
                common + [PackageResources.stream_data_js, PackageResources.summary_js] + drawing
                    + [PackageResources.timeline_js, PackageResources.stream_main_js]
            case .accuracy:
                common + [
                    PackageResources.accuracy_data_js, PackageResources.summary_js, PackageResources.bars_js,
                    PackageResources.sorting_js, PackageResources.buttons_js, PackageResources.accuracy_summary_js,
                    PackageResources.accuracy_classes_js, PackageResources.accuracy_layers_js,
                    PackageResources.accuracy_main_js,
                ]
            }
        return files.map(text).joined(separator: "\n")
    }

    private static func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }
}
