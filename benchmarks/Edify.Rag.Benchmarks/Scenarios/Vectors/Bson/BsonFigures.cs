using System.Buffers;
using System.Diagnostics;
using System.Text.Encodings.Web;
using System.Text.Json;
using Edify.Rag.Benchmarks.Measuring;
using Edify.Rag.MongoDb.Bson;

namespace Edify.Rag.Benchmarks.Scenarios.Vectors.Bson;

/// <summary>BSON's writer and reader, beside those of System.Text.Json on the same chunks.</summary>
internal static class BsonFigures
{
    private const int Runs = 11;
    private const int Chunks = 2_000;
    private const int LeastChunks = 200;
    private const int WarmUps = 40;

    // What makes JSON fastest: nothing validated, nothing escaped that need not be.
    private static readonly JsonWriterOptions Fastest = new() { SkipValidation = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static async IAsyncEnumerable<Figure> RunAsync(double scale)
    {
        var chunks = StoredChunk.Of(new VectorCorpus(scale), Math.Max(LeastChunks, (int)(Chunks * Math.Min(1, scale))));
        foreach (var (form, what) in new[]
        {
            (VectorForm.None, "texts and fields without vectors"),
            (VectorForm.Numbers, "chunks with vectors as arrays of numbers"),
            (VectorForm.Bytes, "chunks with vectors as bytes (JSON: base 64)"),
        })
        {
            using var bson = new BsonWriter(1 << 16);
            var buffer = new ArrayBufferWriter<byte>(1 << 16);
            using var json = new Utf8JsonWriter(buffer, Fastest);
            byte[][] documents = [.. chunks.Select(chunk => Written(bson, chunk, form))];
            byte[][] texts = [.. chunks.Select(chunk => Written(json, buffer, chunk, form))];
            Check(chunks, documents, texts, form);

            yield return await CompareAsync($"BSON written: {what}", chunks.Count, i => WriteBson(bson, chunks[i], form), i => WriteJson(json, buffer, chunks[i], form));
            var target = new StoredChunk { Embedding = new float[VectorCorpus.Dimension] };
            yield return await CompareAsync($"BSON read: {what}", chunks.Count, i => BsonChunks.Read(documents[i], target), i => JsonChunks.Read(texts[i], target));
        }
    }

    private static async Task<Figure> CompareAsync(string name, int count, Action<int> bson, Action<int> json)
    {
        for (var i = 0; i < WarmUps; i++) (_, _) = (Time(count, json), Time(count, bson));
        var (subject, baseline) = await Interleaved.RunAsync(Runs, () => Task.FromResult(Time(count, bson)), () => Task.FromResult(Time(count, json)));
        return new(name, "µs/chunk", subject, new("no slower than System.Text.Json", f => f.Ratio <= 1)) { BaselineName = "System.Text.Json", Baseline = baseline };
    }

    private static double Time(int count, Action<int> work)
    {
        var started = Stopwatch.GetTimestamp();
        for (var i = 0; i < count; i++) work(i);
        return Stopwatch.GetElapsedTime(started).TotalMicroseconds / count;
    }

    private static void WriteBson(BsonWriter bson, StoredChunk chunk, VectorForm form)
    {
        bson.Clear();
        BsonChunks.Write(bson, chunk, form);
    }

    private static void WriteJson(Utf8JsonWriter json, ArrayBufferWriter<byte> buffer, StoredChunk chunk, VectorForm form)
    {
        buffer.ResetWrittenCount();
        json.Reset();
        JsonChunks.Write(json, chunk, form);
    }

    private static byte[] Written(BsonWriter bson, StoredChunk chunk, VectorForm form)
    {
        WriteBson(bson, chunk, form);
        return bson.Written.ToArray();
    }

    private static byte[] Written(Utf8JsonWriter json, ArrayBufferWriter<byte> buffer, StoredChunk chunk, VectorForm form)
    {
        WriteJson(json, buffer, chunk, form);
        return buffer.WrittenSpan.ToArray();
    }

    // What loses something on the way is not fast.
    private static void Check(IReadOnlyList<StoredChunk> chunks, byte[][] documents, byte[][] texts, VectorForm form)
    {
        for (var i = 0; i < chunks.Count; i++)
        {
            var (bson, json) = (new StoredChunk { Embedding = new float[VectorCorpus.Dimension] }, new StoredChunk { Embedding = new float[VectorCorpus.Dimension] });
            BsonChunks.Read(documents[i], bson);
            JsonChunks.Read(texts[i], json);
            if (!chunks[i].IsSame(bson, form != VectorForm.None) || !chunks[i].IsSame(json, form != VectorForm.None))
                throw new InvalidOperationException($"Chunk {i} is not read as it was written.");
        }
    }
}
