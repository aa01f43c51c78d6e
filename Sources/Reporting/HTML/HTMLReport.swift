import Diagnostics
import Mustache

/// A page with the figures of an estimate, whole in itself: data, style and script are in it, and it asks for no other file.
///
/// The page's script draws everything from the data, which are the JSON report. Template, style and script are files of
/// `HTML/Resources` that are compiled into the program.
struct HTMLReport {
    /// The JSON report.
    let document: JSONValue
    /// What stands in the title of the window.
    let title: String
    /// The words of the command that made the report, if there was one.
    let command: [String]?

    /// The page.
    ///
    /// - Throws: `InputError` of kind `internalError` when the template is broken.
    func text() throws(InputError) -> String {
        var values = [
            "title": title, "version": Tessera.version, "style": Self.text(PackageResources.page_css),
            "script": Self.script, "document": document.scriptText,
        ]
        values["command"] = command.map { ShellCommand(words: $0).text }
        do {
            return try MustacheTemplate(string: Self.text(PackageResources.page_mustache)).render(values)
        } catch {
            throw InputError("the template of HTML pages is broken: \(error)", kind: .internalError)
        }
    }

    /// The files of the script in their order; they share one scope.
    private static var script: String {
        [
            PackageResources.format_js, PackageResources.drawing_js, PackageResources.data_js,
            PackageResources.summary_js, PackageResources.floorplan_js, PackageResources.bars_js,
            PackageResources.tables_js, PackageResources.operations_js, PackageResources.main_js,
        ].map(text).joined(separator: "\n")
    }

    private static func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }
}
