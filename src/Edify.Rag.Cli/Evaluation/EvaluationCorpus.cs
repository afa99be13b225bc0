using Edify.Rag.Cli.Composition;

namespace Edify.Rag.Cli.Evaluation;

/// <summary>A judged collection in a store of its own: each document is one record, embedded as the pipeline embeds.</summary>
internal static class EvaluationCorpus
{
    private const int BatchSize = 256;
    private const string Source = "evaluation";

    /// <summary>The pipeline as it is configured, over the embedded store: nobody's collection is touched.</summary>
    /// <remarks>Judged collections judge each of several documents that are much alike, where an answer needs one of them: only what is the same is left out.</remarks>
    public static IReadOnlyDictionary<string, string?> Settings { get; } = new Dictionary<string, string?>
    {
        ["EdifyRag:Vectors:Provider"] = "Embedded",
        ["EdifyRag:Retrieval:DuplicateSimilarity"] = "1",
    };

    /// <summary>The scope of the whole collection.</summary>
    public static AccessScope Scope(CliHost host) => AccessScope.ForSystem(host.Options.Tenant, "evaluation of retrieval");

    /// <returns>How many documents were stored; those without any text are not.</returns>
    public static async Task<int> LoadAsync(CliHost host, IAsyncEnumerable<CorpusDocument> documents, CancellationToken cancellationToken)
    {
        var identity = await EmbedderIdentity.OfAsync(host.Embedder, cancellationToken);
        var fields = new Dictionary<string, FieldKind> { [RagFields.Tenant] = FieldKind.Text, [RagFields.Name] = FieldKind.Text };
        await host.Store.EnsureCollectionAsync(new(host.Options.Collection, identity.Dimension, identity.Id, fields), cancellationToken);
        var count = 0;
        await foreach (var batch in documents.Where(d => Text(d).Length > 0).Chunk(BatchSize).WithCancellation(cancellationToken))
        {
            var vectors = await host.Embedder.GenerateAsync(batch.Select(Text), cancellationToken: cancellationToken);
            await host.Store.UpsertAsync(host.Options.Collection, [.. batch.Zip(vectors, (document, vector) => Record(host, document) with { Vector = vector.Vector })], cancellationToken);
            count += batch.Length;
        }

        return count;
    }

    private static VectorRecord Record(CliHost host, CorpusDocument document) => new(
        RagIds.Chunk(host.Options.Tenant, Source, document.Id, 0, string.Empty),
        Text(document),
        new Dictionary<string, FieldValue> { [RagFields.Tenant] = host.Options.Tenant, [RagFields.Name] = document.Id });

    private static string Text(CorpusDocument document) => $"{document.Title}\n{document.Text}".Trim();
}
