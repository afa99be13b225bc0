namespace Edify.Rag.Hosting;

/// <summary>Conditions that both flows write: texts of a field, documents of a tenant.</summary>
internal static class FieldFilter
{
    public static VectorFilter AnyOf(string field, IEnumerable<string> texts) => VectorFilter.AnyOf(field, [.. texts.Select(t => (FieldValue)t)]);

    public static VectorFilter Documents(string tenant, IEnumerable<Guid> documents) =>
        VectorFilter.Equal(RagFields.Tenant, tenant) & AnyOf(RagFields.Document, documents.Select(id => id.ToString()));
}
