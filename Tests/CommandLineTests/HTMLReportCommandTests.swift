// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@Suite struct HTMLReportCommandTests {
    @Test func aPageGoesToStandardOutputOrToAFile() throws {
        let folder = try Folder()
        let result = try Tessera.run("--format", "html", in: folder)
        #expect(result.status == 0, "\(result.errors)")
        #expect(result.output.hasPrefix("<!DOCTYPE html>"))
        #expect(result.output.contains("<code>tessera --format html</code>"))
        let file = try Tessera.run("estimate", "--format", "html", "--output", "my report.html", in: folder)
        #expect(file.status == 0 && file.output == "")
        let page = try folder.text(of: "my report.html")
        #expect(page.contains("tessera estimate --format html --output &#39;my report.html&#39;"))
        #expect(!page.contains(folder.url.path))
        #expect(!page.contains(Tessera.executable.deletingLastPathComponent().path))
    }

    /// Everything is in the executable: it works where nothing lies beside it.
    @Test func theProgramNeedsNoFileBesideIt() throws {
        let folder = try Folder()
        try FileManager.default.copyItem(at: Tessera.executable, to: folder.url.appending(path: "alone"))
        let result = try Tessera.shell("./alone --format html", in: folder)
        #expect(result.status == 0, "\(result.errors)")
        #expect(result.output.contains("drawFloorplan();"))
    }

    @Test func thePageOfTheDefaultNetworkIsSmall() throws {
        let network = try String(contentsOf: Example.root.appending(path: "Network.csv"), encoding: .utf8)
        let folder = try Folder(["Param": nil, "Network.csv": network])
        let result = try Tessera.run("--format", "html", "--workload", "statistics", in: folder)
        #expect(result.status == 0, "\(result.errors)")
        #expect(result.output.utf8.count < 150_000)
    }

    @Test func namesOfLayersAreNoMarkup() throws {
        let network = """
            name,input_height,input_width,input_channels,kernel_height,kernel_width,output_channels
            </script><b>x,4,4,8,3,3,8

            """
        let folder = try Folder(["Network.csv": network])
        let page = try Tessera.run("--format", "html", in: folder).output
        #expect(page.contains("\\u003c/script\\u003e\\u003cb\\u003ex"))
        #expect(!page.contains("<b>x"))
        let picture = try Tessera.run("floorplan", "--format", "svg", in: folder)
        #expect(picture.status == 0)
        #expect(picture.output.contains("&lt;/script&gt;&lt;b&gt;x"))
    }

    @Test func aFloorplanIsAPicture() throws {
        let folder = try Folder()
        let result = try Tessera.run("floorplan", "--format", "svg", in: folder)
        #expect(result.status == 0, "\(result.errors)")
        #expect(result.output.hasPrefix("<svg ") && result.output.hasSuffix("</svg>\n"))
        #expect(result.output.contains("µm</text>"))
    }

    @Test func statisticsAndTrainingHaveAPageAsWell() throws {
        let folder = try Folder()
        for arguments in [["--workload", "statistics"], ["--set", "trainingEstimation=true"]] {
            let process = try Tessera.start(arguments + ["--format", "html"], in: folder)
            let result = try Tessera.finish(process, in: folder)
            #expect(result.status == 0, "\(result.errors)")
            #expect(result.output.hasSuffix("</html>\n"))
        }
    }
}
