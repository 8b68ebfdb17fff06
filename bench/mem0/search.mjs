// Searches in the in-memory store of the npm package mem0ai.
//
//   node search.mjs FOLDER FILE
//
// FOLDER has node_modules/mem0ai. FILE is JSON: {"texts": […], "queries": […]}.
// The texts are added as they are (no language model), then each query is
// searched once; prints the milliseconds of each, one a line. Embeddings are
// 384 numbers that stand for a hash of each word: what a model adds to the time
// is not in it.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const DIMENSION = 384;
const [folder, file] = process.argv.slice(2);
const { Memory } = createRequire(`${folder}/`)("mem0ai/oss");

function embed(text) {
  const vector = new Array(DIMENSION).fill(0);
  for (const word of text.toLowerCase().split(/\s+/)) {
    let hash = 2166136261; // FNV-1a
    for (const character of word) {
      hash = Math.imul(hash ^ character.codePointAt(0), 16777619) >>> 0;
    }
    for (let i = 0; i < 8; ++i) {
      hash = (Math.imul(hash, 1664525) + 1013904223) >>> 0;
      vector[hash % DIMENSION] += hash & 0x10000 ? 1 : -1;
    }
  }
  return vector;
}

const embeddings = {
  embedQuery: async (text) => embed(text),
  embedDocuments: async (texts) => texts.map(embed),
};

const memory = new Memory({
  embedder: { provider: "langchain", config: { model: embeddings } },
  llm: { provider: "openai", config: { apiKey: "never used" } },
  vectorStore: {
    provider: "memory",
    config: { dimension: DIMENSION, dbPath: ":memory:" },
  },
  disableHistory: true,
});

const search = (query) =>
  memory.search(query, { filters: { user_id: "someone" } });

const { texts, queries } = JSON.parse(readFileSync(file, "utf8"));
for (const text of texts) {
  await memory.add(text, { userId: "someone", infer: false });
}
for (const query of queries.slice(0, 3)) await search(query); // warms up
for (const query of queries) {
  const start = process.hrtime.bigint();
  const { results } = await search(query);
  const end = process.hrtime.bigint();
  if (results.length === 0) throw new Error(`nothing found for: ${query}`);
  console.log(Number(end - start) / 1e6);
}
