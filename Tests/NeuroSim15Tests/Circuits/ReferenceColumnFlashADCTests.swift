// SPDX-License-Identifier: Apache-2.0

import Technology
import Testing
import _TestSupport

@testable import Circuits
@testable import NeuroSim15

extension ReferenceColumns {
    /// Reference columns of their own, without silicon.
    static func sample(capacitance: Double) -> ReferenceColumns {
        ReferenceColumns(comparatorsPerColumn: 8, area: 0, capacitance: capacitance, selectionEnergy: 0)
    }
}

/// Flash converters with reference columns against figures of NeuroSim V1.5.
@Suite struct ReferenceColumnFlashADCTests {
    /// Cells of the columns.
    private enum Cells {
        case resistive
        case sram
    }

    /// A converter for which figures were recorded.
    private struct Setting {
        let levels: Int
        let sensing: ReferenceColumnFlashADC.Sensing
        let references: ConductanceLadder
        let sharing: Double
        var cells = Cells.resistive
        /// Voltage of the columns [V]; that of the fits when nil.
        var readVoltage: Double?
    }

    /// Conductances of a cell [S].
    private static let (on, off) = (1 / 6e3, 1 / 102e3)

    private static let settings = [
        Setting(levels: 128, sensing: .current, references: sum(128), sharing: 128),
        Setting(levels: 32, sensing: .current, references: sum(32), sharing: 8, readVoltage: 0.3),
        Setting(levels: 128, sensing: .voltage, references: sum(128), sharing: 128),
        Setting(levels: 16, sensing: .voltage, references: sum(16), sharing: 16, readVoltage: 0.5),
        Setting(levels: 64, sensing: .current, references: sum(64, of: 1 / 1.1e4), sharing: 64, cells: .sram),
        Setting(levels: 64, sensing: .voltage, references: sum(64, of: 1 / 1.1e4), sharing: 16, cells: .sram),
        Setting(
            levels: 16, sensing: .current, references: ConductanceLadder(levels: 16, from: on, towards: off),
            sharing: 16),
        Setting(levels: 16, sensing: .current, references: halfway(16), sharing: 16),
        Setting(levels: 2, sensing: .voltage, references: halfway(2), sharing: 32),
        Setting(
            levels: 4, sensing: .voltage, references: ConductanceLadder(levels: 4, from: on, towards: off), sharing: 4),
        Setting(levels: 4, sensing: .current, references: halfway(4), sharing: 8),
    ]

    /// 96 rows of cells of a conductance [S].
    private static func sum(_ levels: Int, of conductance: Double = on) -> ConductanceLadder {
        ConductanceLadder(levels: levels, sumOf: 96 * conductance)
    }

    private static func halfway(_ levels: Int) -> ConductanceLadder {
        ConductanceLadder(levels: levels, halfwayBetweenStatesFrom: on, to: off)
    }

    private static func converter(
        _ setting: Setting, process: LogicProcess, converters: Int = 16
    ) throws -> ReferenceColumnFlashADC {
        let technology = try process.technology()
        let fits = try #require(MirrorFits.nodes[technology.node])
        let feature = technology.featureSize
        let demand = ReferenceColumnFlashADC.Demand(
            converters: converters, levels: setting.levels, sensing: setting.sensing, references: setting.references,
            columns: ReferenceColumns(
                comparatorsPerColumn: setting.sharing, area: 512 * feature * 12 * feature, capacitance: 3.1e-14,
                selectionEnergy: setting.cells == .sram ? 3e-16 : 0),
            readVoltage: setting.readVoltage ?? fits.readVoltage)
        return ReferenceColumnFlashADC(
            demand, fits: fits, layout: LogicProcess.width(1536, technology), technology: technology)
    }

    /// Columns that are converted [Ω].
    private static let columns: [Double] = [900, 5e3, 2.2e4, 4e5, 3e6, .infinity, 0, .nan]

    @Test(arguments: recorded) func figures(process: LogicProcess, recorded: [Double]) throws {
        let figures = try Self.settings.flatMap { setting in
            let converter = try Self.converter(setting, process: process)
            return [converter.footprint.height, converter.area, converter.conversionLatency]
                + Self.columns.map { converter.cost(ofColumn: $0).energy }
        }
        #expect(largestDifference(figures, recorded) < 1e-9)
    }

