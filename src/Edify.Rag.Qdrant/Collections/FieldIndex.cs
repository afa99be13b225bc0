using Edify.Rag.Qdrant.Connection;
using Edify.Rag.Qdrant.Records;

namespace Edify.Rag.Qdrant.Collections;

/// <summary>An index on a payload key.</summary>
/// <param name="Key">The key.</param>
/// <param name="Type">The server's name of its type.</param>
/// <param name="IsTenant">Whether records are to lie together by it.</param>
internal sealed record FieldIndex(string Key, string Type, bool IsTenant = false)
{
    // An index over a large collection takes its time.
    private static readonly TimeSpan Patience = TimeSpan.FromHours(1);

    /// <summary>The index of words: looked up by equality alone, and rarely, so it stays on disk.</summary>
    public static FieldIndex Terms { get; } = new(PayloadKeys.Terms, "integer");

    /// <summary>The indexes of declared fields, and of the tenant, which every search names.</summary>
    /// <remarks>
    /// Integers have an index of floats: numbers of both kinds are compared by value, and versions of the server cut the bounds of a range over
    /// an index of integers down to integers. What a float can't hold of them is kept beside; see <see cref="NumberOrder"/>.
    /// </remarks>
    public static IEnumerable<FieldIndex> Of(IEnumerable<KeyValuePair<string, FieldKind>> fields) => fields
        .Where(f => f.Key != RagFields.Tenant)
        .OrderBy(f => f.Key, StringComparer.Ordinal)
        .Select(For)
        .Prepend(new(PayloadKeys.Text(RagFields.Tenant), "keyword", IsTenant: true));

    public QdrantRequest Make(string collection) => QdrantRequest.Put($"/collections/{collection}/index?wait=true", json =>
    {
        json.WriteString("field_name", Key);
        json.WriteStartObject("field_schema");
        json.WriteString("type", Type);
        if (IsTenant) json.WriteBoolean("is_tenant", true);
        if (Key == PayloadKeys.Terms)
        {
            json.WriteBoolean("lookup", true);
            json.WriteBoolean("range", false);
            json.WriteBoolean("on_disk", true);
        }

        json.WriteEndObject();
    }) with { Patience = Patience };

    /// <summary>The index of a field; the tenant's is made as that of a tenant.</summary>
    public static FieldIndex For(KeyValuePair<string, FieldKind> field) => field.Value switch
    {
        FieldKind.Integer or FieldKind.Number => new(PayloadKeys.Number(field.Key), "float"),
        FieldKind.Boolean => new(PayloadKeys.Flag(field.Key), "bool"),
        FieldKind.Time => new(PayloadKeys.Time(field.Key), "datetime"),
        _ => new(PayloadKeys.Text(field.Key), "keyword"),
    };
}
