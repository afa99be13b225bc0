// What the official driver makes of a server: a line of JSON with one entry for each thing that was tried, true or the error.
//
//   node reference.mjs FOLDER-WITH-node_modules/mongodb CONNECTION-STRING [search]

import { createRequire } from "node:module";
import assert from "node:assert/strict";

const { MongoClient, Binary, ObjectId, Long } = createRequire(process.argv[2] + "/package.json")("mongodb");
const client = new MongoClient(process.argv[3], { serverSelectionTimeoutMS: 5000, maxPoolSize: 4 });
const db = client.db("school");
const results = {};

async function attempt(name, run) {
  try { await run(); results[name] = true; } catch (e) { results[name] = `${e.name}: ${e.message}`; }
}

await attempt("connects", async () => { await client.connect(); assert.equal((await db.command({ ping: 1 })).ok, 1); });
await attempt("buildInfo", async () => assert.match((await db.admin().buildInfo()).version, /^\d+\.\d+/));

const items = db.collection("items");
await attempt("inserts", async () => {
  const one = await items.insertOne({ name: "zero", n: 0 });
  assert.ok(one.insertedId instanceof ObjectId);
  const many = Array.from({ length: 500 }, (_, i) => ({
    _id: `item-${i}`, n: i + 1, half: (i + 1) / 2, even: i % 2 === 1, tags: [`t${i % 3}`, "all"], at: new Date(1000 * i),
    big: Long.fromString("9007199254740993"), bytes: new Binary(Buffer.from([i & 255])), inner: { a: { b: i } }, none: null,
  }));
  assert.equal((await items.insertMany(many)).insertedCount, 500);
});
await attempt("large batches", async () => {
  const text = "x".repeat(200_000);
  assert.equal((await db.collection("large").insertMany(Array.from({ length: 60 }, (_, i) => ({ _id: i, text })))).insertedCount, 60);
});
await attempt("duplicate key", async () => {
  await assert.rejects(items.insertOne({ _id: "item-0" }), e => e.code === 11000);
  const error = await items.insertMany([{ _id: "new-1" }, { _id: "item-0" }, { _id: "new-2" }], { ordered: false }).catch(e => e);
  assert.equal(error.code, 11000);
  assert.equal(error.insertedCount ?? error.result.insertedCount, 2);
  await items.deleteMany({ _id: { $in: ["new-1", "new-2"] } });
});
await attempt("values come back", async () => {
  const item = await items.findOne({ _id: "item-7" }, { promoteLongs: false });
  assert.equal(item.big.toString(), "9007199254740993");
  assert.equal(item.at.getTime(), 7000);
  assert.equal(item.bytes.buffer[0], 7);
  assert.deepEqual([item.none, item.even, +item.half, item.inner.a.b.valueOf()], [null, true, 4, 7]);
});
await attempt("find over several batches", async () => {
  const found = await items.find({ n: { $gt: 0 } }, { batchSize: 37 }).sort({ n: -1 }).toArray();
  assert.deepEqual([found.length, found[0].n, found[499].n], [500, 500, 1]);
});
await attempt("filters", async () => {
  const count = filter => items.countDocuments(filter);
  assert.deepEqual(await Promise.all([
    { n: { $gte: 10, $lte: 20 } }, { tags: "t1" }, { tags: { $in: ["t0", "t2"] } }, { $or: [{ n: 1 }, { n: 2 }] }, { half: { $exists: false } },
    { "inner.a.b": { $lt: 5 } }, { $and: [{ even: true }, { n: { $ne: 2 } }] }, { $nor: [{ n: { $gte: 3 } }] }, { n: { $not: { $gt: 2 } } },
    { at: { $lt: new Date(3000) } }, { none: null }, { tags: { $all: ["t1", "all"] } }, { tags: { $nin: ["all"] } }, { name: { $regex: "^ZE", $options: "i" } },
  ].map(count)), [11, 167, 333, 2, 1, 5, 249, 3, 3, 3, 501, 167, 1, 1]);
});
await attempt("projection, skip and limit", async () => {
  assert.deepEqual(await items.find({ n: { $gt: 0 } }).project({ n: 1, _id: 0 }).sort({ n: 1 }).skip(2).limit(2).toArray(), [{ n: 3 }, { n: 4 }]);
  assert.deepEqual(Object.keys(await items.findOne({ n: 1 }, { projection: { bytes: 0, big: 0, tags: 0, at: 0, inner: 0, half: 0 } })), ["_id", "n", "even", "none"]);
});
await attempt("updates", async () => {
  const set = await items.updateMany({ n: { $lte: 3, $gt: 0 } }, { $set: { "inner.c": 1 }, $unset: { half: "" } });
  assert.deepEqual([set.matchedCount, set.modifiedCount], [3, 3]);
  assert.equal(await items.countDocuments({ "inner.c": 1, half: { $exists: false } }), 3);
  const upsert = await items.updateOne({ _id: "made" }, { $set: { x: 1 }, $setOnInsert: { y: 2 } }, { upsert: true });
  assert.equal(upsert.upsertedId, "made");
  assert.deepEqual(await items.findOne({ _id: "made" }), { _id: "made", x: 1, y: 2 });
  await items.updateOne({ _id: "made" }, [{ $set: { z: { $add: ["$x", "$y"] } } }]);
  assert.equal((await items.findOne({ _id: "made" })).z, 3);
  await items.replaceOne({ _id: "made" }, { q: 1 });
  assert.deepEqual(await items.findOne({ _id: "made" }), { _id: "made", q: 1 });
  const changed = await items.findOneAndUpdate({ _id: "made" }, { $inc: { q: 4 } }, { returnDocument: "after" });
  assert.equal(changed.q, 5);
  assert.equal((await items.deleteOne({ _id: "made" })).deletedCount, 1);
});
await attempt("bulk write", async () => {
  const result = await items.bulkWrite([
    { replaceOne: { filter: { _id: "b1" }, replacement: { v: 1 }, upsert: true } }, { replaceOne: { filter: { _id: "b1" }, replacement: { v: 2 }, upsert: true } },
    { deleteOne: { filter: { _id: "b1" } } },
  ]);
  assert.deepEqual([result.upsertedCount, result.modifiedCount, result.deletedCount], [1, 1, 1]);
});
await attempt("aggregation", async () => {
  const groups = await items.aggregate([
    { $match: { n: { $gt: 0 } } }, { $group: { _id: { $arrayElemAt: ["$tags", 0] }, count: { $sum: 1 }, most: { $max: "$n" } } }, { $sort: { _id: 1 } },
  ]).toArray();
  assert.deepEqual(groups, [{ _id: "t0", count: 167, most: 499 }, { _id: "t1", count: 167, most: 500 }, { _id: "t2", count: 166, most: 498 }]);
});
await attempt("dot products in the pipeline", async () => {
  const vectors = db.collection("vectors");
  await vectors.insertMany([{ _id: 1, v: [1.5, 0.5] }, { _id: 2, v: [0.5, 2.5] }, { _id: 3, v: [-1.5, 0.25] }]);
  const product = { $reduce: { input: { $zip: { inputs: ["$v", [0.5, 1.0]] } }, initialValue: 0, in: { $add: ["$$value", { $multiply: [{ $arrayElemAt: ["$$this", 0] }, { $arrayElemAt: ["$$this", 1] }] }] } } };
  const found = await vectors.aggregate([{ $set: { score: product } }, { $sort: { score: -1 } }, { $limit: 2 }, { $project: { score: 1 } }]).toArray();
  assert.deepEqual(found, [{ _id: 2, score: 2.75 }, { _id: 1, score: 1.25 }]);
});
await attempt("unknown stage", async () => { await assert.rejects(items.aggregate([{ $magic: {} }]).toArray(), e => e.code === 40324); });
await attempt("indexes", async () => {
  await items.createIndexes([{ key: { n: 1 } }, { key: { "inner.a.b": 1 }, name: "deep", unique: false }]);
  assert.deepEqual((await items.indexes()).map(i => i.name), ["_id_", "n_1", "deep"]);
  const pairs = db.collection("pairs");
  await pairs.createIndex({ a: 1, b: 1 }, { unique: true });
  await pairs.insertOne({ a: 1, b: 1 });
  await assert.rejects(pairs.insertOne({ a: 1, b: 1 }), e => e.code === 11000);
  await pairs.insertOne({ a: 1, b: 2 });
});
await attempt("collections", async () => {
  await db.createCollection("empty");
  await assert.rejects(db.createCollection("empty"), e => e.code === 48);
  assert.deepEqual((await db.listCollections({ name: "empty" }).toArray()).map(c => c.name), ["empty"]);
  await db.collection("empty").drop();
  assert.equal((await db.listCollections({ name: "empty" }).toArray()).length, 0);
});
await attempt("distinct and estimated count", async () => {
  assert.deepEqual((await items.distinct("tags")).sort(), ["all", "t0", "t1", "t2"]);
  assert.equal(await items.estimatedDocumentCount(), 501);
});
await attempt("cursors are killed", async () => {
  const cursor = items.find({}, { batchSize: 2 });
  await cursor.next();
  await cursor.close();
});
await attempt("partial unique index", async () => {
  const chunks = db.collection("chunks");
  await chunks.createIndex({ d: 1, i: 1, v: 1 }, { unique: true, partialFilterExpression: { d: { $exists: true }, i: { $exists: true }, v: { $exists: true } } });
  await chunks.insertMany([{ _id: 1, d: "a", i: 0, v: ["x", "y"] }, { _id: 2, d: "a", i: 0 }, { _id: 3, d: "a", i: 0 }, { _id: 4, d: "a", i: 0, v: ["z"] }]);
  await assert.rejects(chunks.insertOne({ _id: 5, d: "a", i: 0, v: ["y", "w"] }), e => e.code === 11000);
  await chunks.replaceOne({ _id: 1 }, { d: "a", i: 0, v: ["x"] });
  await chunks.insertOne({ _id: 5, d: "a", i: 0, v: ["y", "w"] });
});
await attempt("words", async () => {
  const pages = db.collection("pages");
  await pages.insertOne({ _id: 0, content: "nothing" });
  await assert.rejects(pages.find({ $text: { $search: "apple" } }).toArray(), e => e.code === 27);
  await pages.createIndex({ content: "text" }, { default_language: "english" });
  await pages.insertMany([{ _id: 1, content: "Apples and pears" }, { _id: 2, content: "the apple, the apple!" }, { _id: 3, content: "plums" }, { _id: 4, content: "crème brûlée" }]);
  const found = await pages.find({ $text: { $search: "apple" } }, { projection: { score: { $meta: "textScore" } } }).sort({ score: { $meta: "textScore" } }).toArray();
  assert.deepEqual(found.map(d => [d._id, d.score]), [[2, 1.5], [1, 0.75]]);
  const plums = await pages.aggregate([{ $match: { $text: { $search: "PEAR plum -apple" } } }, { $set: { s: { $meta: "textScore" } } }, { $project: { s: 1 } }]).toArray();
  assert.deepEqual(plums.map(d => [d._id, d.s > 0]), [[3, true]]);
  assert.deepEqual((await pages.find({ $text: { $search: "creme" } }).toArray()).map(d => d._id), [4]);
  assert.deepEqual(await pages.find({ $text: { $search: "the" } }).toArray(), []);
  await assert.rejects(pages.aggregate([{ $limit: 1 }, { $match: { $text: { $search: "a" } } }]).toArray());
});
await attempt("variables of a command", async () => {
  assert.deepEqual(await items.aggregate([{ $match: { n: 3 } }, { $project: { _id: 0, sum: { $add: ["$n", { $arrayElemAt: ["$$given", 1] }] } } }], { let: { given: [5, 6] } }).toArray(), [{ sum: 9 }]);
});
await attempt("orders of texts, numbers and bytes", async () => {
  const orders = db.collection("orders");
  await orders.insertMany([{ _id: 1, v: "\uFF0C" }, { _id: 2, v: "\u{1F600}" }, { _id: 3, v: Long.fromString("9007199254740993") }, { _id: 4, v: 9007199254740992 }, { _id: 5, v: new Binary(Buffer.from([9])) }, { _id: 6, v: new Binary(Buffer.from([1, 1])) }]);
  assert.deepEqual((await orders.find().sort({ v: 1 }).toArray()).map(d => d._id), [4, 3, 1, 2, 5, 6]);
  assert.equal(await orders.countDocuments({ v: 9007199254740992 }), 1);
});
await attempt("statistics", async () => {
  const [stats] = await items.aggregate([{ $collStats: { storageStats: {} } }]).toArray();
  assert.ok(stats.storageStats.count === 501 && stats.storageStats.storageSize > 1000 && stats.storageStats.totalIndexSize > 0);
});
if (process.argv[4] === "search") await attempt("search indexes", async () => {
  const found = db.collection("found");
  await found.insertMany([{ _id: 1, v: [1, 0], g: "a", t: "one apple" }, { _id: 2, v: [0.6, 0.8], g: "b", t: "two apples and an apple" }, { _id: 3, v: [-1, 0], g: "a", t: "a plum" }]);
  const near = { index: "near", path: "v", queryVector: [1, 0], numCandidates: 10, limit: 2 };
  assert.deepEqual(await found.aggregate([{ $vectorSearch: near }]).toArray(), []);
  assert.deepEqual(await found.createSearchIndexes([
    { name: "near", type: "vectorSearch", definition: { fields: [{ type: "vector", path: "v", numDimensions: 2, similarity: "cosine" }, { type: "filter", path: "g" }] } },
    { name: "words", definition: { mappings: { dynamic: false, fields: { t: { type: "string", analyzer: "lucene.english" } } } } },
  ]), ["near", "words"]);
  let indexes;
  do { indexes = await found.listSearchIndexes().toArray(); } while (!indexes.every(i => i.queryable && i.status === "READY"));
  const score = { $project: { score: { $meta: "vectorSearchScore" } } };
  const rounded = list => list.map(d => [d._id, +d.score.toFixed(6)]);
  assert.deepEqual(rounded(await found.aggregate([{ $vectorSearch: near }, score]).toArray()), [[1, 1], [2, 0.8]]);
  assert.deepEqual(rounded(await found.aggregate([{ $vectorSearch: { ...near, filter: { g: { $in: ["a"] } } } }, score]).toArray()), [[1, 1], [3, 0]]);
  await assert.rejects(found.aggregate([{ $vectorSearch: { ...near, filter: { other: 1 } } }]).toArray());
  await assert.rejects(found.aggregate([{ $vectorSearch: { ...near, numCandidates: 1 } }]).toArray());
  const words = await found.aggregate([{ $search: { index: "words", text: { query: "apple", path: "t" } } }, { $project: { score: { $meta: "searchScore" } } }]).toArray();
  assert.deepEqual(words.map(d => d._id), [2, 1]);
  await found.updateSearchIndex("near", { fields: [{ type: "vector", path: "v", numDimensions: 2, similarity: "cosine" }] });
  await found.dropSearchIndex("near");
  assert.equal((await found.listSearchIndexes().toArray()).length, 1);
});
else await attempt("no search engine", async () => {
  await assert.rejects(items.createSearchIndex({ name: "x", definition: { mappings: { dynamic: true } } }), e => e.code === 31082);
  await assert.rejects(items.listSearchIndexes().toArray(), e => e.code === 31082);
});
await attempt("unknown command", async () => { await assert.rejects(db.command({ nothing: 1 }), e => e.code === 59 && e.codeName === "CommandNotFound"); });
await attempt("closes", async () => { await client.close(); });

console.log("=" + JSON.stringify(results));
