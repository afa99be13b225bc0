// What the official client makes of a server: a line of JSON with one entry for each thing that was tried, true or the error.
// What is expected follows from Qdrant's documentation and is worked out here, not taken from the server.
//
//   node reference.mjs FOLDER-WITH-node_modules/@qdrant/js-client-rest URL VERSION [API-KEY]

import { createRequire } from "node:module";
import assert from "node:assert/strict";
import { near, cosine, idf, ranks, distribution, ids, fails } from "./reference-math.mjs";

const [folder, url, version, apiKey] = process.argv.slice(2);
const { QdrantClient } = createRequire(folder + "/package.json")("@qdrant/js-client-rest");
console.warn = () => {};
const client = new QdrantClient({ url, apiKey, checkCompatibility: false });
const minor = Number(version.split(".")[1]);
const results = {};

async function attempt(name, run) {
  try { await run(); results[name] = true; } catch (e) { results[name] = `${e.name}: ${e.message} ${JSON.stringify(e.data ?? null)}`; }
}

const name = "school";
const pupil = "5c56c793-69f3-4fbf-87e6-c4bf54c28c26";
const points = [
  { id: 1, vector: { text: [1, 0, 0, 0], terms: { indices: [1, 2], values: [1, 2] } },
    payload: { grade: 5, score: 1.5, role: ["teacher", "head"], open: true, at: "2024-01-01T00:00:00Z", body: "The quick brown fox", nested: { a: { b: 1 } } } },
  { id: 2, vector: { text: [0, 2, 0, 0], terms: { indices: [3, 2], values: [5, 1] } },
    payload: { grade: 6, score: 2.5, role: "pupil", open: false, at: "2024-06-01T12:30:00+02:00", body: "A lazy dog", items: [{ x: 1, y: "a" }, { x: 2, y: "b" }] } },
  { id: 3, vector: { text: [1, 1, 0, 0], terms: { indices: [2], values: [3] } },
    payload: { grade: 7, score: 3, role: [], open: true, at: "2025-01-01", body: "quick dog", items: [{ x: 1, y: "b" }], none: null } },
  { id: 9007199254740991, vector: { text: [0, 0, 3, 4] }, payload: { grade: -9007199254740991, role: null, "odd.key": "v", nested: { a: { b: 2 } } } },
  { id: pupil, vector: { text: [-1, 0, 0, 0], terms: { indices: [1], values: [0.5] } }, payload: { grade: [8, 9], score: 10, role: ["teacher"], list: [1, 2, 3] } },
];

