namespace Edify.Rag;

/// <summary>Records who did what, and who saw what.</summary>
/// <remarks>Safe for concurrent use. Append-only; an entry is durable once the call returns.</remarks>
public interface IAuditLog
{
    /// <summary>Appends an entry.</summary>
    /// <param name="entry">What happened.</param>
    /// <param name="cancellationToken">Stops the request.</param>
    /// <exception cref="RagStateException">The log can't be written; what was to be audited must not go ahead.</exception>
    ValueTask AppendAsync(AuditEntry entry, CancellationToken cancellationToken = default);

    /// <summary>Reads a tenant's entries of a period, oldest first.</summary>
    /// <param name="tenant">The tenant.</param>
    /// <param name="from">From when, included.</param>
    /// <param name="to">Until when, not included.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    IAsyncEnumerable<AuditEntry> ReadAsync(string tenant, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken = default);
}

/// <summary>Something that happened.</summary>
/// <param name="At">When.</param>
/// <param name="Tenant">Where.</param>
/// <param name="Subject">Who: a user's id, or "system: " and the reason; see <see cref="AccessScope.Subject"/>.</param>
/// <param name="Action">What, such as "ask" or "delete".</param>
public sealed record AuditEntry(DateTimeOffset At, string Tenant, string Subject, string Action)
{
    /// <summary>Identifiers of the documents concerned.</summary>
    public IReadOnlyList<Guid> Documents { get; init; } = [];

    /// <summary>Particulars, without the text of questions or documents.</summary>
    public IReadOnlyDictionary<string, string> Details { get; init; } = FrozenDictionary<string, string>.Empty;
}
