// SPDX-License-Identifier: Apache-2.0

extension Layer {
    /// One direction of a layer: how a kernel moves over an input.
    public struct Axis: Sendable, Equatable {
        /// Extent of the input, without padding [1].
        public let input: Int
        /// Elements of the kernel [1].
        public let kernel: Int
        /// From one position of the kernel to the next [1].
        public let stride: Int
        /// From one element of the kernel to the next [1].
        public let dilation: Int
        /// Zeros before the input [1].
        public let before: Int
        /// Zeros after the input [1].
        public let after: Int

        /// Describes a direction.
        public init(input: Int, kernel: Int, stride: Int = 1, dilation: Int = 1, before: Int = 0, after: Int = 0) {
            self.input = input
            self.kernel = kernel
            self.stride = stride
            self.dilation = dilation
            self.before = before
            self.after = after
        }

        /// The extent that the kernel covers, with the gaps between its elements [1].
        public var span: Int { (kernel - 1) * dilation + 1 }

        /// The input with its padding [1].
        public var paddedInput: Int { before + input + after }

        /// Positions of the kernel, at least one [1].
        public var positions: Int { max(0, paddedInput - span) / stride + 1 }

        /// Positions of the kernel without padding at stride 1, which the reference counts with [1]. It is not positive
        /// where the kernel covers more than the input.
        public var unpaddedExtent: Int { input - span + 1 }

        /// The same direction with other padding.
        func padded(before: Int, after: Int) -> Axis {
            Axis(
                input: input, kernel: kernel, stride: stride, dilation: dilation, before: before, after: after)
        }
    }

    /// From top to bottom.
    public var vertical: Axis {
        Axis(
            input: inputHeight, kernel: kernelHeight, stride: strides.vertical, dilation: dilations.vertical,
            before: effectivePadding.top, after: effectivePadding.bottom)
    }

    /// From left to right.
    public var horizontal: Axis {
        Axis(
            input: inputWidth, kernel: kernelWidth, stride: strides.horizontal, dilation: dilations.horizontal,
            before: effectivePadding.left, after: effectivePadding.right)
    }
}