    /// The energy of voltages is that of all columns with a current.
    @Test func constantEnergy() throws {
        let voltage = try Self.converter(Self.settings[2], process: .lowStandbyPower22)
        let current = try Self.converter(Self.settings[0], process: .lowStandbyPower22)
        #expect(voltage.conversion.constantEnergy == voltage.cost(ofColumn: 123).energy)
        #expect(voltage.cost(ofColumn: 5).energy == voltage.cost(ofColumn: 5e6).energy)
        #expect(voltage.cost(ofColumn: .infinity).energy > voltage.cost(ofColumn: 5).energy)
        #expect(current.conversion.constantEnergy == nil)
        #expect(current.cost(ofColumn: 5e3).energy > current.cost(ofColumn: 5e5).energy)
    }

    /// A converter of two codes has one reference, and its currents settle as those of that one do.
    @Test func oneReference() throws {
        let setting = Setting(levels: 2, sensing: .current, references: Self.halfway(2), sharing: 2)
        let converter = try Self.converter(setting, process: .lowStandbyPower130)
        let fits = try #require(MirrorFits.nodes[130])
        let expected = fits.delay.delay(resistance: Self.halfway(2)[0], capacitance: 3.1e-14)
        #expect(isClose(converter.conversionLatency, expected))
        #expect(converter.cost(of: .convert(columnResistances: [1e4, 1e5])).latency == converter.conversionLatency)
    }

    /// Sheets of a width of their own change what the transistors of comparators load.
    @Test func sheets() throws {
        let technology = try LogicProcess.lowStandbyPower22.technology()
        let plain = technology.comparisonTransistors(sheets: nil)
        let drawn = technology.comparisonTransistors(sheets: .node2)
        #expect(isClose(drawn.nmos.input, plain.nmos.input / 2) && isClose(drawn.pmos.input, plain.pmos.input / 2))
        #expect(isClose(drawn.nmos.output, plain.nmos.output * 0.3))
    }

