using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Npgsql;

namespace Edify.Rag.WorkerProcess;

/// <summary>A test double that several processes can write: a plain table, and every question answered by looking at its rows.</summary>
public sealed partial class TableVectorStore(string connectionString, string schema) : IVectorStore, IAsyncDisposable
{
    private readonly NpgsqlDataSource _database = NpgsqlDataSource.Create(connectionString);

    public VectorStoreCapabilities Capabilities =>
        VectorStoreCapabilities.ArrayFields | VectorStoreCapabilities.Ranges | VectorStoreCapabilities.Negation | VectorStoreCapabilities.SharedWriters;

    /// <summary>How long each write takes longer than it would, so that there is time to disturb it.</summary>
    public TimeSpan Pace { get; init; }

    /// <summary>Waited for before fields are written.</summary>
    public Func<CancellationToken, Task>? BeforeFields { get; init; }

    public async Task EnsureCollectionAsync(CollectionDefinition collection, CancellationToken cancellationToken = default)
    {
        CheckName(collection.Name);
        await ExecuteAsync($"""
            BEGIN;
            SELECT pg_advisory_xact_lock(hashtext('{schema}'));
            CREATE SCHEMA IF NOT EXISTS "{schema}";
            CREATE TABLE IF NOT EXISTS "{schema}".vector_collections (name text PRIMARY KEY, dimension integer NOT NULL, embedder text NOT NULL);
            CREATE TABLE IF NOT EXISTS "{schema}".vector_records (collection text, id uuid, document text, content bytea NOT NULL, vector real[] NOT NULL, PRIMARY KEY (collection, id));
            CREATE INDEX IF NOT EXISTS vector_documents ON "{schema}".vector_records (collection, document);
            COMMIT;
            """, cancellationToken);
        await ExecuteAsync($"INSERT INTO \"{schema}\".vector_collections VALUES ($1, $2, $3) ON CONFLICT DO NOTHING", cancellationToken, collection.Name, collection.Dimension, collection.Embedder);
        var found = (await GetCollectionAsync(collection.Name, cancellationToken))!;
        if (found.Dimension != collection.Dimension || found.Embedder != collection.Embedder)
        {
            throw Error(collection.Name, "ensure collection",
                $"The collection '{collection.Name}' is of dimension {found.Dimension} and {found.Embedder}, not {collection.Dimension} and {collection.Embedder}.");
        }
    }

    public async Task<CollectionInfo?> GetCollectionAsync(string collection, CancellationToken cancellationToken = default)
    {
        CheckName(collection);
        var sql = $"SELECT dimension, embedder FROM \"{schema}\".vector_collections WHERE name = $1";
        try
        {
            var found = await ReadAsync(sql, row => new CollectionInfo(collection, row.GetInt32(0), row.GetString(1)), cancellationToken, collection);
            return found.SingleOrDefault();
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.UndefinedTable)
        {
            return null; // nobody has made one yet
        }
    }

    public async Task<CollectionSize> MeasureCollectionAsync(string collection, CancellationToken cancellationToken = default)
    {
        CheckName(collection);
        await NeedAsync(collection, "measure collection", cancellationToken);
        return (await ReadAsync($"SELECT count(*) FROM \"{schema}\".vector_records WHERE collection = $1", row => new CollectionSize(row.GetInt64(0), 0), cancellationToken, collection))[0];
    }

    public async Task<bool> DropCollectionAsync(string collection, CancellationToken cancellationToken = default)
    {
        CheckName(collection);
        await ExecuteAsync($"DELETE FROM \"{schema}\".vector_records WHERE collection = $1", cancellationToken, collection);
        return await ExecuteAsync($"DELETE FROM \"{schema}\".vector_collections WHERE name = $1", cancellationToken, collection) > 0;
    }

    public async Task UpsertAsync(string collection, IReadOnlyList<VectorRecord> records, CancellationToken cancellationToken = default)
    {
        var info = await NeedAsync(collection, "upsert", cancellationToken);
        var last = records.GroupBy(r => r.Id, (_, same) => same.Last()).OrderBy(r => r.Id).ToList();
        if (records.Any(r => !Fits(r.Vector, info))) throw new ArgumentException($"The vectors must have {info.Dimension} finite numbers, not all 0.", nameof(records));
        if (Pace > TimeSpan.Zero) await Task.Delay(Pace, cancellationToken);
        await using var connection = await _database.OpenConnectionAsync(cancellationToken);
        await using var batch = new NpgsqlBatch(connection);
        foreach (var record in last) batch.BatchCommands.Add(Upsert(collection, record));
        if (last.Count > 0) await batch.ExecuteNonQueryAsync(cancellationToken);
    }

