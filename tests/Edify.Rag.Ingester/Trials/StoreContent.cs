using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using Edify.Rag.Ingester.Work;
using Microsoft.Extensions.DependencyInjection;

namespace Edify.Rag.Ingester.Trials;

/// <summary>All that a state directory holds: each record, bit by bit, and which documents the ledger calls ingested.</summary>
public sealed class StoreContent
{
    private const string Collection = "documents";

    private readonly Dictionary<Guid, (string Document, string Digest)> _records = [];
    private readonly Dictionary<string, string> _ledger = [];

    private StoreContent()
    {
    }

    /// <summary>Number of records.</summary>
    public int Records => _records.Count;

    /// <summary>Number of documents that the ledger calls ingested.</summary>
    public int Documents => _ledger.Count;

    public static async Task<StoreContent> ReadAsync(string state)
    {
        var content = new StoreContent();
        await using var services = new ServiceCollection().AddEdifyRag(rag => rag.UseStateDirectory(state)).BuildServiceProvider();
        await foreach (var entry in services.GetRag<IIngestionLedger>().ListAsync(IngesterCommand.Tenant))
        {
            if (entry.Status == LedgerStatus.Ingested)
                content._ledger.Add(entry.Key.Name, FormattableString.Invariant($"{entry.ETag} {entry.Size} {entry.Fingerprint} {entry.Chunks}"));
        }

        var store = services.GetRag<IVectorStore>();
        if (await store.GetCollectionAsync(Collection) is null) return content;
        var scope = AccessScope.ForSystem(IngesterCommand.Tenant, "trial");
        await foreach (var record in store.ScanAsync(Collection, scope, new ScanOptions { IncludeVectors = true }))
            content._records.Add(record.Id, (record.Fields[RagFields.Name].AsText(), Digest(record)));
        return content;
    }

    /// <summary>What is not as in another store: records lost, added or changed, and documents that the ledger tells differently.</summary>
    public IReadOnlyList<string> DifferencesFrom(StoreContent wanted)
    {
        var differences = new List<string>();
        differences.AddRange(wanted._records.Where(r => !_records.ContainsKey(r.Key)).Select(r => $"lost: {r.Key} of {r.Value.Document}"));
        differences.AddRange(_records.Where(r => !wanted._records.ContainsKey(r.Key)).Select(r => $"too many: {r.Key} of {r.Value.Document}"));
        differences.AddRange(wanted._records.Where(r => _records.TryGetValue(r.Key, out var own) && own != r.Value).Select(r => $"changed: {r.Key} of {r.Value.Document}"));
        differences.AddRange(wanted._ledger.Where(e => _ledger.GetValueOrDefault(e.Key) != e.Value).Select(e => $"ledger: {e.Key} is not as it should be"));
        differences.AddRange(_ledger.Keys.Where(name => !wanted._ledger.ContainsKey(name)).Select(name => $"ledger: {name} should not be there"));
        return differences;
    }

    /// <summary>Documents that the ledger calls ingested without all of their records, as another store has them, or with others.</summary>
    public IReadOnlyList<string> HalfWritten(StoreContent whole)
    {
        var (own, wanted) = (ByDocument(), whole.ByDocument());
        return [.. _ledger.Keys.Where(name => !own[name].ToHashSet().SetEquals(wanted[name]))];
    }

    private ILookup<string, (Guid, string)> ByDocument() => _records.ToLookup(r => r.Value.Document, r => (r.Key, r.Value.Digest));

    private static string Digest(VectorRecord record)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Append(hash, record.Text);
        foreach (var (name, value) in record.Fields.OrderBy(f => f.Key, StringComparer.Ordinal))
        {
            Append(hash, name);
            Append(hash, $"{value.Kind} {value}");
        }

        hash.AppendData(MemoryMarshal.AsBytes(record.Vector.Span));
        return Convert.ToHexString(hash.GetHashAndReset());
    }

    // With its length, so that two texts are never taken for another two.
    private static void Append(IncrementalHash hash, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        hash.AppendData(BitConverter.GetBytes(bytes.Length));
        hash.AppendData(bytes);
    }
}
