namespace Edify.Rag;

/// <summary>Who sees one document: what its records carry in <see cref="RagFields.Allow"/> and <see cref="RagFields.Deny"/>.</summary>
/// <remarks>
/// Immutable, equal in content. A denial wins over everything; then the document is seen by those whom it allows and by holders
/// of <see cref="RagPermissions.Administration"/>; where it allows nobody in particular, the roles' rules decide.
/// </remarks>
public sealed class DocumentAccess : IEquatable<DocumentAccess>
{
    private DocumentAccess(IReadOnlyList<string>? allow, IReadOnlyList<string> deny) => (Allow, Deny) = (allow, deny);

    /// <summary>The roles' rules decide, and nobody is denied.</summary>
    public static DocumentAccess ByRules { get; } = new(null, []);

    /// <summary>Seen by administrators alone: what a document gets whose own access can't be read.</summary>
    public static DocumentAccess Closed { get; } = new([RagPrincipals.Permission(RagPermissions.Administration)], []);

    /// <summary>Whom the document admits instead of the roles' rules, in ordinal order; <see langword="null"/> where the rules decide.</summary>
    public IReadOnlyList<string>? Allow { get; }

    /// <summary>Whom it refuses, in ordinal order.</summary>
    public IReadOnlyList<string> Deny { get; }

    /// <summary>Makes the access of a document.</summary>
    /// <param name="allow">Principals that see it; an empty list names nobody, which leaves administrators; <see langword="null"/> lets the rules decide.</param>
    /// <param name="deny">Principals that do not see it; a permission is none of them, since a wildcard would have to be denied with it.</param>
    /// <exception cref="FormatException">A text is no principal, or a permission is denied; the message names it.</exception>
    public static DocumentAccess Create(IEnumerable<string>? allow, IEnumerable<string>? deny = null)
    {
        var denied = Canonical(deny ?? []);
        if (denied.FirstOrDefault(p => p.StartsWith("permission:", StringComparison.Ordinal)) is { } permission)
            throw new FormatException($"'{permission}' can't be denied: deny a role, a user, a class or a grade.");
        if (allow is null) return denied.Length == 0 ? ByRules : new(null, denied);
        var allowed = Canonical(allow);
        return new(allowed.Length == 0 ? Closed.Allow : allowed, denied);
    }

    /// <summary>What a record says of its document.</summary>
    /// <param name="fields">The record's fields.</param>
    public static DocumentAccess Of(IReadOnlyDictionary<string, FieldValue> fields)
    {
        ArgumentNullException.ThrowIfNull(fields);
        var allow = TextsOf(fields, RagFields.Allow);
        return new(allow.Count == 0 ? null : allow, [.. TextsOf(fields, RagFields.Deny).Where(p => p != RagPrincipals.SingleUsers)]);
    }

    /// <summary>The fields for an update of the document's records: both, so that what is not there is taken away.</summary>
    public IReadOnlyDictionary<string, FieldValue> ToFields() => new Dictionary<string, FieldValue>(StringComparer.Ordinal)
    {
        [RagFields.Allow] = FieldValue.Many(Allow ?? []),
        [RagFields.Deny] = FieldValue.Many(Deny.Any(p => p.StartsWith("user:", StringComparison.Ordinal)) ? Deny.Append(RagPrincipals.SingleUsers) : Deny),
    };

    /// <inheritdoc/>
    public bool Equals(DocumentAccess? other) =>
        other is not null && (Allow is null) == (other.Allow is null) && (Allow ?? []).SequenceEqual(other.Allow ?? []) && Deny.SequenceEqual(other.Deny);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as DocumentAccess);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = default(HashCode);
        foreach (var principal in Allow ?? []) hash.Add(principal);
        hash.Add(Allow is null);
        foreach (var principal in Deny) hash.Add(principal);
        return hash.ToHashCode();
    }

    /// <inheritdoc/>
    public override string ToString() => $"allow {(Allow is null ? "by rules" : string.Join(", ", Allow))}; deny {(Deny.Count == 0 ? "nobody" : string.Join(", ", Deny))}";

    private static string[] Canonical(IEnumerable<string> texts) =>
        [.. texts.Select(t => RagPrincipals.TryParse(t, out var principal) ? principal : throw new FormatException($"'{Shortened(t)}' is no principal such as role:teacher, user:anna, class:7b, grade:7 or permission:documents:read."))
            .Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    private static string Shortened(string? text) => text is null ? "null" : text.Length <= 60 ? text : $"{text[..60]}…";

    private static IReadOnlyList<string> TextsOf(IReadOnlyDictionary<string, FieldValue> fields, string field) =>
        !fields.TryGetValue(field, out var value) ? [] : value.Items ?? (value.Kind == FieldKind.Text ? [value.AsText()] : []);
}
