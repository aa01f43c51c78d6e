// SPDX-License-Identifier: Apache-2.0

import Diagnostics
import NIOCore
import NIOHTTP1
import NIOPosix
import Synchronization

/// The server of the page. It listens on the loopback interface only, which no other machine reaches.
package final class LoopbackServer: Sendable {
    private let group: MultiThreadedEventLoopGroup
    private let channel: any Channel
    private let site: Site
    /// The port that it listens on.
    package let port: Int

    /// The address of the page, with its token.
    package var address: String { site.access.address(port: port) }

    private static let loopback = "127.0.0.1"

    /// Opens a port.
    ///
    /// - Parameters:
    ///   - site: answers.
    ///   - port: the port; 0 for any that is free.
    /// - Throws: `InputError` of kind `usage` when the port cannot be had.
    package convenience init(_ site: Site, port: Int) throws(InputError) {
        try self.init(site, port: port, limits: ConnectionLimits())
    }

    /// Opens a port for clients that keep to some limits.
    init(_ site: Site, port: Int, limits: ConnectionLimits) throws(InputError) {
        let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
        let open = ConnectionCount(most: limits.connections)
        let bootstrap = ServerBootstrap(group: group)
            .serverChannelOption(.backlog, value: 64)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture { try Self.prepare(channel, site, open, limits) }
            }
            .childChannelOption(.maxMessagesPerRead, value: 1)
        do {
            channel = try bootstrap.bind(host: Self.loopback, port: port).wait()
        } catch {
            try? group.syncShutdownGracefully()
            throw InputError(
                "port \(port) cannot be opened: \(Self.reason(error)); choose another one, or leave --port out for any that is "
                    + "free", kind: .usage)
        }
        self.group = group
        self.site = site
        self.port = channel.localAddress?.port ?? port
    }

    private static func reason(_ error: any Error) -> String {
        guard let error = error as? IOError else { return "\(error)" }
        return error.errnoCode == EADDRINUSE ? "another program has it" : String(cString: strerror(error.errnoCode))
    }

    private static func prepare(
        _ channel: any Channel, _ site: Site, _ open: ConnectionCount, _ limits: ConnectionLimits
    ) throws {
        guard open.enter() else {
            channel.close(promise: nil)
            return
        }
        channel.closeFuture.whenComplete { _ in open.leave() }
        var reader = NIOHTTPDecoderLimitConfiguration()
        reader.maxHeaderFieldSize = limits.header
        reader.maxHeaderListSize = limits.headers
        reader.maxHeaderFieldCount = limits.headerCount
        let pipeline = channel.pipeline.syncOperations
        try pipeline.configureHTTPServerPipeline(
            withPipeliningAssistance: true, withErrorHandling: true, withEncoderConfiguration: .init(),
            withDecoderLimitConfiguration: reader)
        try pipeline.addHandler(RequestHandler(site, limits))
    }

    /// Waits until the server ends.
    package func wait() { try? channel.closeFuture.wait() }

    /// Ends the server.
    package func close() {
        site.close()
        try? channel.close().wait()
        try? group.syncShutdownGracefully()
    }
}

/// Connections that are open.
private final class ConnectionCount: Sendable {
    private let most: Int
    private let open = Mutex(0)

    init(most: Int) {
        self.most = most
    }

    /// Counts one more, if there is room for it.
    func enter() -> Bool {
        open.withLock { open in
            guard open < most else { return false }
            open += 1
            return true
        }
    }

    func leave() { open.withLock { $0 -= 1 } }
}
