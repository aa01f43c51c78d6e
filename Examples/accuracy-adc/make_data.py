# SPDX-License-Identifier: Apache-2.0
"""Makes digits.npz and model.npz: noisy digits of 9 x 9 pixels, and a network of two layers trained on others of them.

Needs numpy only. The files are part of the example; run this to change them.
"""
import os

import numpy as np

FONT = {
    0: "01110 10001 10011 10101 11001 10001 01110", 1: "00100 01100 00100 00100 00100 00100 01110",
    2: "01110 10001 00001 00010 00100 01000 11111", 3: "11111 00010 00100 00010 00001 10001 01110",
    4: "00010 00110 01010 10010 11111 00010 00010", 5: "11111 10000 11110 00001 00001 10001 01110",
    6: "00110 01000 10000 11110 10001 10001 01110", 7: "11111 00001 00010 00100 01000 01000 01000",
    8: "01110 10001 10001 01110 10001 10001 01110", 9: "01110 10001 10001 01111 00001 00010 01100",
}
FOLDER = os.path.dirname(os.path.abspath(__file__))


def digits(count, rng):
    """Pixels 0 to 255 [count, 9, 9] and labels: a digit shifted by up to a pixel, dimmed, with noise."""
    labels = np.arange(count) % 10
    images = np.zeros((count, 9, 9))
    for image, label in zip(images, labels):
        glyph = np.array([[int(bit) for bit in row] for row in FONT[label].split()])
        y, x = rng.integers(0, 3), rng.integers(1, 4)
        image[y:y + 7, x:x + 5] = glyph * rng.uniform(0.5, 0.9)
    images += rng.normal(0, 0.16, images.shape)
    return np.rint(np.clip(images, 0, 1) * 255).astype(np.uint8), labels.astype(np.uint8)


def trained(images, labels, rng, hidden=32, epochs=60, rate=0.2, batch=50):
    """Weights and biases of two layers with a rectifier between, by stochastic gradient descent on cross entropy."""
    x = images.reshape(len(images), -1) / 255
    w0, b0 = rng.normal(0, 0.15, (81, hidden)), np.zeros(hidden)
    w1, b1 = rng.normal(0, 0.2, (hidden, 10)), np.zeros(10)
    target = np.eye(10)[labels]
    for _ in range(epochs):
        for part in np.array_split(rng.permutation(len(x)), len(x) // batch):
            h = np.maximum(x[part] @ w0 + b0, 0)
            z = h @ w1 + b1
            p = np.exp(z - z.max(1, keepdims=True))
            error = (p / p.sum(1, keepdims=True) - target[part]) / len(part)
            back = (error @ w1.T) * (h > 0)
            w1 -= rate * h.T @ error
            b1 -= rate * error.sum(0)
            w0 -= rate * x[part].T @ back
            b0 -= rate * back.sum(0)
    return w0, b0, w1, b1


if __name__ == "__main__":
    rng = np.random.default_rng(1)
    w0, b0, w1, b1 = trained(*digits(4000, rng), rng)
    single = [part.astype(np.float32) for part in (w0, b0, w1, b1)]
    np.savez(f"{FOLDER}/model.npz", weight_0=single[0], bias_0=single[1], weight_1=single[2], bias_1=single[3])
    images, labels = digits(1200, rng)
    np.savez_compressed(f"{FOLDER}/digits.npz", images=images, labels=labels)
    hidden = np.maximum(images.reshape(len(images), -1) / 255 @ w0 + b0, 0)
    print("accuracy in floating point:", np.mean(np.argmax(hidden @ w1 + b1, 1) == labels))