    /// Height [m], area [m²], time [s] and energies [J] of each setting.
    static let recorded: [LogicProcess: [Double]] = [
        .lowStandbyPower22: [
            5.71373e-05, 1.9307836416e-09, 1.20783383994e-09, 3.87564717742e-13, 3.71248670038e-13,
            3.35367358552e-13, 2.62787863634e-13, 2.49695005207e-13, 2.51730270958e-13, 2.50522437118e-13,
            1.14170766739e-13, 1.90619e-05, 6.441397248e-10, 1.20467549033e-09, 2.17687689288e-13,
            2.11040071712e-13, 2.02013852189e-13, 1.87937939183e-13, 1.8352007062e-13, 1.86255200563e-13,
            1.85050525072e-13, 6.2068159024e-14, 5.71373e-05, 1.9307836416e-09, 1e-09, 1.1413285414e-13,
            1.1413285414e-13, 1.1413285414e-13, 1.1413285414e-13, 1.1413285414e-13, 1.1513285414e-13,
            1.1413285414e-13, 1.1413285414e-13, 7.9035e-06, 2.67075072e-10, 1e-09, 2.11919319506e-14,
            2.11919319506e-14, 2.11919319506e-14, 2.11919319506e-14, 2.11919319506e-14, 2.21919319506e-14,
            2.11919319506e-14, 2.11919319506e-14, 2.90367e-05, 9.812081664e-10, 1.12670797333e-09,
            1.86333807133e-13, 1.7878365036e-13, 1.62179780853e-13, 1.28594039068e-13, 1.22535394504e-13,
            1.24044991812e-13, 1.22918283839e-13, 6.15768815933e-14, 3.31947e-05, 1.1217153024e-09, 1e-09,
            9.01512827106e-14, 9.01512827106e-14, 9.01512827106e-14, 9.01512827106e-14, 9.01512827106e-14,
            9.11512827106e-14, 9.01512827106e-14, 9.01512827106e-14, 7.9035e-06, 2.67075072e-10,
            1.58381554339e-09, 5.52952780444e-14, 5.27683090559e-14, 4.7211144537e-14, 3.59703014001e-14,
            3.39425280192e-14, 3.56544931499e-14, 3.40706776065e-14, 2.12288038117e-14, 7.9035e-06,
            2.67075072e-10, 2.54586795719e-09, 7.52425469912e-14, 7.11806286678e-14, 6.22478920619e-14,
            4.41790566639e-14, 4.09195588667e-14, 4.36714179378e-14, 4.11255499806e-14, 2.12288038117e-14,
            4.829e-07, 1.63181568e-11, 1e-09, 1.05074199957e-14, 1.05074199957e-14, 1.05074199957e-14,
            1.05074199957e-14, 1.05074199957e-14, 1.15074199957e-14, 1.05074199957e-14, 1.05074199957e-14,
            2.3727e-06, 8.01782784e-11, 1e-09, 9.52859295863e-15, 9.52859295863e-15, 9.52859295863e-15,
            9.52859295863e-15, 9.52859295863e-15, 1.05285929586e-14, 9.52859295863e-15, 9.52859295863e-15,
            1.8447e-06, 6.23361024e-11, 1.39193983216e-09, 1.01098206779e-14, 9.66565420861e-15,
            8.68886891565e-15, 6.71306088993e-15, 6.35663825584e-15, 7.77110299828e-15, 6.37916316612e-15,
            6.03396928721e-15,
        ],
        .lowStandbyPower32At350K: [
            8.31088e-05, 4.0849637376e-09, 1.48555660626e-09, 3.79888394416e-13, 3.78582490286e-13,
            3.56883902795e-13, 3.14059202597e-13, 2.96434643094e-13, 2.9830387036e-13, 2.96721752574e-13,
            2.14664648683e-13, 2.77264e-05, 1.3628080128e-09, 1.48240640843e-09, 1.76070334898e-13,
            1.74062729271e-13, 1.68777455171e-13, 1.59108687485e-13, 1.54815752385e-13, 1.57595000441e-13,
            1.56016237616e-13, 8.18764520985e-14, 8.31088e-05, 4.0849637376e-09, 1e-09, 2.14608580383e-13,
            2.14608580383e-13, 2.14608580383e-13, 2.14608580383e-13, 2.14608580383e-13, 2.15673580383e-13,
            2.14608580383e-13, 2.14608580383e-13, 1.1496e-05, 5.65051392e-10, 1e-09, 3.19860690466e-14,
            3.19860690466e-14, 3.19860690466e-14, 3.19860690466e-14, 3.19860690466e-14, 3.30510690466e-14,
            3.19860690466e-14, 3.19860690466e-14, 4.22352e-05, 2.0759445504e-09, 1.40464012763e-09,
            1.87285565239e-13, 1.86673039998e-13, 1.76495468588e-13, 1.56408841082e-13, 1.48142164139e-13,
            1.49772772577e-13, 1.48276830842e-13, 1.10793334547e-13, 4.82832e-05, 2.3732158464e-09, 1e-09,
            1.35476988058e-13, 1.35476988058e-13, 1.35476988058e-13, 1.35476988058e-13, 1.35476988058e-13,
            1.36541988058e-13, 1.35476988058e-13, 1.35476988058e-13, 1.1496e-05, 5.65051392e-10,
            2.25295328001e-09, 5.71590679904e-14, 5.69251509749e-14, 5.30384423646e-14, 4.53675683474e-14,
            4.22106104486e-14, 4.46614335042e-14, 4.2262038261e-14, 3.20405982173e-14, 1.1496e-05,
            5.65051392e-10, 3.37054654869e-09, 6.91495272333e-14, 6.87995740425e-14, 6.29848363785e-14,
            5.15087715292e-14, 4.6785782533e-14, 5.04523535467e-14, 4.68627214723e-14, 3.20405982173e-14,
            7.024e-07, 3.45243648e-11, 1e-09, 9.95643024708e-15, 9.95643024708e-15, 9.95643024708e-15,
            9.95643024708e-15, 9.95643024708e-15, 1.10214302471e-14, 9.95643024708e-15, 9.95643024708e-15,
            3.4512e-06, 1.696333824e-10, 1e-09, 1.09521878767e-14, 1.09521878767e-14, 1.09521878767e-14,
            1.09521878767e-14, 1.09521878767e-14, 1.20171878767e-14, 1.09521878767e-14, 1.09521878767e-14,
            2.6832e-06, 1.318846464e-10, 2.01418194083e-09, 1.0905254035e-14, 1.08634288065e-14,
            1.01684709162e-14, 8.79689024007e-15, 8.23241447892e-15, 1.03867137292e-14, 8.24160996219e-15,
            7.96186194259e-15,
        ],
        .lowStandbyPower130: [
            0.0003376295, 6.741785856e-08, 2.92707798932e-09, 4.65480065141e-12, 4.60058907285e-12,
            4.46541341588e-12, 4.17842899318e-12, 4.09815637822e-12, 4.1174617326e-12, 4.11453465461e-12,
            3.57855382903e-12, 0.0001126385, 2.249165568e-08, 2.04766635746e-09, 1.34237787135e-12,
            1.32582937831e-12, 1.30079641321e-12, 1.26005437133e-12, 1.243955176e-12, 1.25406698766e-12,
            1.25201932131e-12, 9.12986262627e-13, 0.0003376295, 6.741785856e-08, 1e-09, 3.57799939216e-12,
            3.57799939216e-12, 3.57799939216e-12, 3.57799939216e-12, 3.57799939216e-12, 3.57899939216e-12,
            3.57799939216e-12, 3.57799939216e-12, 4.67025e-05, 9.3255552e-09, 1e-09, 4.31298413498e-13,
            4.31298413498e-13, 4.31298413498e-13, 4.31298413498e-13, 4.31298413498e-13, 4.32298413498e-13,
            4.31298413498e-13, 4.31298413498e-13, 0.0001715805, 3.426119424e-08, 2.81727599415e-09,
            2.28787200029e-12, 2.26198844183e-12, 2.19744822529e-12, 2.06042624071e-12, 2.02209972491e-12,
            2.03273688156e-12, 2.02991960557e-12, 1.78097854151e-12, 0.0001961505, 3.916733184e-08, 1e-09,
            1.81236103383e-12, 1.81236103383e-12, 1.81236103383e-12, 1.81236103383e-12, 1.81236103383e-12,
            1.81336103383e-12, 1.81236103383e-12, 1.81236103383e-12, 4.67025e-05, 9.3255552e-09,
            4.26542325994e-09, 5.83406918167e-13, 5.74076364171e-13, 5.50810785124e-13, 5.01416841558e-13,
            4.8760082682e-13, 4.94685175416e-13, 4.90419752156e-13, 4.31837630535e-13, 4.67025e-05,
            9.3255552e-09, 5.87405172999e-09, 6.37761579537e-13, 6.24912173159e-13, 5.92872395036e-13,
            5.24850404725e-13, 5.05823925915e-13, 5.15580010502e-13, 5.09705958772e-13, 4.31837630535e-13,
            2.8535e-06, 5.6978688e-10, 1e-09, 3.89328549032e-14, 3.89328549032e-14, 3.89328549032e-14,
            3.89328549032e-14, 3.89328549032e-14, 3.99328549032e-14, 3.89328549032e-14, 3.89328549032e-14,
            1.40205e-05, 2.79961344e-09, 1e-09, 9.22421313791e-14, 9.22421313791e-14, 9.22421313791e-14,
            9.22421313791e-14, 9.22421313791e-14, 9.32421313791e-14, 9.22421313791e-14, 9.22421313791e-14,
            1.09005e-05, 2.17661184e-09, 3.76286798428e-09, 1.06669381568e-13, 1.05023137303e-13,
            1.00918254988e-13, 9.2203392357e-14, 8.97657519936e-14, 9.40259794777e-14, 9.02631114935e-14,
            8.86820945584e-14,
        ],
        .highPerformance65: [
            0.00016881475, 1.685446464e-08, 1.91922127533e-09, 7.27370833962e-12, 7.07568399607e-12,
            7.04253632811e-12, 7.03345107474e-12, 7.03300281099e-12, 4.60770481819e-12, 4.60578559692e-12,
            4.86092911808e-13, 5.631925e-05, 5.62291392e-09, 1.91728149531e-09, 6.70498110242e-12,
            6.59759880101e-12, 6.57962387526e-12, 6.57469723141e-12, 6.57445415224e-12, 5.98447970553e-12,
            5.98256242404e-12, 1.53064761085e-13, 0.00016881475, 1.685446464e-08, 1e-09, 4.8600585485e-13,
            4.8600585485e-13, 4.8600585485e-13, 4.8600585485e-13, 4.8600585485e-13, 4.8700585485e-13,
            4.8600585485e-13, 4.8600585485e-13, 2.335125e-05, 2.3313888e-09, 1e-09, 6.51543521218e-14,
            6.51543521218e-14, 6.51543521218e-14, 6.51543521218e-14, 6.51543521218e-14, 6.61543521218e-14,
            6.51543521218e-14, 6.51543521218e-14, 8.579025e-05, 8.56529856e-09, 1.86939577942e-09,
            3.68784564152e-12, 3.49496226908e-12, 3.46267515795e-12, 3.45382576965e-12, 3.45338914342e-12,
            2.28243145924e-12, 2.28056206346e-12, 2.46121915778e-13, 9.807525e-05, 9.79183296e-09, 1e-09,
            2.74717475798e-13, 2.74717475798e-13, 2.74717475798e-13, 2.74717475798e-13, 2.74717475798e-13,
            2.75717475798e-13, 2.74717475798e-13, 2.74717475798e-13, 2.335125e-05, 2.3313888e-09,
            3.40685387425e-09, 1.4450495768e-12, 1.09353200523e-12, 1.03469081663e-12, 1.0185633742e-12,
            1.01776765089e-12, 5.12177685271e-13, 5.08770831397e-13, 6.52390192806e-14, 2.335125e-05,
            2.3313888e-09, 4.70113558118e-09, 1.96507571548e-12, 1.48001476947e-12, 1.39881950383e-12,
            1.37656516118e-12, 1.37546713841e-12, 6.77800885432e-13, 6.73099749851e-13, 6.52390192806e-14,
            1.42675e-06, 1.4244672e-10, 1e-09, 1.34596644891e-14, 1.34596644891e-14, 1.34596644891e-14,
            1.34596644891e-14, 1.34596644891e-14, 1.44596644891e-14, 1.34596644891e-14, 1.34596644891e-14,
            7.01025e-06, 6.9990336e-10, 1e-09, 1.83534242889e-14, 1.83534242889e-14, 1.83534242889e-14,
            1.83534242889e-14, 1.83534242889e-14, 1.93534242889e-14, 1.83534242889e-14, 1.83534242889e-14,
            5.45025e-06, 5.4415296e-10, 3.12305326726e-09, 5.15452579709e-13, 1.93217420547e-13,
            1.39277870137e-13, 1.24493889475e-13, 1.23764452185e-13, 3.3480192699e-14, 3.03571394317e-14,
            1.48838169355e-14,
        ],
        .highPerformance45At380K: [
            0.00011687175, 8.07817536e-09, 1.69955933227e-09, 5.17314670763e-12, 5.03923964183e-12,
            5.01641812983e-12, 5.01004328483e-12, 5.00971918463e-12, 3.17629323329e-12, 3.17441691979e-12,
            2.21969713084e-13, 3.899025e-05, 2.69500608e-09, 1.69685858214e-09, 4.89847335236e-12,
            4.81971022624e-12, 4.80628678502e-12, 4.80253714927e-12, 4.80234651598e-12, 4.35692728084e-12,
            4.35505394896e-12, 8.36638818371e-14, 0.00011687175, 8.07817536e-09, 1e-09, 2.2192369591e-13,
            2.2192369591e-13, 2.2192369591e-13, 2.2192369591e-13, 2.2192369591e-13, 2.2302769591e-13,
            2.2192369591e-13, 2.2192369591e-13, 1.616625e-05, 1.1174112e-09, 1e-09, 3.28603164012e-14,
            3.28603164012e-14, 3.28603164012e-14, 3.28603164012e-14, 3.28603164012e-14, 3.39643164012e-14,
            3.28603164012e-14, 3.28603164012e-14, 5.939325e-05, 4.10526144e-09, 1.63018743816e-09,
            2.57937132882e-12, 2.450930025e-12, 2.42904003183e-12, 2.42292539255e-12, 2.42261452134e-12,
            1.5511258174e-12, 1.54932609047e-12, 1.14418083498e-13, 6.789825e-05, 4.69312704e-09, 1e-09,
            1.39129544009e-13, 1.39129544009e-13, 1.39129544009e-13, 1.39129544009e-13, 1.39129544009e-13,
            1.40233544009e-13, 1.39129544009e-13, 1.39129544009e-13, 1.616625e-05, 1.1174112e-09,
            2.7468354289e-09, 9.51164646262e-13, 7.34743444867e-13, 6.97859214648e-13, 6.87556161511e-13,
            6.87032349315e-13, 3.39651923181e-13, 3.36619416868e-13, 3.29050703586e-14, 1.616625e-05,
            1.1174112e-09, 3.93925213162e-09, 1.34705665375e-12, 1.03668579209e-12, 9.83789910163e-13,
            9.69014243735e-13, 9.6826304172e-13, 4.70082819587e-13, 4.65733885234e-13, 3.29050703586e-14,
            9.8775e-07, 6.827328e-11, 1e-09, 1.00201492845e-14, 1.00201492845e-14, 1.00201492845e-14,
            1.00201492845e-14, 1.00201492845e-14, 1.11241492845e-14, 1.00201492845e-14, 1.00201492845e-14,
            4.85325e-06, 3.3545664e-10, 1e-09, 1.11352476612e-14, 1.11352476612e-14, 1.11352476612e-14,
            1.11352476612e-14, 1.11352476612e-14, 1.22392476612e-14, 1.11352476612e-14, 1.11352476612e-14,
            3.77325e-06, 2.6080704e-10, 2.49753853497e-09, 3.22442416103e-13, 1.25663138908e-13,
            9.21264423393e-14, 8.27584722141e-14, 8.22822000897e-14, 2.12584321007e-14, 1.85011495581e-14,
            8.13572475959e-15,
        ],
    ]
}