await attempt("version", async () => {
  assert.equal((await client.versionInfo()).version, version);
});
await attempt("creates a collection", async () => {
  assert.equal((await client.collectionExists(name)).exists, false);
  assert.equal(await client.createCollection(name, {
    vectors: { text: { size: 4, distance: "Cosine" } }, sparse_vectors: { terms: { modifier: "idf" } }, hnsw_config: { m: 0, payload_m: 16 },
  }), true);
  assert.equal((await client.collectionExists(name)).exists, true);
  assert.deepEqual((await client.getCollections()).collections, [{ name }]);
  const info = await client.getCollection(name);
  assert.deepEqual([info.status, info.points_count, info.config.params.vectors, info.config.params.sparse_vectors, info.config.hnsw_config.m, info.config.hnsw_config.payload_m, info.config.hnsw_config.ef_construct],
    ["green", 0, { text: { size: 4, distance: "Cosine" } }, { terms: { modifier: "idf" } }, 0, 16, 100]);
});
await attempt("a collection is there once", () => fails(client.createCollection(name, { vectors: { size: 4, distance: "Dot" } }), 409, /Collection `school` already exists/));
await attempt("a collection that is not there", async () => {
  await fails(client.getCollection("nothing"), 404, /Collection `nothing` doesn't exist/);
  await fails(client.count("nothing"), 404, /doesn't exist/);
  assert.equal(await client.deleteCollection("nothing"), false);
});
await attempt("updates a collection", async () => {
  assert.equal(await client.updateCollection(name, { optimizers_config: { indexing_threshold: 123 } }), true);
  const { config } = await client.getCollection(name);
  assert.deepEqual([config.optimizer_config.indexing_threshold, config.hnsw_config.payload_m], [123, 16]);
});
await attempt("indexes", async () => {
  const schemas = { role: { type: "keyword", is_tenant: true }, grade: "integer", score: "float", open: "bool", at: "datetime", body: { type: "text", tokenizer: "word", lowercase: true }, key: "uuid" };
  for (const [field_name, field_schema] of Object.entries(schemas)) {
    assert.equal((await client.createPayloadIndex(name, { wait: true, field_name, field_schema })).status, "completed");
  }
  await client.createPayloadIndex(name, { wait: true, field_name: "gone", field_schema: "keyword" });
  assert.equal((await client.deletePayloadIndex(name, "gone")).status, "completed");
  const { payload_schema } = await client.getCollection(name);
  assert.deepEqual(Object.entries(payload_schema).map(([field, { data_type }]) => [field, data_type]).sort(), [
    ["at", "datetime"], ["body", "text"], ["grade", "integer"], ["key", "uuid"], ["open", "bool"], ["role", "keyword"], ["score", "float"]]);
  assert.deepEqual(payload_schema.role.params, { type: "keyword", is_tenant: true });
});
await attempt("upserts", async () => {
  const first = await client.upsert(name, { wait: true, points: points.slice(0, 3) });
  const second = await client.upsert(name, {
    wait: true, ordering: "strong",
    batch: { ids: points.slice(3).map(p => p.id), vectors: { text: points.slice(3).map(p => p.vector.text) }, payloads: points.slice(3).map(p => p.payload) },
  });
  await client.updateVectors(name, { wait: true, points: [{ id: pupil, vector: { terms: points[4].vector.terms } }] });
  assert.deepEqual([first.status, second.status], ["completed", "completed"]);
  assert.ok(second.operation_id > first.operation_id);
  assert.equal((await client.count(name)).count, 5);
  assert.equal((await client.getCollection(name)).payload_schema.role.points, 3);
});
await attempt("an upsert again changes nothing", async () => {
  await client.upsert(name, { wait: true, points: points.slice(0, 1) });
  assert.equal((await client.count(name)).count, 5);
});
await attempt("wrong vectors", async () => {
  const upsert = vector => client.upsert(name, { wait: true, points: [{ id: 50, vector }] });
  await fails(upsert({ text: [1, 2] }), 400, /expected dim: 4, got 2/);
  await fails(upsert({ other: [1, 2, 3, 4] }), 400, /Not existing vector name error: other/);
  await fails(upsert({ terms: [1, 2, 3, 4] }), 400, /sparse and regular/);
  await fails(upsert({ terms: { indices: [1, 1], values: [1, 2] } }), 422, /unique/);
  assert.equal((await client.count(name)).count, 5);
});
await attempt("retrieves", async () => {
  const found = await client.retrieve(name, { ids: [pupil, 404, 2], with_vector: true });
  assert.deepEqual(found.map(p => p.id), [pupil, 2]);
  assert.deepEqual(found[0].payload, points[4].payload);
  // Cosine vectors are kept with a length of one, sparse ones by rising indices.
  assert.deepEqual(found[1].vector, { text: [0, 1, 0, 0], terms: { indices: [2, 3], values: [1, 5] } });
  const [large] = await client.retrieve(name, { ids: [9007199254740991], with_payload: ["grade", "nested.a"], with_vector: ["text"] });
  assert.deepEqual([large.id, large.payload], [9007199254740991, { grade: -9007199254740991, nested: { a: { b: 2 } } }]);
  near(large.vector.text, [0, 0, 0.6, 0.8]);
  const [without] = await client.retrieve(name, { ids: [1], with_payload: { exclude: ["nested", "role", "body", "at"] } });
  assert.deepEqual([without.payload, without.vector], [{ grade: 5, score: 1.5, open: true }, undefined]);
});
await attempt("scrolls by id", async () => {
  const first = await client.scroll(name, { limit: 3, with_payload: false });
  assert.deepEqual([ids(first.points), first.next_page_offset], [[1, 2, 3], 9007199254740991]);
  const second = await client.scroll(name, { limit: 3, offset: first.next_page_offset, with_payload: false });
  assert.deepEqual([ids(second.points), second.next_page_offset], [[9007199254740991, pupil], null]);
});
await attempt("scrolls by a value", async () => {
  const { points: up, next_page_offset } = await client.scroll(name, { order_by: { key: "score", direction: "desc", start_from: 3 } });
  assert.deepEqual([up.map(p => [p.id, p.order_value]), next_page_offset], [[[3, 3], [2, 2.5], [1, 1.5]], null]);
  const { points: times } = await client.scroll(name, { order_by: "at" });
  assert.deepEqual(ids(times), [1, 2, 3]);
  assert.equal(times[1].order_value, Date.parse("2024-06-01T10:30:00Z") * 1000);
  await fails(client.scroll(name, { order_by: "list" }), 400, /No range index/);
  await fails(client.scroll(name, { order_by: "score", offset: 1 }), 400, /offset/);
});

const filters = {
  "a text": [{ must: [{ key: "role", match: { value: "teacher" } }] }, [1, pupil]],
  "a whole number": [{ must: [{ key: "grade", match: { value: 8 } }] }, [pupil]],
  "a great negative number": [{ must: [{ key: "grade", match: { value: -9007199254740991 } }] }, [9007199254740991]],
  "a number as text": [{ must: [{ key: "grade", match: { value: "5" } }] }, []],
  "a flag": [{ must: { key: "open", match: { value: true } } }, [1, 3]],
  "any text": [{ must: [{ key: "role", match: { any: ["head", "pupil"] } }] }, [1, 2]],
  "any number": [{ must: [{ key: "grade", match: { any: [5, 9] } }] }, [1, pupil]],
  "any of nothing": [{ must: [{ key: "role", match: { any: [] } }] }, []],
  "except": [{ must: [{ key: "role", match: { except: ["teacher"] } }] }, [1, 2]],
  "except needs a value": [{ must: [{ key: "grade", match: { except: [5, 6, 7] } }] }, [9007199254740991, pupil]],
  "words": [{ must: [{ key: "body", match: { text: "DOG quick" } }] }, [3]],
  "part of a word": [{ must: [{ key: "body", match: { text: "qui" } }] }, []],
  "part of a text without an index": [{ must: [{ key: "items[].y", match: { text: "a" } }] }, [2]],
  "a range": [{ must: [{ key: "score", range: { gt: 1.5, lte: 3 } }] }, [2, 3]],
  "a range over a list": [{ must: [{ key: "grade", range: { gte: 9 } }] }, [pupil]],
  "a range over texts": [{ must: [{ key: "body", range: { gte: 0 } }] }, []],
  "a range of times": [{ must: [{ key: "at", range: { gte: "2024-06-01T10:30:00Z", lt: "2025-01-01T00:00:00Z" } }] }, [2]],
  "a range from a day": [{ must: [{ key: "at", range: { gte: "2025-01-01" } }] }, [3]],
  "must not, where the field is missing": [{ must_not: [{ key: "open", match: { value: true } }] }, [2, 9007199254740991, pupil]],
  "should": [{ should: [{ key: "grade", match: { value: 5 } }, { key: "score", range: { gt: 5 } }] }, [1, pupil]],
  "clauses together": [{ must: [{ key: "open", match: { value: true } }], should: [{ key: "grade", match: { value: 7 } }, { has_id: [2] }], must_not: [{ has_id: [1] }] }, [3]],
  "filters within": [{ must: [{ should: [{ has_id: [1, 2] }] }, { must_not: [{ has_id: [2] }] }] }, [1]],
  "at least so many": [{ min_should: { conditions: [{ has_id: [1, 2] }, { key: "open", match: { value: true } }, { key: "grade", match: { value: 7 } }], min_count: 2 } }, [1, 3]],
  "ids of both kinds": [{ must: [{ has_id: [pupil, 3, 77] }] }, [3, pupil]],
  "empty": [{ must: [{ is_empty: { key: "role" } }] }, [3, 9007199254740991]],
  "not empty": [{ must_not: [{ is_empty: { key: "role" } }] }, [1, 2, pupil]],
  "null": [{ must: [{ is_null: { key: "role" } }] }, [9007199254740991]],
  "null is not missing": [{ must: [{ is_null: { key: "none" } }] }, [3]],
  "a way with dots": [{ must: [{ key: "nested.a.b", match: { value: 2 } }] }, [9007199254740991]],
  "a name with a dot": [{ must: [{ key: "\"odd.key\"", match: { value: "v" } }] }, [9007199254740991]],
  "items of a list": [{ must: [{ key: "items[].x", match: { value: 2 } }] }, [2]],
  "an item of a list": [{ must: [{ key: "list[1]", match: { value: 2 } }] }, [pupil]],
  "two items": [{ must: [{ key: "items[].x", match: { value: 1 } }, { key: "items[].y", match: { value: "b" } }] }, [2, 3]],
  "one item": [{ must: [{ nested: { key: "items", filter: { must: [{ key: "x", match: { value: 1 } }, { key: "y", match: { value: "b" } }] } } }] }, [3]],
  "so many values": [{ must: [{ key: "list", values_count: { gte: 3 } }] }, [pupil]],
  "a value counts as one": [{ must: [{ key: "body", values_count: { gte: 1 } }] }, [1, 2, 3]],
  "has a vector": [{ must: [{ has_vector: "terms" }] }, [1, 2, 3, pupil]],
  "an empty filter": [{}, [1, 2, 3, 9007199254740991, pupil]],
};
for (const [what, [filter, expected]] of Object.entries(filters)) {
  await attempt(`filter: ${what}`, async () => {
    assert.deepEqual(ids((await client.scroll(name, { filter, limit: 100, with_payload: false })).points), expected);
    assert.equal((await client.count(name, { filter, exact: true })).count, expected.length);
  });
}
await attempt("filters that are none", async () => {
  const scroll = filter => client.scroll(name, { filter });
  await fails(scroll({ must: [{ key: "grade", match: { value: 1.5 } }] }), 400, /Format error/);
  await fails(scroll({ must: [{ key: "grade", match: { any: [1, "a"] } }] }), 400, /Format error/);
  await fails(scroll({ musst: [] }), 400, /unknown field `musst`/);
  await fails(scroll({ must: [{ key: "a..b", match: { value: 1 } }] }), 400, /Format error/);
  await fails(scroll({ must: [{ has_id: ["no uuid"] }] }), 400, /Format error/);
});

const dense = [0.8, 0.6, 0, 0];
const byDense = points.map(p => [p.id, cosine(dense, p.vector.text)]).sort((a, b) => b[1] - a[1]);
const terms = { indices: [1, 2], values: [1, 1] };
const bySparse = idf(points.filter(p => p.vector.terms).map(p => [p.id, p.vector.terms]), terms);

await attempt("dense search", async () => {
  const { points: hits } = await client.query(name, { query: dense, using: "text", limit: 10 });
  assert.deepEqual(ids(hits), byDense.map(h => h[0]));
  near(hits.map(h => h.score), byDense.map(h => h[1]));
  assert.deepEqual([hits[0].payload, hits[0].vector], [undefined, undefined]);
});
await attempt("limits and thresholds", async () => {
  assert.deepEqual(ids((await client.query(name, { query: dense, using: "text", limit: 2, offset: 1 })).points), byDense.slice(1, 3).map(h => h[0]));
  assert.deepEqual(ids((await client.query(name, { query: { nearest: dense }, using: "text", score_threshold: 0.7, params: { exact: true, hnsw_ef: 64 } })).points),
    byDense.filter(h => h[1] >= 0.7).map(h => h[0]));
  await fails(client.query(name, { query: dense, using: "text", limit: 0 }), 422, /limit: value 0 invalid/);
});
await attempt("filtered search", async () => {
  const { points: hits } = await client.query(name, { query: dense, using: "text", filter: { must: [{ key: "role", match: { any: ["teacher"] } }] }, with_payload: ["grade"], with_vector: true });
  assert.deepEqual(hits.map(h => [h.id, h.payload]), [[1, { grade: 5 }], [pupil, { grade: [8, 9] }]]);
  assert.deepEqual(hits[0].vector.text, [1, 0, 0, 0]);
});
await attempt("search by a point leaves it out", async () => {
  const expected = points.filter(p => p.id !== 3).map(p => [p.id, cosine(points[2].vector.text, p.vector.text)]).sort((a, b) => b[1] - a[1]);
  const { points: hits } = await client.query(name, { query: 3, using: "text", filter: { must_not: [{ has_id: [2] }] } });
  assert.deepEqual(ids(hits), expected.map(h => h[0]).filter(id => id !== 2));
  await fails(client.query(name, { query: 404, using: "text" }), 404, /No point with id 404/);
});
await attempt("sparse search with rare terms first", async () => {
  const { points: hits } = await client.query(name, { query: terms, using: "terms" });
  assert.deepEqual(ids(hits), bySparse.map(h => h[0]));
  near(hits.map(h => h.score), bySparse.map(h => h[1]));
  assert.deepEqual(ids((await client.query(name, { query: { indices: [3, 99], values: [1, 1] }, using: "terms" })).points), [2]);
});
await attempt("fusion by ranks", async () => {
  const prefetch = [{ query: dense, using: "text", limit: 3 }, { query: terms, using: "terms", limit: 3 }];
  const expected = ranks([byDense.slice(0, 3), bySparse.slice(0, 3)], 2);
  const { points: hits } = await client.query(name, { prefetch, query: { fusion: "rrf" }, limit: 10 });
  near(hits.map(h => h.score), expected.map(h => h[1]));
  for (const hit of hits) near([hit.score], [expected.find(h => h[0] === hit.id)[1]]);
  const few = (await client.query(name, { prefetch, query: { fusion: "rrf" }, score_threshold: 0.6 })).points;
  assert.deepEqual(few.length, expected.filter(h => h[1] >= 0.6).length);
});
await attempt("fusion by ranks with a constant", async () => {
  const prefetch = [{ query: dense, using: "text", limit: 3 }, { query: terms, using: "terms", limit: 3 }];
  const ask = () => client.query(name, { prefetch, query: { rrf: { k: 60 } }, limit: 10 });
  if (minor < 16) return fails(ask(), 400, /Format error/);
  near((await ask()).points.map(h => h.score), ranks([byDense.slice(0, 3), bySparse.slice(0, 3)], 60).map(h => h[1]));
});
await attempt("fusion by distributions", async () => {
  const prefetch = [{ query: dense, using: "text", limit: 4 }, { query: terms, using: "terms", limit: 2 }];
  const { points: hits } = await client.query(name, { prefetch, query: { fusion: "dbsf" }, limit: 10 });
  near(hits.map(h => h.score), distribution([byDense.slice(0, 4), bySparse.slice(0, 2)]).map(h => h[1]));
});
await attempt("a filter holds for what is fetched before", async () => {
  const { points: hits } = await client.query(name, {
    prefetch: [{ query: dense, using: "text", limit: 1 }, { query: terms, using: "terms", limit: 1, filter: { must_not: [{ has_id: [pupil] }] } }],
    query: { fusion: "rrf" }, filter: { must: [{ key: "role", match: { value: "teacher" } }] },
  });
  assert.deepEqual(ids(hits), [1]);
  near([hits[0].score], [1]);
});
await attempt("what is fetched can be asked again", async () => {
  const { points: hits } = await client.query(name, { prefetch: { prefetch: { query: dense, using: "text", limit: 4 }, query: terms, using: "terms", limit: 2 }, query: [-1, 0, 0, 0], using: "text" });
  const fetched = bySparse.filter(h => byDense.slice(0, 4).some(d => d[0] === h[0])).slice(0, 2).map(h => h[0]);
  assert.deepEqual(ids(hits), points.filter(p => fetched.includes(p.id)).sort((a, b) => cosine([-1, 0, 0, 0], b.vector.text) - cosine([-1, 0, 0, 0], a.vector.text)).map(p => p.id));
});
await attempt("questions that are none", async () => {
  await fails(client.query(name, { query: dense }), 400, /Not existing vector name/);
  await fails(client.query(name, { query: [1, 2], using: "text" }), 400, /expected dim: 4, got 2/);
  await fails(client.query(name, { query: dense, using: "terms" }), 400, /sparse/);
  await fails(client.query(name, { prefetch: { query: dense, using: "text" } }), 400, /A query is needed/);
  await fails(client.query(name, { prefetch: { query: dense, using: "text" }, query: { fusion: "rrf" }, using: "text" }), 400, /using/);
});
await attempt("asks in the order of values and of ids", async () => {
  assert.deepEqual(ids((await client.query(name, { query: { order_by: { key: "score", direction: "desc" } } })).points), [pupil, 3, 2, 1]);
  assert.deepEqual(ids((await client.query(name, { limit: 2, offset: 1 })).points), [2, 3]);
  assert.deepEqual(ids((await client.query(name, { query: { sample: "random" } })).points).length, 5);
});
await attempt("several questions", async () => {
  const answers = await client.queryBatch(name, { searches: [{ query: dense, using: "text", limit: 1 }, { query: terms, using: "terms", limit: 1, with_payload: true }] });
  assert.deepEqual(answers.map(a => ids(a.points)), [[byDense[0][0]], [bySparse[0][0]]]);
  assert.equal(answers[1].points[0].payload.grade !== undefined, true);
});
await attempt("facets", async () => {
  assert.deepEqual((await client.facet(name, { key: "role", exact: true })).hits, [{ value: "teacher", count: 2 }, { value: "head", count: 1 }, { value: "pupil", count: 1 }]);
  assert.deepEqual((await client.facet(name, { key: "open", filter: { must: [{ has_id: [1, 2] }] } })).hits.length, 2);
  await fails(client.facet(name, { key: "list" }), 400, /No appropriate index/);
});
await attempt("payloads", async () => {
  const payload = async id => (await client.retrieve(name, { ids: [id] }))[0].payload;
  const only = { points: [3], wait: true };
  await client.setPayload(name, { ...only, payload: { grade: 70, fresh: { a: 1 }, none: null } });
  const merged = await payload(3);
  assert.deepEqual([merged.grade, merged.fresh, "none" in merged, merged.body], [70, { a: 1 }, false, "quick dog"]);
  await client.setPayload(name, { ...only, payload: { b: 2 }, key: "fresh" });
  assert.deepEqual((await payload(3)).fresh, { a: 1, b: 2 });
  await client.setPayload(name, { ...only, payload: { z: 0 }, key: "items[]" });
  assert.deepEqual((await payload(3)).items, [{ x: 1, y: "b", z: 0 }]);
  await client.deletePayload(name, { ...only, keys: ["fresh.a", "items[].z", "open"] });
  assert.deepEqual([(await payload(3)).fresh, (await payload(3)).items, (await payload(3)).open], [{ b: 2 }, [{ x: 1, y: "b" }], undefined]);
  await client.overwritePayload(name, { ...only, payload: { grade: 7, role: ["head"] } });
  assert.deepEqual(await payload(3), { grade: 7, role: ["head"] });
  await client.setPayload(name, { wait: true, filter: { must: [{ key: "role", match: { value: "head" } }] }, payload: { marked: true } });
  assert.deepEqual([(await payload(1)).marked, (await payload(3)).marked, (await payload(2)).marked], [true, true, undefined]);
  await client.clearPayload(name, { wait: true, points: [3] });
  assert.deepEqual(await payload(3), {});
  await fails(client.setPayload(name, { wait: true, points: [404], payload: { a: 1 } }), 404, /No point with id 404/);
});
await attempt("vectors", async () => {
  await client.updateVectors(name, { wait: true, points: [{ id: 3, vector: { text: [0, 0, 0, 2] } }] });
  assert.deepEqual((await client.retrieve(name, { ids: [3], with_vector: true }))[0].vector, { text: [0, 0, 0, 1], terms: { indices: [2], values: [3] } });
  await client.deleteVectors(name, { wait: true, points: [3], vector: ["terms"] });
  assert.deepEqual((await client.retrieve(name, { ids: [3], with_vector: true }))[0].vector, { text: [0, 0, 0, 1] });
});
await attempt("several changes in order", async () => {
  const answers = await client.batchUpdate(name, { wait: true, operations: [
    { upsert: { points: [{ id: 60, vector: { text: [1, 1, 1, 1] }, payload: { a: 1 } }] } }, { set_payload: { payload: { b: 2 }, points: [60] } },
    { overwrite_payload: { payload: { c: 3 }, points: [60] } }, { set_payload: { payload: { d: 4 }, points: [60] } }, { delete_payload: { keys: ["c"], points: [60] } },
    { update_vectors: { points: [{ id: 60, vector: { text: [0, 0, 1, 0] } }] } }, { upsert: { points: [{ id: 61, vector: {} }] } }, { delete: { points: [61] } },
  ] });
  assert.deepEqual(answers.map(a => a.status), Array(8).fill("completed"));
  assert.deepEqual((await client.retrieve(name, { ids: [60, 61], with_vector: true })), [{ id: 60, payload: { d: 4 }, vector: { text: [0, 0, 1, 0] } }]);
});
await attempt("deletes", async () => {
  assert.equal((await client.delete(name, { wait: true, points: [60, 404] })).status, "completed");
  await client.delete(name, { wait: true, filter: { must: [{ key: "grade", range: { gte: 8 } }] } });
  assert.deepEqual(ids((await client.scroll(name, {})).points), [1, 2, 3, 9007199254740991]);
});
await attempt("without waiting a change is taken, and seen later", async () => {
  assert.equal((await client.upsert(name, { wait: false, points: [{ id: 70, vector: {} }] })).status, "acknowledged");
  await client.count(name);
  assert.equal((await client.count(name)).count, 5);
});
await attempt("aliases", async () => {
  const aliases = actions => client.updateCollectionAliases({ actions });
  await client.createCollection("other", { vectors: { size: 2, distance: "Euclid" } });
  assert.equal(await aliases([{ create_alias: { alias_name: "now", collection_name: name } }]), true);
  assert.equal((await client.count("now")).count, 5);
  assert.equal((await client.collectionExists("now")).exists, true);
  await aliases([{ delete_alias: { alias_name: "now" } }, { create_alias: { alias_name: "now", collection_name: "other" } }]);
  assert.equal((await client.count("now")).count, 0);
  await aliases([{ rename_alias: { old_alias_name: "now", new_alias_name: "then" } }]);
  assert.deepEqual((await client.getAliases()).aliases, [{ alias_name: "then", collection_name: "other" }]);
  assert.deepEqual((await client.getCollectionAliases(name)).aliases, []);
  await fails(aliases([{ create_alias: { alias_name: "x", collection_name: "nothing" } }]), 404, /doesn't exist/);
  await fails(aliases([{ rename_alias: { old_alias_name: "now", new_alias_name: "x" } }]), 404, /Alias now does not exists/);
  await fails(client.createCollection("then", { vectors: { size: 2, distance: "Dot" } }), 400, /Alias with the same name/);
});
await attempt("other distances", async () => {
  const score = async (distance, threshold) => {
    await client.deleteCollection("other");
    await client.createCollection("other", { vectors: { size: 2, distance } });
    await client.upsert("other", { wait: true, batch: { ids: [1, 2, 3], vectors: [[1, 1], [4, 5], [0, 1]] } });
    return (await client.query("other", { query: [1, 1], score_threshold: threshold })).points.map(h => [h.id, h.score]);
  };
  assert.deepEqual(await score("Dot"), [[2, 9], [1, 2], [3, 1]]);
  assert.deepEqual(await score("Euclid", 1), [[1, 0], [3, 1]]);
  assert.deepEqual(await score("Manhattan"), [[1, 0], [3, 1], [2, 7]]);
  assert.deepEqual((await client.retrieve("other", { ids: [2], with_vector: true }))[0].vector, [4, 5]);
});
await attempt("snapshots", async () => {
  const snapshot = await client.createSnapshot(name);
  assert.ok(snapshot.size > 0 && snapshot.name.startsWith("school-"));
  assert.deepEqual((await client.listSnapshots(name)).map(s => s.name), [snapshot.name]);
  await client.delete(name, { wait: true, filter: {} });
  assert.equal((await client.count(name)).count, 0);
  assert.equal(await client.recoverSnapshot(name, { location: `file:///qdrant/snapshots/${name}/${snapshot.name}` }), true);
  assert.equal((await client.count(name)).count, 5);
  assert.equal(await client.deleteSnapshot(name, snapshot.name), true);
  assert.deepEqual(await client.listSnapshots(name), []);
  await fails(client.deleteSnapshot(name, "nothing.snapshot"), 404, /not found/i);
});
await attempt("deletes collections", async () => {
  assert.equal(await client.deleteCollection("other"), true);
  assert.equal(await client.deleteCollection(name), true);
  assert.deepEqual((await client.getCollections()).collections, []);
});

console.log("=" + JSON.stringify(results));
