// What Qdrant's documentation says about scores, worked out in double precision.

import assert from "node:assert/strict";

export const ids = list => list.map(p => p.id);

// Numbers are equal to single precision.
export function near(actual, expected) {
  assert.equal(actual.length, expected.length);
  actual.forEach((a, i) => assert.ok(Math.abs(a - expected[i]) <= 1e-5 * Math.max(1, Math.abs(expected[i])), `${actual} is not ${expected}`));
}

// A call fails with a status, and says why in status.error.
export async function fails(call, status, message) {
  const error = await call.then(() => null, e => e);
  assert.ok(error, "it did not fail");
  assert.equal(error.status, status, error.message);
  assert.match(error.data?.status?.error ?? String(error.data), message);
}

const dot = (a, b) => a.reduce((sum, x, i) => sum + x * b[i], 0);

export const cosine = (a, b) => dot(a, b) / Math.sqrt(dot(a, a) * dot(b, b));

// Points that share a term with the question, the best first; each term weighs ln((n - df + 0.5) / (df + 0.5) + 1).
export function idf(points, { indices, values }) {
  const weight = index => {
    const df = points.filter(([, v]) => v.indices.includes(index)).length;
    return Math.log((points.length - df + 0.5) / (df + 0.5) + 1);
  };
  return points
    .filter(([, v]) => v.indices.some(i => indices.includes(i)))
    .map(([id, v]) => [id, indices.reduce((sum, index, i) => sum + values[i] * weight(index) * (v.values[v.indices.indexOf(index)] ?? 0), 0)])
    .sort((a, b) => b[1] - a[1]);
}

function summed(lists) {
  const sums = new Map();
  for (const [id, score] of lists.flat()) sums.set(id, (sums.get(id) ?? 0) + score);
  return [...sums].sort((a, b) => b[1] - a[1]);
}

// The sum of 1 / (rank + k), ranks from 0.
export const ranks = (lists, k) => summed(lists.map(list => list.map(([id], rank) => [id, 1 / (rank + k)])));

// The sum of scores set to 0..1 between three standard deviations below and above each list's mean.
export const distribution = lists => summed(lists.map(list => {
  const mean = list.reduce((sum, h) => sum + h[1], 0) / list.length;
  const deviation = Math.sqrt(list.reduce((sum, h) => sum + (h[1] - mean) ** 2, 0) / (list.length - 1));
  return list.map(([id, score]) => [id, (score - (mean - 3 * deviation)) / (6 * deviation)]);
}));
