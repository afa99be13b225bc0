using Edify.Rag.Hosting.Ingestion.Resilience;

namespace Edify.Rag.Hosting.Library.Rules;

/// <summary>Writes records of documents as the access rules have them.</summary>
/// <remarks>
/// Within a process the gate keeps changes of access out while a batch is written. Another process may change a rule in that moment:
/// rules are looked up again after the batch, and what was written under an old one is corrected before the call returns.
/// </remarks>
internal sealed class RuledWriting(IAccessRuleStore? rules, AccessGate gate)
{
    /// <summary>Writes records as they are.</summary>
    public static RuledWriting Plain { get; } = new(null, new());

    /// <summary>The same, looking rules up by calls that are repeated.</summary>
    public RuledWriting Through(ServiceCalls calls) => rules is null ? this : new(new ResilientRules(rules, calls), gate);

    public async Task UpsertAsync(IVectorStore store, string collection, IReadOnlyList<VectorRecord> records, CancellationToken cancellationToken)
    {
        if (rules is null)
        {
            await store.UpsertAsync(collection, records, cancellationToken).ConfigureAwait(false);
            return;
        }

        using var pass = await gate.EnterAsync(cancellationToken).ConfigureAwait(false);
        foreach (var ofTenant in records.GroupBy(r => r.TextOf(RagFields.Tenant) ?? string.Empty, StringComparer.Ordinal).Select(g => new Batch(g.Key, [.. g])))
        {
            var before = await FindAsync(ofTenant, cancellationToken).ConfigureAwait(false);
            await store.UpsertAsync(collection, [.. ofTenant.Records.Select(r => RuledFields.Apply(r, before.Find(NameOf(r))))], cancellationToken).ConfigureAwait(false);
            await CorrectAsync(store, collection, ofTenant, before, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Updates fields of one document. Where the access that its own file gives is among them, it becomes that of its rule.</summary>
    public async Task<long> UpdateFieldsAsync(
        IVectorStore store, string collection, LedgerKey key, VectorFilter filter, Dictionary<string, FieldValue> fields, CancellationToken cancellationToken)
    {
        if (rules is null || !fields.ContainsKey(RagFields.Allow) || !fields.ContainsKey(RagFields.Deny))
            return await store.UpdateFieldsAsync(collection, filter, fields, cancellationToken).ConfigureAwait(false);
        using var pass = await gate.EnterAsync(cancellationToken).ConfigureAwait(false);
        var own = DocumentAccess.Of(fields);
        while (true)
        {
            var rule = await FindAsync(key, cancellationToken).ConfigureAwait(false);
            foreach (var (field, value) in RuledFields.UpdateTo(rule, own)) fields[field] = value;
            var updated = await store.UpdateFieldsAsync(collection, filter, fields, cancellationToken).ConfigureAwait(false);
            if (rule == await FindAsync(key, cancellationToken).ConfigureAwait(false)) return updated;
        }
    }

    private async Task CorrectAsync(IVectorStore store, string collection, Batch batch, RuleIndex before, CancellationToken cancellationToken)
    {
        while (true)
        {
            var after = await FindAsync(batch, cancellationToken).ConfigureAwait(false);
            var changed = batch.Records.Where(r => before.Find(NameOf(r)) != after.Find(NameOf(r))).GroupBy(r => r.TextOf(RagFields.Document) ?? string.Empty).ToList();
            if (changed.Count == 0) return;
            foreach (var document in changed)
            {
                var record = document.First();
                var filter = VectorFilter.Equal(RagFields.Tenant, batch.Tenant) & VectorFilter.Equal(RagFields.Document, document.Key);
                await store.UpdateFieldsAsync(collection, filter, RuledFields.UpdateTo(after.Find(NameOf(record)), DocumentAccess.Of(record.Fields)), cancellationToken).ConfigureAwait(false);
            }

            before = after;
        }
    }

    private async ValueTask<RuleIndex> FindAsync(Batch batch, CancellationToken cancellationToken) =>
        new(await rules!.FindAsync(batch.Tenant, batch.Names, cancellationToken).ConfigureAwait(false));

    private async ValueTask<AccessRule?> FindAsync(LedgerKey key, CancellationToken cancellationToken) =>
        new RuleIndex(await rules!.FindAsync(key.Tenant, [key.Name], cancellationToken).ConfigureAwait(false)).Find(key.Name);

    private static string NameOf(VectorRecord record) => record.TextOf(RagFields.Name) ?? string.Empty;

    private sealed record Batch(string Tenant, List<VectorRecord> Records)
    {
        public IReadOnlyCollection<string> Names { get; } = Records.Select(NameOf).ToHashSet(StringComparer.Ordinal);
    }
}
