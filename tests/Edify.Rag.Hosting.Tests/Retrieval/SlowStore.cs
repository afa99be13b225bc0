using Edify.Rag.Hosting.Tests.Support;

namespace Edify.Rag.Hosting.Tests.Retrieval;

/// <summary>A store whose legs work, fail, or never answer, each as told; it writes down what it was asked.</summary>
internal sealed class SlowStore(IVectorStore inner) : DelegatingStore(inner)
{
    public StoreLeg Vector { get; set; }

    public StoreLeg Lexical { get; set; }

    public StoreLeg Both { get; set; }

    public StoreLeg Scans { get; set; }

    public List<VectorQuery> Asked { get; } = [];

    public List<ScanOptions?> Scanned { get; } = [];

    public override async IAsyncEnumerable<VectorMatch> SearchAsync(
        string collection, VectorQuery query, AccessScope scope, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        lock (Asked) Asked.Add(query);
        await BehaveAsync(query.Vector is null ? Lexical : query.Text is null ? Vector : Both, collection);
        await foreach (var match in base.SearchAsync(collection, query, scope, cancellationToken)) yield return match;
    }

    public override async IAsyncEnumerable<VectorRecord> ScanAsync(
        string collection, AccessScope scope, ScanOptions? options = null, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        Scanned.Add(options);
        await BehaveAsync(Scans, collection);
        await foreach (var record in base.ScanAsync(collection, scope, options, cancellationToken)) yield return record;
    }

    // One that hangs does not listen to its token either.
    private static Task BehaveAsync(StoreLeg leg, string collection) => leg switch
    {
        StoreLeg.Fails => throw new VectorStoreException("test", collection, "search", "The index is being rebuilt.", isTransient: true),
        StoreLeg.Hangs => new TaskCompletionSource().Task,
        _ => Task.CompletedTask,
    };
}

/// <summary>What a leg of a store does.</summary>
public enum StoreLeg
{
    Works,
    Fails,
    Hangs,
}
