using System.Globalization;

namespace Edify.Rag.EndToEnd.Tests.Access;

/// <summary>A school's directory: roles that end, as the user's own attributes tell them.</summary>
internal sealed class RolesByTerm : IRelationSource
{
    private const string Prefix = "until:";

    /// <summary>The attributes of someone whose roles end.</summary>
    public static IReadOnlyDictionary<string, string> AttributesOf(IEnumerable<KeyValuePair<string, DateTimeOffset>> roles) =>
        roles.ToDictionary(r => Prefix + r.Key, r => r.Value.ToString("O", CultureInfo.InvariantCulture), StringComparer.Ordinal);

    public ValueTask<IReadOnlyList<RagRelation>> FindAsync(RagUser user, CancellationToken cancellationToken = default) => ValueTask.FromResult<IReadOnlyList<RagRelation>>(
    [
        .. user.Attributes.Where(a => a.Key.StartsWith(Prefix, StringComparison.Ordinal)).Select(a => new RagRelation(RelationKind.Role, a.Key[Prefix.Length..])
        {
            Until = DateTimeOffset.Parse(a.Value, CultureInfo.InvariantCulture),
        }),
    ]);
}
