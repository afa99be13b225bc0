namespace Edify.Rag;

/// <summary>What the filters of a policy's scopes are made of. Policies that know implement this beside <see cref="IAccessPolicy"/>.</summary>
/// <remarks>
/// Optional. The fields get indexes in collections that the pipeline makes, and a host refuses to start over a store that lacks
/// what the policy needs. Of a policy that does not tell, every condition is expected, and of its fields nothing is known.
/// </remarks>
public interface IAccessPolicyDetails
{
    /// <summary>The fields that its filters name besides <see cref="RagFields.Tenant"/>, with the kind of their values.</summary>
    IReadOnlyDictionary<string, FieldKind> Fields { get; }

    /// <summary>What a store must do natively for its filters: <see cref="VectorStoreCapabilities.Ranges"/> for ranges,
    /// <see cref="VectorStoreCapabilities.Negation"/> for negations, <see cref="VectorStoreCapabilities.ArrayFields"/> for fields of several values.</summary>
    VectorStoreCapabilities Needs { get; }
}
