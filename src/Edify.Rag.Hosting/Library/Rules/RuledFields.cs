using System.Collections.Frozen;

namespace Edify.Rag.Hosting.Library.Rules;

/// <summary>What records carry of a rule: its target, and the access that their own file gives, for the day it is taken back.</summary>
internal static class RuledFields
{
    /// <summary>The target of the rule whose access the record has; absent where its own file decides.</summary>
    public const string Rule = "access_rule";

    /// <summary>What <see cref="RagFields.Allow"/> would be without the rule.</summary>
    public const string OwnAllow = "access_own_allow";

    /// <summary>What <see cref="RagFields.Deny"/> would be without the rule.</summary>
    public const string OwnDeny = "access_own_deny";

    private static readonly FrozenSet<string> Ours = FrozenSet.Create(StringComparer.Ordinal, Rule, OwnAllow, OwnDeny);

    /// <summary>Whether only rules may set a field: no template and no metadata of a blob.</summary>
    public static bool IsOurs(string field) => Ours.Contains(field);

    /// <summary>The access that the document's own file gives.</summary>
    public static DocumentAccess OwnOf(IReadOnlyDictionary<string, FieldValue> fields)
    {
        if (!HasRule(fields)) return DocumentAccess.Of(fields);
        var own = new Dictionary<string, FieldValue>(StringComparer.Ordinal);
        if (fields.TryGetValue(OwnAllow, out var allow)) own[RagFields.Allow] = allow;
        if (fields.TryGetValue(OwnDeny, out var deny)) own[RagFields.Deny] = deny;
        return DocumentAccess.Of(own);
    }

    /// <summary>An update to what a rule says; both states are said in full, so that nothing of the one before stays.</summary>
    /// <param name="rule">The rule; <see langword="null"/> where the document's own file decides.</param>
    /// <param name="own">The access that the file gives.</param>
    public static Dictionary<string, FieldValue> UpdateTo(AccessRule? rule, DocumentAccess own)
    {
        var fields = new Dictionary<string, FieldValue>((rule?.Access ?? own).ToFields(), StringComparer.Ordinal);
        fields[Rule] = rule is null ? FieldValue.Many() : rule.Target;
        fields[OwnAllow] = FieldValue.Many(rule is null ? [] : own.Allow ?? []);
        fields[OwnDeny] = FieldValue.Many(rule is null ? [] : own.Deny);
        return fields;
    }

    /// <summary>A new record as the rule has it; the same one where there is nothing to change.</summary>
    public static VectorRecord Apply(VectorRecord record, AccessRule? rule)
    {
        if (rule is null && !Ours.Any(record.Fields.ContainsKey)) return record;
        var fields = new Dictionary<string, FieldValue>(record.Fields, StringComparer.Ordinal);
        foreach (var field in Ours) fields.Remove(field);
        if (rule is not null)
        {
            foreach (var (field, value) in UpdateTo(rule, DocumentAccess.Of(fields)))
            {
                if (value.Items is { Count: 0 }) fields.Remove(field);
                else fields[field] = value;
            }
        }

        return record with { Fields = fields };
    }

    private static bool HasRule(IReadOnlyDictionary<string, FieldValue> fields) =>
        fields.TryGetValue(Rule, out var rule) && rule.Kind == FieldKind.Text;
}
