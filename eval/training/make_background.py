#!/usr/bin/env python3
"""Writes core/relevance/encoder/background.cc: the mean vectors of queries and lessons.

    eval/training/make_background.py build/dev/bin/alhf SET.jsonl… \\
        > core/relevance/encoder/background.cc

Each source counts the same, however large it is. Needs numpy.
"""

import collections
import json
import struct
import subprocess
import sys

import numpy as np

MODEL = "models/use_lite_en_int8.bin"
SCALE = 10000


def encoder_id():
    with open(MODEL, "rb") as file:
        head = file.read(8 + 4 + 8 + 32)
        (length,) = struct.unpack("<H", file.read(2))
        return f"{file.read(length).decode()}/{head[20:].hex()[:12]}"


def encode(alhf, texts):
    lines = "".join(json.dumps({"text": text}) + "\n" for text in texts)
    out = subprocess.run([alhf, "encode", "-"], input=lines, check=True,
                         capture_output=True, text=True).stdout
    return np.array([json.loads(line)["vector"] for line in out.splitlines()])


def rows(name, mean):
    numbers = [str(round(SCALE * value)) for value in mean]
    text = f"constexpr int16_t {name}[] = {{\n"
    for begin in range(0, len(numbers), 12):
        text += "    " + ", ".join(numbers[begin:begin + 12]) + ",\n"
    return text + "};\n"


def main():
    alhf, paths = sys.argv[1], sys.argv[2:]
    texts = collections.defaultdict(lambda: ([], []))
    for path in paths:
        with open(path, encoding="utf-8") as file:
            for line in file:
                group = json.loads(line)
                queries, lessons = texts[group["source"]]
                queries += [query["text"] for query in group["queries"]]
                lessons += [" ".join(filter(None, (lesson["question"],
                                                   lesson["text"])))
                            for lesson in group["lessons"]]
    means = [np.mean([encode(alhf, sorted(set(pair[kind]))).mean(axis=0)
                      for pair in texts.values()], axis=0) for kind in (0, 1)]
    print(f"""// Made by eval/training/make_background.py; not to be edited.
#include "core/relevance/encoder/background.h"

#include <cstddef>
#include <cstdint>

namespace alhf::core {{
namespace {{

constexpr char kEncoder[] = "{encoder_id()}";
constexpr float kScale = {SCALE};
// clang-format off
{rows("kQueries", means[0])}{rows("kLessons", means[1])}// clang-format on

template <size_t N>
std::vector<float> Unscaled(const int16_t (&numbers)[N]) {{
  std::vector<float> mean;
  mean.reserve(N);
  for (const int16_t number : numbers) mean.push_back(number / kScale);
  return mean;
}}

}}  // namespace

const Background* BackgroundOf(absl::string_view encoder_id) {{
  static const auto& background =
      *new Background{{Unscaled(kQueries), Unscaled(kLessons)}};
  return encoder_id == kEncoder ? &background : nullptr;
}}

}}  // namespace alhf::core""")


if __name__ == "__main__":
    main()
