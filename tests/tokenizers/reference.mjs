// Answers, a line of JSON for each line of JSON, what Hugging Face's tokenizers (npm's native package) make of texts.
// Answers begin with '='; other lines are to be passed over.
//
//   node reference.mjs FOLDER-WITH-node_modules/tokenizers
//
//   {"load": FILE}                                      → {"size": N}
//   {"texts": [...], "pairs": [...]?, "special": BOOL}  → [[count, hash], ...]: of ids and offsets in code points
//   {"text": TEXT, "pair": TEXT?, "special": BOOL}      → {"ids", "offsets", "types", "mask", "tokens"}
//   {"decode": [id, ...], "skip": BOOL}                 → {"text": TEXT}
//   {"train": FILE, "texts": [FILE, ...], "into": FILE} → {"size": N}: a model of the file's kind, learnt from texts
//   {"charsmap": "nmt_nfkc"}                            → {"base64": TEXT}: a charsmap of NFKC, with the spaces of "nmt"
//   {"speed": [...]}                                    → {"seconds": S, "tokens": N}: processor time of encoding all texts

import { createRequire } from "node:module";
import { createInterface } from "node:readline";
import { readFileSync } from "node:fs";
import { charsmapOf } from "./charsmap.mjs";

const reference = createRequire(process.argv[2] + "/package.json")("tokenizers");
let tokenizer;

// FNV-1a over 32-bit numbers.
function hashOf(encoding) {
  let hash = 0x811c9dc5;
  const add = number => { hash = Math.imul(hash ^ number, 0x01000193) >>> 0; };
  const offsets = encoding.getOffsets();
  encoding.getIds().forEach((id, i) => { add(id); add(offsets[i][0]); add(offsets[i][1]); });
  return [encoding.getLength(), hash];
}

async function encodeAll({ texts, pairs, special }) {
  const inputs = pairs ? texts.map((text, i) => [text, pairs[i]]) : texts;
  return (await tokenizer.encodeBatch(inputs, { addSpecialTokens: special })).map(hashOf);
}

async function encode({ text, pair, special }) {
  const encoding = await tokenizer.encode(text, pair ?? null, { addSpecialTokens: special });
  return {
    ids: encoding.getIds(), offsets: encoding.getOffsets(), types: encoding.getTypeIds(),
    mask: encoding.getSpecialTokensMask(), tokens: encoding.getTokens(),
  };
}

// Processor time of the whole process, since other processes have their share of the machine.
async function measure({ speed }) {
  const start = process.cpuUsage();
  const encodings = await tokenizer.encodeBatch(speed, { addSpecialTokens: true });
  const { user, system } = process.cpuUsage(start);
  return { seconds: (user + system) / 1e6, tokens: encodings.reduce((sum, e) => sum + e.getLength(), 0) };
}

function train({ train, texts, into }) {
  const learnt = reference.Tokenizer.fromString(readFileSync(train, "utf8"));
  learnt.train(texts);
  learnt.save(into, false);
  return { size: learnt.getVocabSize() };
}

// NFKC by code point and by composed pairs; white space and its like become a space, some controls nothing.
function charsmap() {
  const map = new Map();
  for (let point = 1; point < 0x110000; point++) {
    if (point >= 0xd800 && point <= 0xdfff) continue;
    const text = String.fromCodePoint(point), composed = text.normalize("NFKC"), parts = text.normalize("NFD");
    if (composed !== text) map.set(text, composed);
    if (parts !== text && [...composed].length === 1 && !(point >= 0xac00 && point <= 0xd7a3)) map.set(parts, composed);
  }
  for (const point of [0x9, 0xa, 0xc, 0xd, 0x85, 0xa0, 0x1680, 0x200b, 0x200e, 0x200f, 0x2028, 0x2029, 0x2581, 0xfeff, 0xfffd])
    map.set(String.fromCodePoint(point), " ");
  for (const point of [1, 2, 3, 4, 5, 6, 7, 8, 0xb, 0xe, 0x1f, 0x7f, 0x8f, 0x9f, 0xad]) map.set(String.fromCodePoint(point), "");
  map.set("\r\n", " ");
  return { base64: charsmapOf(map).toString("base64") };
}

async function answer(request) {
  if (request.charsmap) return charsmap();
  if (request.load) return { size: (tokenizer = reference.Tokenizer.fromFile(request.load)).getVocabSize() };
  if (request.train) return train(request);
  if (request.speed) return measure(request);
  if (request.decode) return { text: await tokenizer.decode(request.decode, request.skip) };
  return request.texts ? encodeAll(request) : encode(request);
}

for await (const line of createInterface({ input: process.stdin, crlfDelay: Infinity })) {
  let result;
  try { result = await answer(JSON.parse(line)); } catch (e) { result = { error: String(e.message ?? e) }; }
  // Learning prints its progress too; answers are the lines with this sign.
  process.stdout.write("\n=" + JSON.stringify(result) + "\n");
}
