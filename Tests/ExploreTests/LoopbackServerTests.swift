// SPDX-License-Identifier: Apache-2.0

import Diagnostics
import Foundation
import Testing
import _TestSupport

@testable import Explore

/// The server on a port, spoken to byte by byte.
@Suite struct LoopbackServerTests {
    /// Stands for a server that neither answers nor closes the connection.
    private static let silent = "(silent)"

    /// Sends bytes, and reads until the server closes the connection or is silent for some seconds. It waits outside of the threads
    /// on which the server answers.
    private func exchange(_ port: Int, _ parts: [String], silence: Int = 60) async -> String {
        await withCheckedContinuation { done in
            DispatchQueue.global().async { done.resume(returning: Self.exchange(port, parts, silence: silence)) }
        }
    }

    private static func exchange(_ port: Int, _ parts: [String], silence: Int) -> String {
        let socket = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(socket) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(port).bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var limit = timeval(tv_sec: silence, tv_usec: 0)
        setsockopt(socket, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
        setsockopt(socket, SOL_SOCKET, SO_SNDTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
        let isOpen = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(socket, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
            }
        }
        guard isOpen else { return "no connection" }
        for part in parts {
            let bytes = Array(part.utf8)
            guard send(socket, bytes, bytes.count, Int32(MSG_NOSIGNAL)) == bytes.count else { break }
        }
        var answer: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = recv(socket, &buffer, buffer.count, 0)
            if count == 0 { break }
            // A connection that is closed before all was read ends in an error, and one that stays open in silence.
            guard count > 0 else { return String(decoding: answer, as: UTF8.self) + (errno == EAGAIN ? silent : "") }
            answer += buffer[..<count]
        }
        return String(decoding: answer, as: UTF8.self)
    }

    private func head(_ server: LoopbackServer, _ first: String, _ more: [String] = ["Connection: close"]) -> String {
        ([first, "Host: 127.0.0.1:\(server.port)"] + more).joined(separator: "\r\n") + "\r\n\r\n"
    }

    private func token(_ server: LoopbackServer) throws -> String {
        try #require(URL(string: server.address)).path.split(separator: "/").joined()
    }

    @Test func itServesThePageAndFigures() async throws {
        let server = try LoopbackServer(Site(), port: 0)
        defer { server.close() }
        let token = try token(server)
        let page = await exchange(server.port, [head(server, "GET /\(token)/ HTTP/1.1")])
        #expect(page.hasPrefix("HTTP/1.1 200 OK\r\n"))
        #expect(page.contains("Content-Security-Policy: default-src 'none'"))
        #expect(page.hasSuffix("</html>\n\n") || page.hasSuffix("</html>\n"))
        let body = #"{"page": "a", "design": {"network": {"name": "lenet5"}}}"#
        let kind = ["Content-Type: application/json", "Content-Length: \(body.utf8.count)"]
        let once = head(server, "POST /\(token)/evaluate HTTP/1.1", kind) + body
        let last = head(server, "POST /\(token)/evaluate HTTP/1.1", kind + ["Connection: close"]) + body
        // Two requests on one connection, the second one before the first answer.
        let figures = await exchange(server.port, [once, last])
        #expect(figures.components(separatedBy: "HTTP/1.1 200 OK").count == 3)
        #expect(figures.components(separatedBy: "tessera.estimate/1").count == 3)
    }

    @Test func whoIsRefusedIsNotReadFurther() async throws {
        let server = try LoopbackServer(Site(), port: 0)
        defer { server.close() }
        let token = try token(server)
        let kind = ["Content-Type: application/json", "Content-Length: 99999999999999999999999"]
        for (status, request) in [
            (403, head(server, "GET / HTTP/1.1")), (403, head(server, "POST /evaluate HTTP/1.1", kind)),
            (
                413,
                head(
                    server, "POST /\(token)/evaluate HTTP/1.1",
                    ["Content-Type: application/json", "Content-Length: 9999999"])
            ),
            (403, head(server, "GET http://example.com/ HTTP/1.1")),
        ] {
            let answer = await exchange(server.port, [request])
            // A length that is no number may be refused by the reader of HTTP.
            #expect(
                answer.hasPrefix("HTTP/1.1 \(status) ") || answer.hasPrefix("HTTP/1.1 400 "),
                "\(request): \(answer.prefix(80))")
        }
        for damaged in [
            "\r\n\r\nnonsense\r\n\r\n", "GET / HTTP/9.9\r\n\r\n", "\u{0}\u{1}\u{2}\r\n\r\n",
            head(server, "GET /\(token)/ HTTP/1.1", ["X: \(String(repeating: "x", count: 100_000))"]),
            head(server, "GET /\(token)/ HTTP/1.1", (0..<200).map { "X\($0): y" }),
            head(server, "GET /\(String(repeating: "a", count: 200_000)) HTTP/1.1"),
        ] {
            let answer = await exchange(server.port, [damaged])
            #expect(!answer.hasPrefix("HTTP/1.1 200"), "\(answer.prefix(80))")
        }
        // Chunks of a body that never ends.
        let chunk = "10000\r\n" + String(repeating: " ", count: 0x10000) + "\r\n"
        let endless = await exchange(
            server.port,
            [
                head(
                    server, "POST /\(token)/evaluate HTTP/1.1",
                    ["Content-Type: application/json", "Transfer-Encoding: chunked"])
            ]
                + Array(repeating: chunk, count: 200))
        #expect(!endless.hasPrefix("HTTP/1.1 200"))
        #expect(await exchange(server.port, [head(server, "GET /\(token)/ HTTP/1.1")]).hasPrefix("HTTP/1.1 200"))
    }

    /// Who sends no more, or takes too many connections, is cut off.
    @Test func slowClientsAreCutOff() async throws {
        var limits = ConnectionLimits()
        limits.rest = .milliseconds(300)
        limits.patience = .milliseconds(300)
        limits.connections = 2
        let server = try LoopbackServer(Site(), port: 0, limits: limits)
        defer { server.close() }
        let token = try token(server)
        let halfBody = head(
            server, "POST /\(token)/evaluate HTTP/1.1", ["Content-Type: application/json", "Content-Length: 1000"])
        for slow in ["", "GET /", "GET /\(token)/ HTTP/1.1\r\nHost: 127.0.0.1:\(server.port)\r\n", halfBody + "{"] {
            #expect(await exchange(server.port, [slow]) == "")
        }
        #expect(await exchange(server.port, [head(server, "GET /\(token)/ HTTP/1.1")]).hasPrefix("HTTP/1.1 200"))
    }

    @Test func aPortThatIsTakenIsAnError() async throws {
        let server = try LoopbackServer(Site(), port: 0)
        let error = inputError { try LoopbackServer(Site(), port: server.port) }
        #expect(error.kind == .usage)
        #expect(error.message.contains("port \(server.port) cannot be opened: another program has it"))
        let port = server.port
        server.close()
        #expect(await exchange(port, [""]) == "no connection")
    }
}
