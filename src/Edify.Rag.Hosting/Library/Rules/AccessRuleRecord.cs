using System.Text.Json;
using System.Text.Json.Serialization;

namespace Edify.Rag.Hosting.Library.Rules;

/// <summary>One record of the rules' journal: a rule, or its target alone when it was taken back.</summary>
internal sealed record AccessRuleRecord(string Tenant, string Target, bool IsGone)
{
    public IReadOnlyList<string>? Allow { get; init; }

    public IReadOnlyList<string> Deny { get; init; } = [];

    public static AccessRuleRecord Of(string tenant, AccessRule rule) => new(tenant, rule.Target, IsGone: false) { Allow = rule.Access.Allow, Deny = rule.Access.Deny };

    /// <exception cref="FormatException">It names what is no principal.</exception>
    public AccessRule ToRule() => new(Target, DocumentAccess.Create(Allow, Deny));

    public byte[] Encode() => JsonSerializer.SerializeToUtf8Bytes(this, AccessRuleJson.Default.AccessRuleRecord);

    public static AccessRuleRecord Decode(ReadOnlySpan<byte> payload) =>
        JsonSerializer.Deserialize(payload, AccessRuleJson.Default.AccessRuleRecord) ?? throw new JsonException("The record is null.");
}

[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(AccessRuleRecord))]
internal sealed partial class AccessRuleJson : JsonSerializerContext;
