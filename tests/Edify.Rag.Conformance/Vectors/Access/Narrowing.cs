namespace Edify.Rag.Conformance.Access;

/// <summary>What a caller asks for beside the words: its own filter, which at times tries to reach beyond the scope.</summary>
/// <param name="Filter">The filter.</param>
/// <param name="Admits">The same, without it.</param>
internal sealed record Narrowing(VectorFilter Filter, Func<SchoolDocument, bool> Admits)
{
    public static IEnumerable<Narrowing> Of(Principal who)
    {
        yield return new(VectorFilter.All, _ => true);
        yield return new(VectorFilter.AnyOf(RagFields.Tenant, [.. School.Tenants]), document => document.Tenant is not null);
        yield return new(!VectorFilter.Equal(RagFields.Tenant, who.Tenant), document => document.Tenant != who.Tenant);
        yield return new(VectorFilter.Equal("open", true) | VectorFilter.Exists("barred"), document => document.IsOpen || document.Barred.Length > 0);
    }
}
