using Edify.Rag.Hosting.Tests.Support;

namespace Edify.Rag.Hosting.Tests.Retrieval;

/// <summary>Documents whose chunks are numbered, each chunk with fields of its own, in a pipeline's embedded store.</summary>
internal sealed class NumberedSchool : IAsyncDisposable
{
    private const int Dimension = 1024;

    private readonly SmallSchool _school;

    public NumberedSchool(Action<RetrievalOptions>? configure = null, Func<IVectorStore, IVectorStore>? wrap = null) => _school = new(rag =>
    {
        if (configure is not null) rag.ConfigureRetrieval(configure);
        if (wrap is not null) rag.Decorate<IVectorStore>("wrapped", (inner, _) => wrap(inner));
    });

    public static AccessScope Everything { get; } = AccessScope.ForSystem(SmallSchool.Tenant, "test");

    public static int OrdinalOf(RetrievedChunk chunk) => (int)chunk.Record.Fields[RagFields.Ordinal].AsInteger();

    /// <summary>Stores a document; the text of a chunk is a word with its number, and words that all have.</summary>
    public async Task StoreAsync(
        int chunks,
        string name = "General/numbered.txt",
        string version = "1",
        string word = "needle",
        Func<int, string>? grade = null,
        Func<int, string[]>? headings = null)
    {
        await _school.Store.EnsureCollectionAsync(new("documents", Dimension, $"edify/hashing-v2/{Dimension}", new Dictionary<string, FieldKind>()));
        await _school.Store.UpsertAsync("documents", [.. Enumerable.Range(0, chunks).Select(ordinal =>
        {
            var text = $"{word}{ordinal} in the haystack";
            var fields = new Dictionary<string, FieldValue>
            {
                [RagFields.Tenant] = SmallSchool.Tenant,
                [RagFields.Name] = name,
                [RagFields.Document] = RagIds.Document(SmallSchool.Tenant, "test", name).ToString(),
                [RagFields.Version] = FieldValue.Many(version),
                [RagFields.Ordinal] = (long)ordinal,
                [RagFields.Grade] = grade?.Invoke(ordinal) ?? "6",
                [RagFields.Headings] = FieldValue.Many(headings?.Invoke(ordinal) ?? []),
            };
            var vector = new float[Dimension];
            vector[ordinal] = 1;
            return new VectorRecord(RagIds.Chunk(SmallSchool.Tenant, "test", name, ordinal, text), text, fields) { Vector = vector };
        })]);
    }

    public Task<RetrievalResult> FindAsync(RetrievalQuery query, AccessScope? scope = null) =>
        _school.Services.GetRag<IRetriever>().RetrieveAsync(query, scope ?? Everything);

    public ValueTask DisposeAsync() => _school.DisposeAsync();
}
