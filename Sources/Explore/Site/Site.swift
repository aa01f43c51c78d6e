// SPDX-License-Identifier: Apache-2.0

import Configuration
import Diagnostics
import Formats
import NetworkCatalog
import ReportKit
import Reporting

/// The page to design in: it answers requests from what is in memory, and opens no file for any of them.
package final class Site: Sendable {
    /// Who may ask.
    package let access: SiteAccess
    private let queue = LatestStateQueue()
    private let fronts = FrontRuns()

    /// The longest body of a request [byte].
    package static let longestBody = 4 << 20

    /// A page that opens with a token of its own.
    package init() {
        access = SiteAccess()
    }

    /// Ends sweeps and the thread that estimates.
    package func close() {
        fronts.stopAll()
        queue.close()
    }

    /// Whether a request may have an answer. It is asked before the body is read.
    ///
    /// - Parameters:
    ///   - request: the request, without its body.
    ///   - length: the length that the body is said to have; nil where nothing is said.
    /// - Returns: the refusal; nil where there is none.
    package func refusal(of request: SiteRequest, length: Int?) -> SiteAnswer? {
        guard let (path, _) = access.resource(of: request) else {
            return .refused(403, "This address has no page for you: use the one that `tessera explore` has printed.")
        }
        guard let resource = SiteResource(rawValue: path) else { return .refused(404, "There is no such resource.") }
        guard request.method == resource.method else {
            return .refused(405, "This resource is for \(resource.method).", allowed: resource.method)
        }
        guard resource.method == "POST" else {
            return length ?? 0 == 0 ? nil : .refused(413, "This resource takes no body.")
        }
        let type = request.values("content-type").first?.split(separator: ";").first ?? ""
        guard type.lowercased() == "application/json" else {
            return .refused(415, "This resource takes application/json.")
        }
        guard length ?? 0 <= Self.longestBody else {
            return .refused(413, "The body is longer than \(Self.longestBody) bytes.")
        }
        return nil
    }

    /// Answers a request.
    ///
    /// - Parameter request: the request with its body.
    /// - Returns: the answer, also to what is refused or wrong.
    package func answer(_ request: SiteRequest) async -> SiteAnswer {
        if let refusal = refusal(of: request, length: request.body.count) { return refusal }
        guard let (path, query) = access.resource(of: request), let resource = SiteResource(rawValue: path) else {
            return .refused(404, "There is no such resource.")
        }
        do throws(InputError) {
            switch resource {
            case .page: return SiteAnswer(SitePage.html, type: SiteAnswer.html)
            case .style: return SiteAnswer(SitePage.style, type: "text/css; charset=utf-8")
            case .charts: return SiteAnswer(SitePage.charts, type: SiteAnswer.script)
            case .script: return SiteAnswer(SitePage.script, type: SiteAnswer.script)
            case .catalog: return SiteAnswer(SiteCatalog.document.line)
            case .schema: return SiteAnswer(try SiteCatalog.schema(query))
            case .front: return try frontAnswer(query)
            case .evaluate, .report, .floorplan, .parameters, .startFront, .stopFront:
                return try await posted(resource, try JSONContent(request.body, file: DesignState.source))
            }
        } catch {
            return .refused(400, error.description)
        }
    }

    private func posted(_ resource: SiteResource, _ content: JSONContent) async throws(InputError) -> SiteAnswer {
        switch resource {
        case .parameters:
            return answer(of: nil) { () throws(InputError) in
                SiteAnswer(try UploadedParameters(content).document.line)
            }
        case .startFront:
            return answer(of: nil) { [fronts] () throws(InputError) in
                let number = try fronts.start(FrontRequest(content))
                return SiteAnswer(JSONValue.object(["front": .integer(number)]).line)
            }
        case .stopFront:
            let members = try JSONMembers(
                content, place: "the request", file: DesignState.source, allowed: ["front"])
            fronts.run(try members.integer("front", 1...Int(Int32.max)))?.stop()
            return SiteAnswer("{}")
        default: return try await estimated(resource, content)
        }
    }

    private func estimated(_ resource: SiteResource, _ content: JSONContent) async throws(InputError) -> SiteAnswer {
        let members = try JSONMembers(
            content, place: "the request", file: DesignState.source, allowed: ["page", "design"])
        guard let design = members.content("design") else { throw members.error("design", "is missing") }
        let state = try DesignState(design)
        let page = try members.text("page")
        let evaluation = DesignEvaluation(state: state)
        let answer = await queue.answer("\(resource) \(page)") {
            self.answer(of: state) { () throws(InputError) in
                switch resource {
                case .report: SiteAnswer(try evaluation.report(.html), type: SiteAnswer.html)
                case .floorplan: SiteAnswer(try evaluation.floorplan(), type: "image/svg+xml")
                default: SiteAnswer(try evaluation.report(.json))
                }
            }
        }
        return answer ?? SiteAnswer("{\"superseded\":true}")
    }

    /// An answer, or what is wrong with the design. The latter is no error of HTTP, which a browser would complain about.
    private func answer(
        of state: DesignState?, _ body: () throws(InputError) -> SiteAnswer
    ) -> SiteAnswer {
        do throws(InputError) {
            return try body()
        } catch {
            return SiteAnswer(DesignRefusal(error, of: state).document.line)
        }
    }

    private func frontAnswer(_ query: String) throws(InputError) -> SiteAnswer {
        let query = SiteQuery(query)
        let plane = [FrontFigure](["x", "y"].compactMap { query[$0].flatMap(FrontFigure.init) })
        guard let number = query.number("front"), let first = query.number("from"), plane.count == 2 else {
            throw InputError(
                "front needs the numbers front and from, and the figures x and y (allowed: "
                    + FrontFigure.allCases.map(\.rawValue).joined(separator: ", ") + ")", kind: .usage)
        }
        guard let run = fronts.run(number) else { return SiteAnswer("{\"ended\":true}") }
        return SiteAnswer(run.document(from: first, plane: plane).line)
    }
}
