// SPDX-License-Identifier: Apache-2.0

import Foundation

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// Tries inputs one after the other, in a process of its own that may die of one.
struct Worker {
    /// What reads the inputs.
    let subject: any FuzzSubject
    /// The seed of the run.
    let seed: UInt64
    /// Where the files of the input at hand are.
    let folder: String
    /// Time after which the process is ended [s].
    let seconds: Int
    /// Memory that an input must not take more of [KiB].
    let memory: Int

    /// Tries inputs, and gives each trial as soon as it is over.
    func run(_ indices: Range<Int>, report: (Trial) throws -> Void) throws {
        Self.admitAlarms()
        for index in indices {
            let input = try subject.input(index, seed: seed)
            try write(input, to: folder)
            try report(trial(index, isRight: input.isRight))
        }
    }

    /// A process inherits blocked signals, and threads of a pool, which may have started this one, block them.
    private static func admitAlarms() {
        var alarms = sigset_t()
        sigemptyset(&alarms)
        for number in [SIGALRM, SIGPROF] {
            sigaddset(&alarms, number)
            // Nobody catches the signal, which therefore ends the process.
            signal(number, SIG_DFL)
        }
        sigprocmask(SIG_UNBLOCK, &alarms, nil)
    }

    /// Ends the process after so much time of its processors, so that other work on the machine does not count, or after six times
    /// as much by the clock, so that one who waits for ever is found. 0 takes that back.
    private static func limit(seconds: Int) {
        var timer = itimerval()
        timer.it_value.tv_sec = time_t(seconds)
        #if canImport(Glibc)
            setitimer(__itimer_which_t(ITIMER_PROF.rawValue), &timer, nil)
        #else
            setitimer(ITIMER_PROF, &timer, nil)
        #endif
        alarm(UInt32(6 * seconds))
    }

    private func trial(_ index: Int, isRight: Bool) -> Trial {
        Self.forgetPeak()
        let clock = ContinuousClock()
        let start = clock.now
        Self.limit(seconds: seconds)
        var outcome = Outcome(subject, in: folder, isRight: isRight)
        Self.limit(seconds: 0)
        let time = clock.now - start
        let peak = Self.peak
        if peak > memory { outcome = .failed("takes \(peak / 1024) MiB of memory") }
        let microseconds = time.components.seconds * 1_000_000 + time.components.attoseconds / 1_000_000_000_000
        return Trial(index: index, microseconds: Int(microseconds), peak: peak, outcome: outcome)
    }

    /// Writes the files of an input in place of those that are there.
    private func write(_ input: FuzzInput, to folder: String) throws {
        let files = FileManager.default
        try? files.removeItem(atPath: folder)
        for file in input.files {
            let place = URL(filePath: folder).appending(path: file.name)
            try files.createDirectory(at: place.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(file.bytes).write(to: place)
        }
    }

    // MARK: Memory, where the system tells (Linux, proc(5))

    /// Peak of resident memory since ``forgetPeak()`` [KiB]; 0 where it is not known.
    private static var peak: Int {
        guard let text = try? String(contentsOfFile: "/proc/self/status", encoding: .utf8),
            let line = text.split(separator: "\n").first(where: { $0.hasPrefix("VmHWM:") })
        else { return 0 }
        return Int(line.dropFirst(6).split(whereSeparator: \.isWhitespace).first ?? "") ?? 0
    }

    private static func forgetPeak() {
        guard let file = FileHandle(forWritingAtPath: "/proc/self/clear_refs") else { return }
        try? file.write(contentsOf: Data("5".utf8))
        try? file.close()
    }
}
