using Edify.Rag.Hosting.Library.Rules;

namespace Edify.Rag.Hosting.Library;

/// <summary>Says whether a user may upload a file under a name: a good name, a place that the user sees, and nobody else's document.</summary>
internal sealed class UploadRules(IBlobSource source, IMetadataExtractor metadata, IIngestionLedger ledger, IAccessRuleStore rules, IPermissionCheck permissions, TimeProvider time)
{
    // The same words for all that is not the user's to know.
    private const string NotHere = "You may not upload a file under this name.";

    /// <summary>What is needed to write a document, or one's own file.</summary>
    /// <param name="user">The user.</param>
    /// <param name="fields">What the document's place tells.</param>
    public static string PermissionFor(RagUser user, IReadOnlyDictionary<string, FieldValue> fields)
    {
        FieldValue personal = RagModules.Personal, self = user.Id;
        var isOwn = fields.TryGetValue(RagFields.Module, out var module) && module.Equals(personal) && fields.TryGetValue(RagFields.Owner, out var owner) && owner.Equals(self);
        return isOwn ? RagPermissions.FilesWrite : RagPermissions.DocumentsWrite;
    }

    public async Task<UploadTarget> CheckAsync(RagUser user, AccessScope scope, string name, Func<LedgerKey, Task<bool>> isVisible, CancellationToken cancellationToken)
    {
        var (normal, fault) = UploadNames.Check(name);
        if (fault is not null) return new(IsAllowed: false, normal, fault);

        var key = new LedgerKey(scope.Tenant, source.Location, normal);
        var fields = await FieldsAsync(key, cancellationToken).ConfigureAwait(false);
        if (scope.IsEmpty || !scope.Admits(fields)) return new(IsAllowed: false, normal, NotHere);
        if (!(await permissions.CheckAsync(user, PermissionFor(user, fields), cancellationToken).ConfigureAwait(false)).IsGranted) return new(IsAllowed: false, normal, NotHere);

        var isTaken = await ledger.FindAsync(key, cancellationToken).ConfigureAwait(false) is not null;
        return isTaken && !await isVisible(key).ConfigureAwait(false) ? new(IsAllowed: false, normal, NotHere) : new(IsAllowed: true, normal, string.Empty);
    }

    /// <summary>What the document would tell of itself to the rules of access, as far as its name says it.</summary>
    private async Task<IReadOnlyDictionary<string, FieldValue>> FieldsAsync(LedgerKey key, CancellationToken cancellationToken)
    {
        var fields = metadata.Extract(new(key.Name, 0, string.Empty, time.GetUtcNow()))
            .Where(f => !RagFields.Reserved.Contains(f.Key) && !RuledFields.IsOurs(f.Key)).ToDictionary(StringComparer.Ordinal);
        fields[RagFields.Tenant] = key.Tenant;
        fields[RagFields.Source] = key.Source;
        fields[RagFields.Document] = key.DocumentId.ToString();
        fields[RagFields.Name] = key.Name;
        var rule = new RuleIndex(await rules.FindAsync(key.Tenant, [key.Name], cancellationToken).ConfigureAwait(false)).Find(key.Name);
        foreach (var (field, value) in (rule?.Access ?? DocumentAccess.ByRules).ToFields()) fields[field] = value;
        return fields;
    }
}
