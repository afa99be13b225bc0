namespace Edify.Rag.Hosting.Library.Rules;

/// <summary>Brings the records of documents to what the rules say: by updates of fields, grouped by what they are to be.</summary>
internal sealed class RuleApplying(IVectorStore store, string collection, IAccessRuleStore rules)
{
    private const int DocumentsAtOnce = 500;

    private static readonly VectorFilter First = VectorFilter.Equal(RagFields.Ordinal, 0L);

    /// <param name="tenant">The tenant.</param>
    /// <param name="target">What to look at: the target of a rule; <see langword="null"/> for whatever a rule concerns or has concerned.</param>
    /// <param name="cancellationToken">Stops it half-way; doing it again does the rest.</param>
    /// <returns>How many documents of the collection in use have another access now.</returns>
    public async Task<int> ApplyAsync(string tenant, string? target, CancellationToken cancellationToken)
    {
        var changed = new HashSet<Guid>();
        while (true)
        {
            var current = await rules.ListAsync(tenant, cancellationToken).ConfigureAwait(false);
            var index = new RuleIndex(current);
            var names = await CollectionFamily.NamesAsync(store, collection, cancellationToken).ConfigureAwait(false);
            foreach (var name in names.Reverse()) // the one in use last, so that what it says is told
                await ApplyAsync(name, tenant, target, index, name == names[0] ? changed : [], cancellationToken).ConfigureAwait(false);

            // Another machine may have set a rule meanwhile, and found records that were not yet what this call made them.
            if (current.SequenceEqual(await rules.ListAsync(tenant, cancellationToken).ConfigureAwait(false))) return changed.Count;
        }
    }

    private async Task ApplyAsync(string name, string tenant, string? target, RuleIndex index, HashSet<Guid> changed, CancellationToken cancellationToken)
    {
        var groups = new Dictionary<(AccessRule? Rule, DocumentAccess Own), HashSet<Guid>>();
        var scan = store.ScanAsync(name, AccessScope.ForSystem(tenant, "access rules"), new() { Filter = Among(target) }, cancellationToken);
        await foreach (var record in scan.ConfigureAwait(false))
        {
            if (record.TextOf(RagFields.Name) is not { } document || !Guid.TryParse(record.TextOf(RagFields.Document), out var id)) continue;
            var rule = index.Find(document);
            if (target is null ? rule is null && record.TextOf(RuledFields.Rule) is null : !new AccessRule(target, DocumentAccess.ByRules).Concerns(document)) continue;

            var own = RuledFields.OwnOf(record.Fields);
            if (!DocumentAccess.Of(record.Fields).Equals(rule?.Access ?? own)) changed.Add(id);
            if (!groups.TryGetValue((rule, own), out var documents)) groups[(rule, own)] = documents = [];
            documents.Add(id);
        }

        // Those too whose first record has it already: a call that failed half-way may have left others behind.
        foreach (var ((rule, own), documents) in groups)
        {
            var fields = RuledFields.UpdateTo(rule, own);
            foreach (var part in documents.Chunk(DocumentsAtOnce))
                await store.UpdateFieldsAsync(name, FieldFilter.Documents(tenant, part), fields, cancellationToken).ConfigureAwait(false);
        }
    }

    // Names of a folder lie between it and what follows it when '/' is taken for the next character, '0'.
    private VectorFilter Among(string? target) => target switch
    {
        null => First,
        _ when !target.EndsWith('/') => First & VectorFilter.Equal(RagFields.Name, target),
        _ when store.Capabilities.HasFlag(VectorStoreCapabilities.Ranges) => First & VectorFilter.Range(RagFields.Name, target, string.Concat(target.AsSpan(0, target.Length - 1), "0")),
        _ => First,
    };
}
