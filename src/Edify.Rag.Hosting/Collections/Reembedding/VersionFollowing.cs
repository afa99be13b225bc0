using Edify.Rag.Hosting.Ingestion;
using Edify.Rag.Hosting.Ingestion.Planning;

namespace Edify.Rag.Hosting.Collections.Reembedding;

/// <summary>What the versions of a tenant's documents become under another embedder.</summary>
/// <remarks>
/// A version names what a document was processed with, the embedder among it. The records of a collection of another embedder carry
/// the versions that ingestion with that one would give, so that it finds nothing to do.
/// </remarks>
internal sealed class VersionFollowing
{
    private readonly Dictionary<string, string> _next = new(StringComparer.Ordinal);

    public static async Task<VersionFollowing> ReadAsync(IIngestionLedger ledger, string tenant, string embedder, CancellationToken cancellationToken)
    {
        var following = new VersionFollowing();
        await foreach (var entry in ledger.ListAsync(tenant, cancellationToken: cancellationToken).ConfigureAwait(false))
        {
            if (Follow(entry, embedder) is { } next && next != entry) following._next[StoredVersion.Of(entry)] = StoredVersion.Of(next);
        }

        return following;
    }

    /// <summary>The entry as it is under another embedder; <see langword="null"/> where the document is not whole in the store.</summary>
    public static LedgerEntry? Follow(LedgerEntry entry, string embedder) =>
        entry.Status == LedgerStatus.Ingested && FingerprintComparison.WithEmbedder(entry.Fingerprint, embedder) is { } fingerprint
            ? entry with { Fingerprint = fingerprint }
            : null;

    /// <summary>The record with the versions that it has under the other embedder.</summary>
    public VectorRecord Apply(VectorRecord record)
    {
        if (!record.Fields.TryGetValue(RagFields.Version, out var field) || field.Items is not { } versions || !versions.Any(_next.ContainsKey)) return record;
        return record with
        {
            Fields = new Dictionary<string, FieldValue>(record.Fields, StringComparer.Ordinal)
            {
                [RagFields.Version] = FieldValue.Many(versions.Select(version => _next.GetValueOrDefault(version, version)).Distinct(StringComparer.Ordinal)),
            },
        };
    }
}
