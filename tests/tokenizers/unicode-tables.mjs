// Writes src/Edify.Rag.Embeddings/Tokenization/Unicode/unicode-tables.txt: what the Unicode Character Database says of each code
// point, in the versions that Hugging Face's tokenizers carry. They carry several, so each table is read off the reference itself.
//
//   node unicode-tables.mjs FOLDER-WITH-node_modules/tokenizers > unicode-tables.txt

import { createRequire } from "node:module";
import { charsmapOf } from "./charsmap.mjs";

const reference = createRequire(process.argv[2] + "/package.json")("tokenizers");
const model = { type: "WordLevel", vocab: { u: 0 }, unk_token: "u" };
const preTokenizer = part => reference.Tokenizer.fromString(JSON.stringify(
  { version: "1.0", added_tokens: [], normalizer: null, pre_tokenizer: part, model })).getPreTokenizer();
const splitter = pattern => preTokenizer({ type: "Split", pattern: { Regex: pattern }, behavior: "Removed", invert: false });

const all = [];
for (let point = 0; point < 0x110000; point++) if (point < 0xd800 || point > 0xdfff) all.push(point);
const text = point => String.fromCodePoint(point);
const pointsOf = string => [...string].map(c => c.codePointAt(0));
const hex = point => point.toString(16);

function ranges(points) {
  const found = [];
  for (const point of points) {
    const last = found.at(-1);
    // Surrogates stand in no text, so a range may run over them.
    if (last && (point === last[1] + 1 || last[1] === 0xd7ff && point === 0xe000)) last[1] = point;
    else found.push([point, point]);
  }
  return found.map(([a, b]) => a === b ? hex(a) : `${hex(a)}-${hex(b)}`).join(" ");
}

const write = line => process.stdout.write(line + "\n");
const set = (name, holds) => write(`set ${name} ${ranges(all.filter(holds))}`);

function matchesOf(pattern) {
  const split = splitter(pattern), found = new Set();
  for (let start = 0; start < all.length; start += 4096) {
    const points = all.slice(start, start + 4096), left = new Set();
    for (const [, [from, to]] of split.preTokenizeString(points.map(text).join(""))) for (let i = from; i < to; i++) left.add(i);
    points.forEach((point, i) => { if (!left.has(i)) found.add(point); });
  }
  return found;
}

write(`# What Unicode says of code points, for Tokenization/Unicode/UnicodeTables.cs, as the versions of the Unicode Character Database have it
# that Hugging Face's tokenizers 0.23.2 carry; made by tests/tokenizers/unicode-tables.mjs. The data is Unicode's, under the Unicode
# License v3 (https://www.unicode.org/license.txt): Copyright (c) 1991-2025 Unicode, Inc. See NOTICE.txt.`);

// Character classes of regular expressions (Oniguruma).
for (const category of ["Lu", "Ll", "Lt", "Lm", "Lo", "Mn", "Mc", "Me", "Nd", "Nl", "No", "Pc", "Pd", "Ps", "Pe", "Pi", "Pf", "Po", "Sm", "Sc", "Sk", "So", "Zs", "Zl", "Zp", "Cc", "Cf", "Co"])
  write(`category ${category} ${ranges([...matchesOf(`\\p{${category}}`)])}`);
for (const [name, pattern] of [["RegexSpace", "\\s"], ["RegexWord", "\\w"], ["RegexDigit", "\\d"],
  ...["Han", "Hiragana", "Katakana", "Hangul", "Latin", "Greek", "Cyrillic", "Arabic", "Hebrew", "Thai", "Devanagari"].map(s => [s, `\\p{${s}}`])])
  write(`set ${name} ${ranges([...matchesOf(pattern)])}`);
for (let letter = 97; letter <= 122; letter++) {
  const others = [...matchesOf(`(?i:${text(letter)})`)].filter(point => point > 127);
  if (others.length > 0) write(`fold ${hex(letter)} ${others.map(hex).join(" ")}`);
}

// Rust's standard library, and what the normalizers and pre-tokenizers take from others.
const bert = (cleanText, stripAccents, lowercase) => reference.bertNormalizer({ cleanText, handleChineseChars: false, stripAccents, lowercase });
const clean = bert(true, false, false), accents = bert(false, true, false);
const strip = reference.stripNormalizer(true, true), stripMarks = reference.stripAccentsNormalizer(), nmt = reference.nmt();
const nfd = reference.nfdNormalizer(), nfkd = reference.nfkdNormalizer(), nfc = reference.nfcNormalizer();
const lower = reference.lowercase();
const bertSplit = reference.bertPreTokenizer(), words = reference.whitespacePreTokenizer(), digits = preTokenizer({ type: "Digits", individual_digits: true });
const piecesOf = (pre, point) => pre.preTokenizeString(`a${text(point)}a`).length;

