using System.Globalization;
using System.Net;
using System.Text.Json;
using Edify.Rag.Qdrant.Connection;
using Edify.Rag.Shared.Vectors;

namespace Edify.Rag.Qdrant.Snapshots;

/// <summary>Snapshots by the server's own means.</summary>
internal sealed class QdrantSnapshots(QdrantCalls calls) : IQdrantSnapshots
{
    // A large collection takes its time.
    private static readonly TimeSpan Patience = TimeSpan.FromHours(1);

    private readonly StoreFailures _failures = new(calls.Place);

    public Task<QdrantSnapshot> CreateAsync(string collection, CancellationToken cancellationToken = default) => GuardedAsync(
        collection,
        "create snapshot",
        new QdrantRequest(HttpMethod.Post, $"{Path(collection)}?wait=true") { Patience = Patience, IsRepeatable = false },
        Answers.Result(Read),
        cancellationToken);

    public Task<IReadOnlyList<QdrantSnapshot>> ListAsync(string collection, CancellationToken cancellationToken = default) => GuardedAsync(
        collection,
        "list snapshots",
        QdrantRequest.Get(Path(collection)),
        Answers.Result<IReadOnlyList<QdrantSnapshot>>(result => [.. result.EnumerateArray().Select(Read).OrderBy(s => s.Created).ThenBy(s => s.Name, StringComparer.Ordinal)]),
        cancellationToken);

    public async Task<bool> DeleteAsync(string collection, string snapshot, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(snapshot);
        var there = await ListAsync(collection, cancellationToken).ConfigureAwait(false);
        if (!there.Any(s => s.Name == snapshot)) return false;
        return await GuardedAsync(
            collection, "delete snapshot", QdrantRequest.Delete($"{Path(collection)}/{Uri.EscapeDataString(snapshot)}?wait=true"), Answers.Any, cancellationToken).ConfigureAwait(false);
    }

    private async Task<T> GuardedAsync<T>(string collection, string operation, QdrantRequest request, Func<ReadOnlyMemory<byte>, T> read, CancellationToken cancellationToken)
    {
        try
        {
            return await calls.SendAsync(request, read, cancellationToken).ConfigureAwait(false);
        }
        catch (QdrantFault fault)
        {
            throw fault.Status is HttpStatusCode.NotFound ? _failures.Missing(collection, operation) : _failures.Of(fault, collection, operation);
        }
    }

    private static string Path(string collection)
    {
        CollectionRules.CheckName(collection);
        return $"/collections/{collection}/snapshots";
    }

    // The server tells times in UTC and without saying so.
    private static QdrantSnapshot Read(JsonElement json) => new(
        json.GetProperty("name").GetString()!,
        json.GetProperty("size").GetInt64(),
        json.TryGetProperty("creation_time", out var created) && created.ValueKind == JsonValueKind.String
            ? DateTimeOffset.Parse(created.GetString()!, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal)
            : null);
}
