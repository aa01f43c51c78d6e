// SPDX-License-Identifier: Apache-2.0

/// The delay of a current-mode comparator of a process, as it is tabulated; ``ComparatorDelay`` says what it means.
public enum ComparatorDelayTable: Sendable, Equatable {
    /// Every comparison takes the same time.
    case constant(Figure<Second>)
    /// A fit against the column and the reference; ``SensingDelayFit`` names the figures.
    case fitted(
        logSlope: Figure<Second>, logOffset: Figure<Second>, below: FigureRow<PureNumber>,
        above: FigureRow<PureNumber>)

    var delay: ComparatorDelay {
        switch self {
        case .constant(let latency): .constant(latency.value)
        case .fitted(let logSlope, let logOffset, let below, let above):
            .fitted(
                SensingDelayFit(
                    logSlope: logSlope.value, logOffset: logOffset.value, below: below.values, above: above.values))
        }
    }
}
