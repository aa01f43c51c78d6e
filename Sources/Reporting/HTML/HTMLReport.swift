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
        /// One macro.
        case macro
        /// The model beside published chips.
        case validation
        /// A training on modelled devices.
        case training
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
            "title": title, "version": Tessera.version, "style": EmbeddedText.pageCss,
            "script": Self.script(of: subject), "document": document.scriptText,
        ]
        values["command"] = command.map { ShellCommand(words: $0).text }
        let frame: (heading: String, body: String)? =
            switch subject {
            case .estimate: nil
            case .systolic: ("Tessera systolic", EmbeddedText.systolicBodyHtml)
            case .stream: ("Tessera stream", EmbeddedText.streamBodyHtml)
            case .accuracy: ("Tessera accuracy", EmbeddedText.accuracyBodyHtml)
            case .macro: ("Tessera macro", EmbeddedText.macroBodyHtml)
            case .validation: ("Tessera validate", EmbeddedText.validationBodyHtml)
            case .training: ("Tessera train", EmbeddedText.trainingBodyHtml)
            }
        if let frame {
            values["heading"] = frame.heading
            values["body"] = frame.body
        }
        let template = frame == nil ? EmbeddedText.pageMustache : EmbeddedText.frameMustache
        do {
            return try MustacheTemplate(string: template).render(values)
        } catch {
            throw InputError("the template of HTML pages is broken: \(error)", kind: .internalError)
        }
    }

    /// The files of a page's script in their order; they share one scope.
    static func script(of subject: Subject) -> String {
        let common = [PageResources.basics]
        let drawing = [PageResources.bars]
        let files =
            switch subject {
            case .estimate:
                [PageResources.estimateCharts, EmbeddedText.mainJs]
            case .systolic:
                common + [EmbeddedText.systolicDataJs, EmbeddedText.summaryJs] + drawing
                    + [EmbeddedText.systolicMainJs]
            case .stream:
                common + [EmbeddedText.streamDataJs, EmbeddedText.summaryJs] + drawing
                    + [EmbeddedText.timelineJs, EmbeddedText.streamMainJs]
            case .accuracy:
                common + [
                    EmbeddedText.accuracyDataJs, EmbeddedText.summaryJs, EmbeddedText.barsJs,
                    EmbeddedText.sortingJs, EmbeddedText.buttonsJs, EmbeddedText.accuracySummaryJs,
                    EmbeddedText.accuracyClassesJs, EmbeddedText.accuracyLayersJs,
                    EmbeddedText.accuracyMainJs,
                ]
            case .macro: common + [EmbeddedText.buttonsJs, EmbeddedText.macroMainJs]
            case .validation: common + [EmbeddedText.buttonsJs, EmbeddedText.validationMainJs]
            case .training:
                common + [
                    EmbeddedText.summaryJs, EmbeddedText.sortingJs, EmbeddedText.buttonsJs, EmbeddedText.curvesJs,
                    EmbeddedText.trainingDataJs, EmbeddedText.trainingMainJs,
                ]
            }
        return files.joined(separator: "\n")
    }
}
