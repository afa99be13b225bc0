// Compares a server with mingo, an independent engine for MongoDB's queries: the same documents, filters, pipelines and updates
// through both. A line of JSON with one entry for each kind, true or the first difference.
//
//   node mingo.mjs FOLDER-WITH-node_modules CONNECTION-STRING

import { createRequire } from "node:module";
import assert from "node:assert/strict";

const require = createRequire(process.argv[2] + "/package.json");
const { MongoClient } = require("mongodb");
const mingo = require("mingo");
const client = new MongoClient(process.argv[3], { serverSelectionTimeoutMS: 5000 });
const items = client.db("compared").collection("items");
const results = {};

// The same numbers in each run (mulberry32).
let state = 20261121;
const random = () => {
  let t = (state = (state + 0x6d2b79f5) | 0);
  t = Math.imul(t ^ (t >>> 15), t | 1);
  t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
  return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
};
const pick = list => list[Math.floor(random() * list.length)];
const times = (count, make) => Array.from({ length: count }, (_, i) => make(i));

async function attempt(name, run) {
  try { await run(); results[name] = true; } catch (e) { results[name] = `${e.name}: ${e.message}`.slice(0, 2000); }
}

const texts = ["", "a", "b", "maths", "z", "Ä"];
const values = [...texts, 0, 1, 2.5, -3, 7, true, false, new Date(0), new Date(86400000), new Date(-5)];
const fields = ["f", "g", "dotted%2Ename", "%24d"];
const value = () => pick(values);
const documents = times(200, i => {
  const metadata = {};
  for (const field of fields) if (random() < 0.75) metadata[field] = random() < 0.3 ? times(Math.floor(random() * 3) + 1, () => pick(texts)) : value();
  if (random() < 0.3) metadata.t = { t: new Date(Math.floor(random() * 5) * 1000), n: Math.floor(random() * 3) + 1 };
  return { _id: i, group: i % 7, content: `text ${i}`, embedding: times(8, () => Math.round(random() * 64) / 32 - 1), metadata };
});

const same = (left, right) => left.constructor === right.constructor;
function leaf() {
  const path = "metadata." + pick(fields);
  const [one, two] = [value(), value()];
  const [low, high] = same(one, two) ? (one <= two ? [one, two] : [two, one]) : [one, one];
  return pick([
    () => ({ [path]: { $eq: one } }),
    () => ({ [path]: { $in: [one, two, value()] } }),
    () => ({ [path]: { $exists: true } }),
    () => ({ [path]: { $gte: one } }),
    () => ({ [path]: { $lte: one } }),
    () => ({ [path]: { $gte: low, $lte: high } }),
    () => ({ [path]: { $elemMatch: { $gte: low, $lte: high } } }),
    () => ({ $and: [{ [path]: { $gte: low, $lte: high } }, { [path]: { $not: { $type: "array" } } }] }),
    () => ({ [path]: { $ne: one } }),
    () => ({ "metadata.t": { $eq: { t: new Date(1000), n: 1 } } }),
    () => ({ _id: { $in: [] } }),
    () => ({ _id: { $gt: Math.floor(random() * 200) } }),
  ])();
}
function filter(depth) {
  if (depth === 0) return leaf();
  return pick([
    () => ({ $and: [filter(depth - 1), filter(depth - 1)] }),
    () => ({ $or: [filter(depth - 1), filter(depth - 1)] }),
    () => ({ $nor: [filter(depth - 1)] }),
    leaf,
  ])();
}

const ids = found => found.map(d => d._id).sort((a, b) => a - b);
await attempt("filters", async () => {
  await client.connect();
  await items.insertMany(documents.map(d => structuredClone(d)));
  for (let i = 0; i < 500; i++) {
    const wanted = filter(i % 4);
    const expected = ids(mingo.find(documents, wanted).all());
    assert.deepEqual(ids(await items.find(wanted, { projection: { _id: 1 } }).toArray()), expected, JSON.stringify(wanted));
  }
});

