using System.Runtime.CompilerServices;

namespace Edify.Rag.Hosting.Ingestion.Resilience;

/// <summary>A vector store whose calls are repeated: all of them can be, since an id decides what a record replaces.</summary>
internal sealed class ResilientStore(IVectorStore inner, ServiceCalls calls) : IVectorStore
{
    public VectorStoreCapabilities Capabilities => inner.Capabilities;

    public Task EnsureCollectionAsync(CollectionDefinition collection, CancellationToken cancellationToken = default) =>
        RunAsync(token => inner.EnsureCollectionAsync(collection, token), cancellationToken);

    public Task<CollectionInfo?> GetCollectionAsync(string collection, CancellationToken cancellationToken = default) =>
        RunAsync(token => inner.GetCollectionAsync(collection, token), cancellationToken);

    public Task<CollectionSize> MeasureCollectionAsync(string collection, CancellationToken cancellationToken = default) =>
        RunAsync(token => inner.MeasureCollectionAsync(collection, token), cancellationToken);

    public Task<bool> DropCollectionAsync(string collection, CancellationToken cancellationToken = default) =>
        RunAsync(token => inner.DropCollectionAsync(collection, token), cancellationToken);

    public Task UpsertAsync(string collection, IReadOnlyList<VectorRecord> records, CancellationToken cancellationToken = default) =>
        RunAsync(token => inner.UpsertAsync(collection, records, token), cancellationToken);

    public Task<long> DeleteAsync(string collection, VectorFilter filter, CancellationToken cancellationToken = default) =>
        RunAsync(token => inner.DeleteAsync(collection, filter, token), cancellationToken);

    public Task<long> UpdateFieldsAsync(
        string collection, VectorFilter filter, IReadOnlyDictionary<string, FieldValue> fields, CancellationToken cancellationToken = default) =>
        RunAsync(token => inner.UpdateFieldsAsync(collection, filter, fields, token), cancellationToken);

    // Questions have a policy of their own, which does not wait this long.
    public IAsyncEnumerable<VectorMatch> SearchAsync(string collection, VectorQuery query, AccessScope scope, CancellationToken cancellationToken = default) =>
        inner.SearchAsync(collection, query, scope, cancellationToken);

    public async IAsyncEnumerable<VectorRecord> ScanAsync(
        string collection, AccessScope scope, ScanOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        IAsyncEnumerator<VectorRecord>? walk = null;
        Guid? last = null;
        try
        {
            while (await NextAsync().ConfigureAwait(false) is { } record)
            {
                last = record.Id;
                yield return record;
            }
        }
        finally
        {
            if (walk is not null) await walk.DisposeAsync().ConfigureAwait(false);
        }

        async ValueTask<VectorRecord?> NextAsync()
        {
            try
            {
                if (walk is not null) return await walk.MoveNextAsync().ConfigureAwait(false) ? walk.Current : null;
            }
            catch (Exception e) when (!cancellationToken.IsCancellationRequested && TransientFaults.Classify(e, cancellationToken).IsTransient)
            {
                await ForgetAsync().ConfigureAwait(false);
            }

            return await calls.RunAsync(_ => RestartAsync(), cancellationToken).ConfigureAwait(false);
        }

        // Records come in order of their ids, so that a walk goes on behind the last one, whatever was written meanwhile.
        async ValueTask<VectorRecord?> RestartAsync()
        {
            await ForgetAsync().ConfigureAwait(false);
            walk = inner.ScanAsync(collection, scope, options, cancellationToken).GetAsyncEnumerator(cancellationToken);
            while (await walk.MoveNextAsync().ConfigureAwait(false))
            {
                if (last is not { } id || walk.Current.Id.CompareTo(id) > 0) return walk.Current;
            }

            return null;
        }

        async ValueTask ForgetAsync()
        {
            if (walk is null) return;
            var broken = walk;
            walk = null;
            await broken.DisposeAsync().ConfigureAwait(false);
        }
    }

    public Task<long> CountAsync(string collection, AccessScope scope, VectorFilter? filter = null, CancellationToken cancellationToken = default) =>
        RunAsync(token => inner.CountAsync(collection, scope, filter, token), cancellationToken);

    public Task CompactAsync(string collection, CancellationToken cancellationToken = default) => inner.CompactAsync(collection, cancellationToken);

    public Task CheckAsync(CancellationToken cancellationToken = default) => inner.CheckAsync(cancellationToken);

    private Task RunAsync(Func<CancellationToken, Task> call, CancellationToken cancellationToken) =>
        calls.RunAsync(token => new ValueTask(call(token)), cancellationToken).AsTask();

    private Task<TResult> RunAsync<TResult>(Func<CancellationToken, Task<TResult>> call, CancellationToken cancellationToken) =>
        calls.RunAsync(token => new ValueTask<TResult>(call(token)), cancellationToken).AsTask();
}
