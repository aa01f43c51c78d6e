import Kernels

/// How activations become digits.
struct ActivationCoding: Sendable {
    /// What digits count, the lowest first.
    let scales: [Double]
    let planes: Int
    let digitPlanes: Int
    let isBipolar: Bool

    var digits: Int { scales.count }

    init(_ hardware: HardwareConfiguration) {
        planes = hardware.activationBits
        digitPlanes = hardware.dacBits
        isBipolar = hardware.mapping == .xnor
        var scales = stride(from: 0, to: planes, by: digitPlanes).map { Double(1 << $0) }
        if hardware.activationIsSigned, !isBipolar, let last = scales.popLast() { scales.append(-last) }
        self.scales = scales
    }

    /// The coding as C reads it.
    ///
    /// - Parameter scales: ``scales`` at a fixed address.
    func structure(_ scales: ConstantArray<Double>) -> tk_imc_coding {
        tk_imc_coding(
            planes: planes, addend: isBipolar ? Int32((1 << planes) - 1) : 0, shift: isBipolar ? 1 : 0, digits: digits,
            digit_planes: digitPlanes, digit_scales: scales.pointer, is_bipolar: isBipolar ? 1 : 0)
    }

    /// Activations that can be coded.
    var range: (values: ClosedRange<Int>, isOdd: Bool) {
        let top = 1 << planes
        if isBipolar { return (-(top - 1)...top - 1, true) }
        let isSigned = (scales.last ?? 0) < 0
        return (isSigned ? -top / 2...top / 2 - 1 : 0...top - 1, false)
    }
}
