using Edify.Rag.Hosting.Collections.Copying;
using Edify.Rag.Hosting.Embedding;
using Edify.Rag.Hosting.Ingestion;
using Edify.Rag.Hosting.Ingestion.Resilience;

namespace Edify.Rag.Hosting.Collections.Reembedding;

/// <summary>Gives records the vectors that an embedder makes of them: of exactly the text that ingestion embeds.</summary>
internal sealed class EmbeddedRecords(Embedder embedder, ServiceCalls calls, VersionFollowing versions) : IRecordMaking
{
    private readonly HashSet<string> _refused = new(StringComparer.Ordinal);
    private long _embedded;
    private long _uncertain;

    public bool TakesVectors => false;

    /// <summary>Texts that were embedded.</summary>
    public long Embedded => Interlocked.Read(ref _embedded);

    /// <summary>Records whose text is a guess.</summary>
    public long Uncertain => Interlocked.Read(ref _uncertain);

    /// <summary>Names of documents with a text that the embedder refused.</summary>
    public IReadOnlyCollection<string> Refused
    {
        get
        {
            lock (_refused) return [.. _refused];
        }
    }

    public VectorRecord Expect(VectorRecord record) => versions.Apply(record) with { Vector = default };

    public async Task<IReadOnlyList<VectorRecord>> CompleteAsync(IReadOnlyList<VectorRecord> expected, CancellationToken cancellationToken)
    {
        var texts = expected.Select(ChunkRecords.EmbeddedTextOf).ToList();
        Interlocked.Add(ref _uncertain, texts.Count(text => !text.IsCertain));
        var vectors = await VectorsAsync([.. texts.Select(text => text.Text).Distinct(StringComparer.Ordinal)], cancellationToken).ConfigureAwait(false);
        var completed = new List<VectorRecord>(expected.Count);
        for (var i = 0; i < expected.Count; i++)
        {
            if (vectors.TryGetValue(texts[i].Text, out var vector)) completed.Add(expected[i] with { Vector = vector });
            else Refuse(expected[i]);
        }

        return completed;
    }

    /// <summary>The vectors of texts; those that are refused have none.</summary>
    public async Task<Dictionary<string, ReadOnlyMemory<float>>> VectorsAsync(IReadOnlyList<string> texts, CancellationToken cancellationToken)
    {
        var found = new Dictionary<string, ReadOnlyMemory<float>>(StringComparer.Ordinal);
        try
        {
            var vectors = await calls.RunAsync(
                token => new ValueTask<IReadOnlyList<ReadOnlyMemory<float>>>(embedder.EmbedAsync(texts, EmbeddingPurpose.Passage, token)), cancellationToken).ConfigureAwait(false);
            for (var i = 0; i < texts.Count; i++) found[texts[i]] = vectors[i];
        }
        catch (TextsRefusedException e) when (e.Embeddings.Count == texts.Count)
        {
            for (var i = 0; i < texts.Count; i++)
                if (e.Embeddings[i] is { } made) found[texts[i]] = made.Vector;
        }

        Interlocked.Add(ref _embedded, found.Count);
        return found;
    }

    private void Refuse(VectorRecord record)
    {
        var name = record.TextOf(RagFields.Name) ?? record.Id.ToString();
        lock (_refused) _refused.Add(name);
    }
}
