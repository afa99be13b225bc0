using System.Security.Cryptography;
using System.Text;

namespace Edify.Rag.Hosting.Collections.Tenants;

/// <summary>How the collection of one tenant is called: "documents-t" and a hash, since tenants' names are no collections' names and nobody's business.</summary>
internal static class TenantCollectionNames
{
    /// <summary>The longest name that leaves room for the tenants'.</summary>
    public const int LongestBase = 63 - Suffix - HashDigits;

    private const int Suffix = 2;
    private const int HashDigits = 24;

    public static string Of(string collection, string tenant) =>
        $"{collection}-t{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(tenant)).AsSpan(0, HashDigits / 2))}";

    /// <summary>The tenant that a filter of maintenance names; <see langword="null"/> where it names none, or several.</summary>
    public static string? TenantOf(VectorFilter filter) => filter switch
    {
        VectorFilter.EqualFilter { Field: RagFields.Tenant, Value: { Kind: FieldKind.Text } tenant } => tenant.AsText(),
        VectorFilter.AndFilter all => all.Operands.Select(TenantOf).FirstOrDefault(tenant => tenant is not null),
        _ => null,
    };
}
