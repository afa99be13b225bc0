"""Computes a model by Python's onnxruntime the way sentence-transformers does: the reference for vectors and for speed.

    python reference.py JOB

JOB is a JSON file: model (path), texts (token ids of each), types (token types of each, or null), lengths (by which texts
are sorted: sentence-transformers takes their characters, before it knows their tokens), batch (texts a batch),
pooling (a way of sentence-transformers, or "rows" for the output as it is), normalize, rounds, out (file for the result:
float32, a row for each text). Prints the seconds of each round on one line.
"""

import json
import sys
import time

import numpy
import onnxruntime


def pad(rows, width):
    padded = numpy.zeros((len(rows), width), dtype=numpy.int64)
    for i, row in enumerate(rows):
        padded[i, : len(row)] = row
    return padded


def pool(way, tokens, mask):
    weights = mask[:, :, None].astype(numpy.float32)
    if way == "rows":
        return tokens
    if way == "cls_token":
        return tokens[:, 0]
    if way == "max_tokens":
        return numpy.where(weights == 0, numpy.float32(-1e9), tokens).max(axis=1)
    if way == "lasttoken":
        return tokens[numpy.arange(len(tokens)), mask.sum(axis=1) - 1]
    if way == "weightedmean_tokens":
        weights = weights * numpy.arange(1, mask.shape[1] + 1, dtype=numpy.float32)[None, :, None]
    total = (tokens * weights).sum(axis=1)
    count = numpy.clip(weights.sum(axis=1), 1e-9, None)
    return total / (numpy.sqrt(count) if way == "mean_sqrt_len_tokens" else count)


def run(session, job):
    texts, types = job["texts"], job["types"]
    names = [i.name for i in session.get_inputs()]
    order = sorted(range(len(texts)), key=lambda i: -job["lengths"][i])
    result = [None] * len(texts)
    for first in range(0, len(order), job["batch"]):
        chosen = order[first : first + job["batch"]]
        width = max(len(texts[i]) for i in chosen)
        mask = pad([[1] * len(texts[i]) for i in chosen], width)
        given = {"input_ids": pad([texts[i] for i in chosen], width), "attention_mask": mask}
        if "token_type_ids" in names:
            given["token_type_ids"] = pad([types[i] if types else [] for i in chosen], width)
        vectors = pool(job["pooling"], session.run(None, given)[0], mask)
        if job["normalize"]:
            vectors = vectors / numpy.clip(numpy.linalg.norm(vectors, axis=1, keepdims=True), 1e-12, None)
        for place, vector in zip(chosen, vectors):
            result[place] = vector
    return numpy.stack(result).astype(numpy.float32)


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        job = json.load(file)
    # As sentence-transformers opens it: all defaults, on the processor.
    session = onnxruntime.InferenceSession(job["model"], providers=["CPUExecutionProvider"])
    seconds = []
    for _ in range(job["rounds"]):
        started = time.perf_counter()
        vectors = run(session, job)
        seconds.append(time.perf_counter() - started)
    vectors.tofile(job["out"])
    print(*seconds)


main()
