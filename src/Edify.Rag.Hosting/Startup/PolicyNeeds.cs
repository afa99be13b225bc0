using System.Collections.ObjectModel;
using Edify.Rag.Hosting.Access;

namespace Edify.Rag.Hosting.Startup;

/// <summary>What a policy's filters ask of a store.</summary>
/// <param name="Fields">The fields that they name; only those that are known of.</param>
/// <param name="Capabilities">What the store must do natively.</param>
internal sealed record PolicyNeeds(IReadOnlyDictionary<string, FieldKind> Fields, VectorStoreCapabilities Capabilities)
{
    // A policy that does not tell may use every condition.
    private const VectorStoreCapabilities Every = VectorStoreCapabilities.ArrayFields | VectorStoreCapabilities.Ranges | VectorStoreCapabilities.Negation;

    public static PolicyNeeds Of(IAccessPolicy policy) => policy.Find<IAccessPolicyDetails>() is { } details
        ? new(details.Fields, details.Needs)
        : new(ReadOnlyDictionary<string, FieldKind>.Empty, Every);
}
