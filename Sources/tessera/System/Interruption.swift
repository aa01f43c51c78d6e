// SPDX-License-Identifier: Apache-2.0

import Synchronization

#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// The reaction to Ctrl-C and to other signals that end the program: it ends at once with 128 plus the number of the
/// signal (130 for Ctrl-C), and no unfinished file stays behind.
enum Interruption {
    /// Address of the path of the file that is not finished, with a zero at its end; 0 when there is none.
    private static let unfinishedPath = Atomic<UInt>(0)
    /// The same of another file, which waits for the first one.
    private static let waitingPath = Atomic<UInt>(0)
    /// Address of the paths of a temporary folder and of all that may be in it, contents first, with a nil at the end; 0 when there
    /// is none.
    private static let temporaryPaths = Atomic<UInt>(0)
    /// Address of what is said in the end, with a zero at its end; 0 when there is nothing to say.
    private static let lastWords = Atomic<UInt>(0)
    /// Whether signals wait, and the number of the last one that does; 0 for none.
    private static let isDeferring = Atomic(false)
    private static let deferredSignal = Atomic<Int32>(0)

    /// Begins to listen for signals. A signal that the program was started to ignore, as by `nohup`, stays ignored.
    static func prepare() {
        unfinishedPath.store(0, ordering: .releasing)
        waitingPath.store(0, ordering: .releasing)
        temporaryPaths.store(0, ordering: .releasing)
        var signals = sigset_t()
        sigemptyset(&signals)
        for number in [SIGINT, SIGTERM, SIGHUP] {
            sigaddset(&signals, number)
            let former = signal(number, SIG_IGN)
            let isIgnored = unsafeBitCast(former, to: Int.self) == unsafeBitCast(SIG_IGN, to: Int.self)
            guard !isIgnored else { continue }
            signal(number) { number in
                // Only what is safe inside a signal handler: no allocation, no locks.
                if Interruption.isDeferring.load(ordering: .acquiring) {
                    Interruption.deferredSignal.store(number, ordering: .releasing)
                    return
                }
                Interruption.removeUnfinished()
                let words = Interruption.lastWords.load(ordering: .acquiring)
                if let words = UnsafePointer<CChar>(bitPattern: words) {
                    _ = write(STDERR_FILENO, words, strlen(words))
                }
                _exit(128 + number)
            }
        }
        // Whoever started the program may have left them blocked, as programs do that start others from a thread.
        pthread_sigmask(SIG_UNBLOCK, &signals, nil)
    }

    /// Removes the files that are not finished. It is safe inside a signal handler.
    static func removeUnfinished() {
        let address = unfinishedPath.load(ordering: .acquiring)
        if let path = UnsafePointer<CChar>(bitPattern: address) { unlink(path) }
        let other = waitingPath.load(ordering: .acquiring)
        if let path = UnsafePointer<CChar>(bitPattern: other) { unlink(path) }
        removeTemporary()
    }

    /// Removes a temporary folder with all that is in it.
    private static func removeTemporary() {
        let address = temporaryPaths.load(ordering: .acquiring)
        guard var next = UnsafePointer<UnsafeMutablePointer<CChar>?>(bitPattern: address) else { return }
        while let path = next.pointee {
            if unlink(path) != 0 { rmdir(path) }
            next += 1
        }
    }

    /// Waits until no set of files is half written.
    static func waitForDeferred() {
        while isDeferring.load(ordering: .acquiring) { usleep(1000) }
    }

    /// Says something if the program is interrupted from now on.
    static func say(_ text: String) {
        // Never freed, because a signal handler may be reading it.
        lastWords.store(UInt(bitPattern: strdup(text)), ordering: .releasing)
    }

    /// Does something that must not be left half done: signals take effect after it.
    static func deferred<Result, Failure: Error>(
        _ body: () throws(Failure) -> Result
    ) throws(Failure) -> Result {
        isDeferring.store(true, ordering: .releasing)
        defer {
            isDeferring.store(false, ordering: .releasing)
            let number = deferredSignal.exchange(0, ordering: .acquiringAndReleasing)
            if number != 0 { raise(number) }
        }
        return try body()
    }

    /// Does something during which a file is not finished, and must go if the program is interrupted.
    static func removing<Result, Failure: Error>(
        _ path: String, during body: () throws(Failure) -> Result
    ) throws(Failure) -> Result {
        // Never freed, because a signal handler may be reading it.
        let copy = UInt(bitPattern: strdup(path))
        let outer = unfinishedPath.exchange(copy, ordering: .acquiringAndReleasing)
        if outer != 0 { waitingPath.store(outer, ordering: .releasing) }
        defer {
            unfinishedPath.store(outer, ordering: .releasing)
            if outer != 0 { waitingPath.store(0, ordering: .releasing) }
        }
        return try body()
    }
    /// Does something with a temporary folder, which goes with all that is in it afterwards, also after an error or a signal.
    ///
    /// - Parameters:
    ///   - make: Makes the folder, and lists what will be in it: contents first, the folder last.
    ///   - body: What is done; it gets the folder.
    /// - Returns: What `body` returns.
    /// - Throws: What `make` and `body` throw.
    static func removingFolder<Result, Failure: Error>(
        _ make: () throws(Failure) -> [String], during body: (String) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        let paths = try deferred { () throws(Failure) in
            let paths = try make()
            // Never freed, because a signal handler may be reading it.
            let list = UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>.allocate(capacity: paths.count + 1)
            for (index, path) in paths.enumerated() { (list + index).initialize(to: strdup(path)) }
            (list + paths.count).initialize(to: nil)
            temporaryPaths.store(UInt(bitPattern: list), ordering: .releasing)
            return paths
        }
        defer {
            removeTemporary()
            temporaryPaths.store(0, ordering: .releasing)
        }
        return try body(paths.last ?? "")
    }
}
