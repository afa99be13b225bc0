namespace Edify.Rag.Hosting.Library;

/// <summary>Documents that have no records to say who sees them: they failed, or hold no text. Closed to all but administrators, unless a rule says more.</summary>
internal sealed class UnreadDocuments(IAccessRuleStore rules)
{
    /// <summary>Whether a scope could see any of them: one that is not an administrator's needs no look.</summary>
    public static bool MaySee(AccessScope scope) => Admits(scope, new(scope.Tenant, "-", "-"), DocumentAccess.Closed);

    public async Task<HashSet<LedgerKey>> VisibleAsync(AccessScope scope, IReadOnlyList<LedgerKey> keys, CancellationToken cancellationToken)
    {
        if (keys.Count == 0 || !MaySee(scope)) return [];
        var index = new Rules.RuleIndex(await rules.FindAsync(scope.Tenant, [.. keys.Select(k => k.Name).Distinct(StringComparer.Ordinal)], cancellationToken).ConfigureAwait(false));
        return [.. keys.Where(key => Admits(scope, key, Restricted(index.Find(key.Name)?.Access)))];
    }

    // A rule that leaves it to the roles does not tell what the file itself would say.
    private static DocumentAccess Restricted(DocumentAccess? rule) =>
        rule is null ? DocumentAccess.Closed : DocumentAccess.Create(rule.Allow ?? DocumentAccess.Closed.Allow, rule.Deny);

    private static bool Admits(AccessScope scope, LedgerKey key, DocumentAccess access)
    {
        var fields = new Dictionary<string, FieldValue>(access.ToFields(), StringComparer.Ordinal)
        {
            [RagFields.Tenant] = key.Tenant,
            [RagFields.Source] = key.Source,
            [RagFields.Document] = key.DocumentId.ToString(),
            [RagFields.Name] = key.Name,
        };
        return scope.Admits(fields);
    }
}
