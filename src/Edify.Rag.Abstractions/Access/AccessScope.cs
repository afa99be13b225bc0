namespace Edify.Rag;

/// <summary>What one user may see, as a filter that every search applies. There is no search without one.</summary>
/// <remarks>
/// Immutable. A scope is made from a user, who has at most one tenant, so no scope reaches across tenants; what a caller
/// adds can only narrow it. Make scopes in an <see cref="IAccessPolicy"/> only.
/// </remarks>
public sealed class AccessScope
{
    private string? _fingerprint;

    private AccessScope(string tenant, string subject, VectorFilter filter, DateTimeOffset? expiresAt)
    {
        Tenant = tenant;
        Subject = subject;
        Filter = filter;
        ExpiresAt = expiresAt;
    }

    /// <summary>The tenant the scope lies in.</summary>
    public string Tenant { get; }

    /// <summary>Who it was made for; written to the audit.</summary>
    public string Subject { get; }

    /// <summary>The condition a record must meet to be seen.</summary>
    public VectorFilter Filter { get; }

    /// <summary>When the rights behind it must be looked up again; <see langword="null"/> when they do not depend on time.</summary>
    public DateTimeOffset? ExpiresAt { get; }

    /// <summary>Scopes with equal fingerprints admit the same records: part of every cache key. 32 hexadecimal digits.</summary>
    public string Fingerprint => _fingerprint ??= ScopeFingerprint.Of(Filter); // made twice where two ask at once, and the same

    /// <summary>Whether the scope admits nothing at all.</summary>
    public bool IsEmpty => Filter is VectorFilter.NoneFilter;

    /// <summary>Whether a record with these fields may be seen; the second check that every search result passes.</summary>
    /// <param name="fields">The record's fields.</param>
    public bool Admits(IReadOnlyDictionary<string, FieldValue> fields) => Filter.Matches(fields);

    /// <summary>The scope of a user: what <paramref name="allowed"/> admits within the user's own tenant.</summary>
    /// <param name="user">Whose scope it is; without a tenant it admits nothing.</param>
    /// <param name="allowed">What the policy grants; <see cref="VectorFilter.None"/> when in doubt.</param>
    /// <param name="expiresAt">When the rights must be looked up again.</param>
    public static AccessScope For(RagUser user, VectorFilter allowed, DateTimeOffset? expiresAt = null)
    {
        ArgumentNullException.ThrowIfNull(user);
        ArgumentNullException.ThrowIfNull(allowed);
        return new(user.Tenant, user.Id, Within(user.Tenant, allowed), expiresAt);
    }

    /// <summary>The scope of maintenance work on a whole tenant. Hosts write its use to the audit, with the reason.</summary>
    /// <param name="tenant">The tenant; never blank.</param>
    /// <param name="reason">Why, for the audit; never blank.</param>
    public static AccessScope ForSystem(string tenant, string reason)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(tenant);
        ArgumentException.ThrowIfNullOrWhiteSpace(reason);
        return new(tenant, $"system: {reason}", Within(tenant, VectorFilter.All), expiresAt: null);
    }

    private static VectorFilter Within(string tenant, VectorFilter allowed) =>
        string.IsNullOrWhiteSpace(tenant) ? VectorFilter.None : VectorFilter.Equal(RagFields.Tenant, tenant) & allowed;
}

/// <summary>Decides what a user may see.</summary>
/// <remarks>A pure function of the user and the clock, safe for concurrent use; an exception denies.</remarks>
public interface IAccessPolicy
{
    /// <summary>The scope of a user; one that admits nothing for a user without rights.</summary>
    /// <param name="user">The user as the host has authenticated them.</param>
    /// <param name="cancellationToken">Stops a look-up.</param>
    ValueTask<AccessScope> ResolveAsync(RagUser user, CancellationToken cancellationToken = default);
}