    public Task<long> DeleteAsync(string collection, VectorFilter filter, CancellationToken cancellationToken = default) =>
        ChangeAsync(collection, "delete", filter, (record, commands) => commands.Add(
            Command($"DELETE FROM \"{schema}\".vector_records WHERE collection = $1 AND id = $2", collection, record.Id)), cancellationToken);

    public async Task<long> UpdateFieldsAsync(
        string collection, VectorFilter filter, IReadOnlyDictionary<string, FieldValue> fields, CancellationToken cancellationToken = default)
    {
        if (BeforeFields is { } before) await before(cancellationToken);
        return await ChangeAsync(collection, "update fields", filter, (record, commands) =>
        {
            var changed = new Dictionary<string, FieldValue>(record.Fields);
            foreach (var (name, value) in fields)
            {
                if (value.Items is { Count: 0 }) changed.Remove(name);
                else changed[name] = value;
            }

            commands.Add(Upsert(collection, record with { Fields = changed }));
        }, cancellationToken);
    }

    public async IAsyncEnumerable<VectorMatch> SearchAsync(
        string collection, VectorQuery query, AccessScope scope, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        if (query.Text is not null || query.Vector is not { } wanted) throw new ArgumentException("This store searches by vectors alone.", nameof(query));
        ArgumentOutOfRangeException.ThrowIfLessThan(query.Limit, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(query.Limit, VectorQuery.MaxLimit);
        var info = await NeedAsync(collection, "search", cancellationToken);
        if (query.MinSimilarity is { } least && !(least is >= -1 and <= 1)) throw new ArgumentOutOfRangeException(nameof(query), least, "A similarity lies within -1 and 1.");
        if (query.Embedder is { } maker && maker != info.Embedder) throw new ArgumentException($"The vector is of '{maker}', and the collection was made for '{info.Embedder}'.", nameof(query));
        if (!Fits(wanted, info)) throw new ArgumentException($"The vector must have {info.Dimension} finite numbers, not all 0.", nameof(query));
        var records = await RowsAsync(collection, scope.Filter & query.Filter, cancellationToken);
        var best = records
            .Select(r => (Record: r, Similarity: Cosine(r.Vector.Span, wanted.Span)))
            .Where(r => r.Similarity >= (query.MinSimilarity ?? float.MinValue))
            .OrderByDescending(r => r.Similarity).ThenBy(r => r.Record.Id).Take(query.Limit);
        foreach (var (record, similarity) in best)
            yield return new(record with { Vector = default }, similarity) { Similarity = similarity };
    }

    public async IAsyncEnumerable<VectorRecord> ScanAsync(
        string collection, AccessScope scope, ScanOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await NeedAsync(collection, "scan", cancellationToken);
        foreach (var record in await RowsAsync(collection, scope.Filter & (options ?? new()).Filter, cancellationToken))
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return options is { IncludeVectors: true } ? record : record with { Vector = default };
        }
    }

    public async Task<long> CountAsync(string collection, AccessScope scope, VectorFilter? filter = null, CancellationToken cancellationToken = default)
    {
        await NeedAsync(collection, "count", cancellationToken);
        return (await RowsAsync(collection, scope.Filter & (filter ?? VectorFilter.All), cancellationToken)).Count;
    }

    public Task CheckAsync(CancellationToken cancellationToken = default) => ExecuteAsync("SELECT 1", cancellationToken);

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    private static bool Fits(ReadOnlyMemory<float> vector, CollectionInfo info) =>
        vector.Length == info.Dimension && vector.Span.ContainsAnyExcept(0f) && !vector.ToArray().Any(x => !float.IsFinite(x));

    private static float Cosine(ReadOnlySpan<float> left, ReadOnlySpan<float> right)
    {
        var (product, leftSquares, rightSquares) = (0.0, 0.0, 0.0);
        for (var i = 0; i < left.Length; i++)
        {
            product += (double)left[i] * right[i];
            leftSquares += (double)left[i] * left[i];
            rightSquares += (double)right[i] * right[i];
        }

        return (float)Math.Clamp(product / (Math.Sqrt(leftSquares) * Math.Sqrt(rightSquares)), -1, 1);
    }

    private static void CheckName(string name)
    {
        if (!Names().IsMatch(name)) throw new ArgumentException($"'{name}' is no name of a collection.", nameof(name));
    }

    [GeneratedRegex(@"\A[a-z0-9][a-z0-9_-]{0,62}\z")]
    private static partial Regex Names();
}