set("WhiteSpace", point => strip.normalizeString(text(point)) === "");
set("BertWhiteSpace", point => clean.normalizeString(`a${text(point)}a`) === "a a");
set("BertControl", point => clean.normalizeString(`a${text(point)}a`) === "aa");
set("BertPunctuation", point => piecesOf(bertSplit, point) === 3);
set("Word", point => piecesOf(words, point) === 1);
set("Numeric", point => piecesOf(digits, point) === 3);
set("NonspacingMark", point => nfd.normalizeString(text(point)) === text(point) && accents.normalizeString(text(point)) === "");
set("CombiningMark", point => stripMarks.normalizeString(text(point)) === "");
set("NmtRemoved", point => nmt.normalizeString(text(point)) === "");
set("NmtSpace", point => point !== 0x20 && nmt.normalizeString(text(point)) === " ");

function mapping(name, points, map) {
  for (const point of points) {
    const mapped = map(point);
    if (mapped !== text(point)) write(`${name} ${hex(point)} ${pointsOf(mapped).map(hex).join(" ")}`);
  }
}

const isHangul = point => point >= 0xac00 && point <= 0xd7a3;
mapping("lower", all, point => lower.normalizeString(text(point)));
const canonical = all.filter(point => !isHangul(point));
mapping("canonical", canonical, point => nfd.normalizeString(text(point)));
mapping("compatibility", canonical.filter(point => nfkd.normalizeString(text(point)) !== nfd.normalizeString(text(point))), point => nfkd.normalizeString(text(point)));

for (const point of canonical) {
  const parts = pointsOf(nfd.normalizeString(text(point)));
  if (parts.length < 2 || nfc.normalizeString(text(point)) !== text(point)) continue;
  const first = pointsOf(nfc.normalizeString(String.fromCodePoint(...parts.slice(0, -1))));
  if (first.length !== 1) throw new Error(`No pair for ${hex(point)}`);
  write(`compose ${hex(first[0])} ${hex(parts.at(-1))} ${hex(point)}`);
}

// Canonical order: a mark that follows a later one changes places with it. One mark of each class is found by sorting them.
const before = (a, b) => nfd.normalizeString(`a${text(b)}${text(a)}`) === `a${text(a)}${text(b)}`;
const invariant = all.filter(point => nfd.normalizeString(text(point)) === text(point));
const last = 0x345, first = 0x334;
const marks = invariant.filter(point => point === last || before(point, last));
const classes = [];
for (const mark of marks) {
  let low = 0, high = classes.length;
  while (low < high) {
    const middle = low + high >> 1;
    if (before(classes[middle][0], mark)) low = middle + 1; else high = middle;
  }
  if (low < classes.length && !before(mark, classes[low][0])) classes[low].push(mark); else classes.splice(low, 0, [mark]);
}
if (!classes[0].includes(first)) throw new Error("The first class of marks was not found");
classes.forEach((points, i) => write(`order ${i + 1} ${ranges(points.sort((a, b) => a - b))}`));

// Graphemes of less than six bytes are looked up whole in a charsmap; these are the classes that such ones are made of.
const short = all.filter(point => point > 0 && point < 0x10000);
const everything = reference.precompiled([...charsmapOf(short.map(point => [text(point), "X"]))]);
const letter = reference.precompiled([...charsmapOf([["a", "X"]])]);
const sign = reference.precompiled([...charsmapOf([["\u00a9", "X"]])]);
const extend = new Set(all.filter(point => point > 0 && letter.normalizeString(`a${text(point)}`) === "X"));
set("GraphemeExtend", point => extend.has(point));
set("GraphemePrepend", point => point > 0 && point < 0x10000 && everything.normalizeString(`${text(point)}a`) === "X");
set("GraphemeControl", point => point > 0 && point < 0x10000 && everything.normalizeString(`${text(point)}\u0301`) === "XX");
set("GraphemePictographic", point => point > 0 && !extend.has(point) && sign.normalizeString(`\u00a9\u200d${text(point)}`).startsWith("X\u200d"));
