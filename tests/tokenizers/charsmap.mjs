// Makes the "precompiled charsmap" of SentencePiece: the length of a trie, the trie as a Darts double array over UTF-8, and the
// replacements, each ended by a zero byte.

const labelsOf = node => [...(node.value === undefined ? [] : [0]), ...[...node.children.keys()].sort((a, b) => a - b)];

function trieOf(entries) {
  const root = { children: new Map() };
  for (const [bytes, value] of entries) {
    let node = root;
    for (const byte of bytes) {
      if (!node.children.has(byte)) node.children.set(byte, { children: new Map() });
      node = node.children.get(byte);
    }
    node.value = value;
  }
  return root;
}

function doubleArrayOf(root) {
  const units = [0], used = [true];
  let firstFree = 1;
  const place = labels => {
    for (let base = firstFree & ~0xff; ; base++) {
      if (base === 0 || used[base] === true && labels.includes(0)) continue;
      if (labels.every(label => !used[base ^ label])) return base;
    }
  };
  const queue = [[root, 0]];
  while (queue.length > 0) {
    const [node, position] = queue.shift();
    const labels = labelsOf(node);
    if (labels.length === 0) continue;
    const base = place(labels);
    for (const label of labels) { used[base ^ label] = true; units[base ^ label] = label; }
    while (used[firstFree]) firstFree++;
    const distance = position ^ base;
    const offset = distance < 1 << 21 ? distance << 10 : distance << 2 | 1 << 9;
    if (distance >= 1 << 21 && (distance & 0xff) !== 0) throw new Error("too far");
    units[position] = (units[position] | offset | (node.value === undefined ? 0 : 1 << 8)) >>> 0;
    if (node.value !== undefined) units[base] = (node.value | 1 << 31) >>> 0;
    for (const [label, child] of node.children) queue.push([child, base ^ label]);
  }
  while (units.length % 256 !== 0) units.push(0);
  return Uint32Array.from(units, u => u ?? 0);
}

/** The charsmap that replaces each key by its value. */
export function charsmapOf(replacements) {
  const blob = [], places = new Map(), entries = [];
  for (const [from, to] of replacements) {
    if (!places.has(to)) { places.set(to, blob.length); blob.push(...Buffer.from(to, "utf8"), 0); }
    entries.push([Buffer.from(from, "utf8"), places.get(to)]);
  }
  const units = doubleArrayOf(trieOf(entries));
  const head = Buffer.alloc(4);
  head.writeUInt32LE(units.byteLength);
  return Buffer.concat([head, Buffer.from(units.buffer), Buffer.from(blob)]);
}
