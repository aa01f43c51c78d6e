// SPDX-License-Identifier: Apache-2.0

import ReportKit

@testable import Capsules
@testable import Reporting
@testable import SweepReporting

/// The forms of all reports in JSON, in the order of the reference.
enum ReportSchemas {
    static let all: [ReportSchema] = [
        EstimateReport.schema, FloorplanReport.schema, Comparison.schema, Diagnosis.schema, SystolicReport.schema,
        SearchReport.schema, StreamReport.schema, MacroReport.schema, ValidationReport.schema,
        SpiceReport.schema, CatalogReport.schema, DeviceReport.schema, RerunReport.schema, TestReport.schema,
        TrainReport.schema,
        TrainLogLine.schema,
        SweepReport.schema, ParameterListSchema.schema,
    ]
}