const key = text => ({ $reduce: { input: { $range: [0, { $strLenCP: text }] }, initialValue: "", in: { $concat: ["$$value", { $let: {
  vars: { c: { $substrCP: [text, "$$this", 1] } },
  in: { $cond: [{ $and: [{ $gte: ["$$c", "m"] }, { $lte: ["$$c", "t"] }] }, { $concat: ["~", "$$c"] }, "$$c"] } } }] } } });
const product = { $sum: { $map: { input: { $range: [0, 8] }, as: "at", in: { $multiply: [{ $arrayElemAt: ["$embedding", "$$at"] }, { $arrayElemAt: [{ $literal: documents[3].embedding }, "$$at"] }] } } } };
const pipelines = {
  "dot products": [{ $match: { "metadata.f": { $exists: true } } }, { $set: { score: product } }, { $sort: { score: -1, _id: 1 } }, { $limit: 20 }, { $project: { score: 1, content: 1, metadata: 1 } }],
  "dot products by reduction": [{ $set: { score: { $reduce: { input: { $zip: { inputs: ["$embedding", documents[5].embedding] } }, initialValue: 0,
    in: { $add: ["$$value", { $multiply: [{ $arrayElemAt: ["$$this", 0] }, { $arrayElemAt: ["$$this", 1] }] }] } } } } }, { $sort: { score: -1, _id: 1 } }, { $limit: 9 }, { $project: { score: 1 } }],
  "texts by another order": [{ $match: { $expr: { $anyElementTrue: [{ $map: { input: { $cond: [{ $isArray: ["$metadata.g"] }, "$metadata.g", ["$metadata.g"]] }, as: "text",
    in: { $cond: [{ $eq: [{ $type: "$$text" }, "string"] }, { $and: [{ $gte: [key("$$text"), { $literal: "b" }] }, { $lte: [key("$$text"), { $literal: "~n" }] }] }, false] } } }] } } }, { $sort: { _id: 1 } }, { $project: { _id: 1 } }],
  "groups": [{ $match: { group: { $lt: 5 } } }, { $group: { _id: "$group", count: { $sum: 1 }, most: { $max: "$_id" } } }, { $sort: { _id: 1 } }],
  "counts": [{ $match: { group: 3 } }, { $count: "records" }],
  "facets": [{ $facet: { first: [{ $sort: { _id: 1 } }, { $limit: 3 }, { $project: { _id: 1 } }], all: [{ $count: "n" }] } }],
  "parts of documents": [{ $sort: { _id: 1 } }, { $limit: 5 }, { $project: { "metadata.f": 1, group: 1, _id: 0 } }],
  "fields taken away": [{ $sort: { _id: 1 } }, { $limit: 5 }, { $unset: ["embedding", "metadata"] }],
};
for (const [name, pipeline] of Object.entries(pipelines)) {
  await attempt(name, async () => assert.deepEqual(await items.aggregate(pipeline).toArray(), mingo.aggregate(structuredClone(documents), pipeline)));
}

// A catalog that is changed by a pipeline, as the store does for aliases; and the operators of its other changes.
await attempt("updates", async () => {
  const changed = client.db("compared").collection("changed");
  const before = { _id: 1, aliases: [{ alias: "a", collection: "x" }, { alias: "b", collection: "y" }], collections: { x: { n: 1 } } };
  const stage = { $set: { aliases: { $concatArrays: [{ $filter: { input: { $ifNull: ["$aliases", []] }, cond: { $ne: ["$$this.alias", "a"] } } }, [{ alias: "a", collection: "z" }]] } } };
  await changed.insertOne(structuredClone(before));
  await changed.updateOne({ _id: 1 }, [stage]);
  const [expected] = mingo.aggregate([structuredClone(before)], [stage]);
  assert.deepEqual(await changed.findOne({ _id: 1 }), expected);
  for (const update of [{ $set: { "collections.y": { n: 2 }, "collections.x.n": 5 } }, { $unset: { "collections.x": "" } }, { $pull: { aliases: { alias: "b" } } }, { $inc: { made: 1 } }]) {
    await changed.updateOne({ _id: 1 }, update);
    mingo.update(expected, update);
    assert.deepEqual(await changed.findOne({ _id: 1 }), expected, JSON.stringify(update));
  }
});
await client.close();

console.log("=" + JSON.stringify(results));
