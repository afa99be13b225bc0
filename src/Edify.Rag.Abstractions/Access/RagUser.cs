namespace Edify.Rag;

/// <summary>Who is asking, as the host has authenticated them.</summary>
/// <remarks>
/// Immutable. The library trusts what the host states here: take it from a verified token, never from the request's body.
/// A user without a tenant or without a known role sees nothing.
/// </remarks>
/// <param name="Id">Stable identifier; never blank.</param>
/// <param name="Tenant">The school or organisation; blank when unknown, which denies everything.</param>
public sealed record RagUser(string Id, string Tenant)
{
    /// <summary>Stable identifier.</summary>
    public string Id { get; } = NotBlank(Id);

    /// <summary>The school or organisation; blank when unknown, which denies everything.</summary>
    public string Tenant { get; } = Tenant ?? throw new ArgumentNullException(nameof(Tenant));

    /// <summary>Role names, compared without case.</summary>
    public IReadOnlyCollection<string> Roles { get; init; } = [];

    /// <summary>Grades the user belongs to or teaches.</summary>
    public IReadOnlyCollection<string> Grades { get; init; } = [];

    /// <summary>Classes the user belongs to or teaches.</summary>
    public IReadOnlyCollection<string> Classes { get; init; } = [];

    /// <summary>Whatever else policies look at, such as a department; keys compared by ordinal.</summary>
    public IReadOnlyDictionary<string, string> Attributes { get; init; } = FrozenDictionary<string, string>.Empty;

    private static string NotBlank(string id)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(id);
        return id;
    }
}
