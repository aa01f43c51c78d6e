// SPDX-License-Identifier: Apache-2.0

import NIOCore
import NIOHTTP1

/// Collects the parts of a request, and writes the answer of the site. Who is slow or sends too much is cut off.
final class RequestHandler: ChannelInboundHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias OutboundOut = HTTPServerResponsePart

    private let site: Site
    private let limits: ConnectionLimits
    private var request: SiteRequest?
    private var keepsAlive = false
    private var deadline: Scheduled<Void>?

    init(_ site: Site, _ limits: ConnectionLimits) {
        self.site = site
        self.limits = limits
    }

    func channelActive(context: ChannelHandlerContext) {
        closeAfter(limits.rest, context)
        context.fireChannelActive()
    }

    func channelInactive(context: ChannelHandlerContext) {
        deadline?.cancel()
        context.fireChannelInactive()
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        context.close(promise: nil)
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head(let head): begin(head, context)
        case .body(let bytes): add(bytes, context)
        case .end: end(context)
        }
    }

    private func begin(_ head: HTTPRequestHead, _ context: ChannelHandlerContext) {
        closeAfter(limits.patience, context)
        let request = SiteRequest(
            method: head.method.rawValue, target: head.uri, port: context.channel.localAddress?.port ?? 0,
            headers: head.headers.map { (name: $0.name, value: $0.value) })
        keepsAlive = head.isKeepAlive
        let length = head.headers.first(name: "content-length").map { Int($0) ?? .max }
        if let refusal = site.refusal(of: request, length: length) {
            // What follows of such a request is not read.
            keepsAlive = false
            write(refusal, context)
            return
        }
        self.request = request
    }

    private func add(_ bytes: ByteBuffer, _ context: ChannelHandlerContext) {
        guard let count = request?.body.count else { return }
        guard count + bytes.readableBytes <= Site.longestBody else {
            request = nil
            keepsAlive = false
            write(.refused(413, "The body is longer than \(Site.longestBody) bytes."), context)
            return
        }
        request?.body.append(contentsOf: bytes.readableBytesView)
    }

    private func end(_ context: ChannelHandlerContext) {
        guard let request else { return }
        self.request = nil
        deadline?.cancel()
        let loop = context.eventLoop
        let bound = NIOLoopBound((handler: self, context: context), eventLoop: loop)
        Task(executorPreference: EventLoopExecutor(loop)) { [site] in
            let answer = await site.answer(request)
            loop.execute { bound.value.handler.write(answer, bound.value.context) }
        }
    }

    private func write(_ answer: SiteAnswer, _ context: ChannelHandlerContext) {
        guard context.channel.isActive else { return }
        closeAfter(limits.rest, context)
        // The end of the answer brings the next request, which may change this.
        let keepsAlive = keepsAlive
        var headers = HTTPHeaders(answer.headers.map { ($0.name, $0.value) })
        if !keepsAlive { headers.add(name: "Connection", value: "close") }
        let head = HTTPResponseHead(
            version: .http1_1, status: HTTPResponseStatus(statusCode: answer.status), headers: headers)
        context.write(wrapOutboundOut(.head(head)), promise: nil)
        var body = context.channel.allocator.buffer(capacity: answer.body.count)
        body.writeBytes(answer.body)
        context.write(wrapOutboundOut(.body(.byteBuffer(body))), promise: nil)
        let end = context.writeAndFlush(wrapOutboundOut(.end(nil)))
        guard !keepsAlive else { return }
        let bound = NIOLoopBound(context, eventLoop: context.eventLoop)
        end.whenComplete { _ in bound.value.close(promise: nil) }
    }

    private func closeAfter(_ time: Duration, _ context: ChannelHandlerContext) {
        deadline?.cancel()
        let bound = NIOLoopBound(context, eventLoop: context.eventLoop)
        deadline = context.eventLoop.scheduleTask(in: TimeAmount(time)) { bound.value.close(promise: nil) }
    }
}
