namespace Edify.Rag;

/// <summary>Records who did what, and who saw what, so that nobody can change it unnoticed.</summary>
/// <remarks>
/// Safe for concurrent use. Append-only: each record holds the hash of the one before, over all tenants, and is signed with a secret
/// key. A record is on the disk once <see cref="AppendAsync"/> returns. What is signed, and how a third party checks it, is in docs/audit.md.
/// </remarks>
public interface IAuditLog
{
    /// <summary>Appends an entry; entries that are appended at one time share a flush of the disk.</summary>
    /// <param name="entry">What happened.</param>
    /// <param name="cancellationToken">Stops the wait; the entry may be written all the same.</param>
    /// <returns>The entry as it stands in the chain.</returns>
    /// <exception cref="RagStateException">The log can't be written, or was tampered with; what was to be audited must not go ahead.</exception>
    ValueTask<AuditRecord> AppendAsync(AuditEntry entry, CancellationToken cancellationToken = default);

    /// <summary>Reads records in the order in which they were written.</summary>
    /// <param name="query">Which.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <exception cref="RagStateException">A record can't be read; <see cref="VerifyAsync"/> tells which and why.</exception>
    IAsyncEnumerable<AuditRecord> ReadAsync(AuditQuery? query = null, CancellationToken cancellationToken = default);

    /// <summary>Checks every record: that none was altered, moved, added or taken away.</summary>
    /// <param name="known">A mark that was noted elsewhere: the chain must still lead through it. Finds a log that was put back whole to an earlier state.</param>
    /// <param name="cancellationToken">Stops the check.</param>
    /// <exception cref="RagStateException">The log can't be read at all.</exception>
    Task<AuditVerification> VerifyAsync(AuditMark? known = null, CancellationToken cancellationToken = default);

    /// <summary>Deletes the oldest records and leaves a signed anchor in their place, so that the rest can be checked as before.</summary>
    /// <param name="before">Records of this time and later stay; so may some that are older, where they lie in one file with them.</param>
    /// <param name="cancellationToken">Stops the request.</param>
    /// <returns>How many records went.</returns>
    /// <exception cref="RagStateException">The log can't be written, or was tampered with.</exception>
    Task<long> PruneAsync(DateTimeOffset before, CancellationToken cancellationToken = default);

    /// <summary>Deletes kept texts of questions for good. The chain stays whole: it holds their keyed hashes only.</summary>
    /// <param name="tenant">Whose.</param>
    /// <param name="subject">Of one user; <see langword="null"/> for all of the tenant.</param>
    /// <param name="cancellationToken">Stops the request.</param>
    /// <returns>How many texts went.</returns>
    /// <exception cref="RagStateException">The texts can't be deleted.</exception>
    Task<int> ForgetTextsAsync(string tenant, string? subject, CancellationToken cancellationToken = default);

    /// <summary>Deletes kept texts of questions that are older than a time, of all tenants.</summary>
    /// <param name="before">Texts of this time and later stay; so may some of the same month.</param>
    /// <param name="cancellationToken">Stops the request.</param>
    /// <returns>How many texts went.</returns>
    /// <exception cref="RagStateException">The texts can't be deleted.</exception>
    Task<int> PruneTextsAsync(DateTimeOffset before, CancellationToken cancellationToken = default);
}

/// <summary>Which records of the audit are wanted.</summary>
public sealed record AuditQuery
{
    /// <summary>Records of one tenant; <see langword="null"/> for all.</summary>
    public string? Tenant { get; init; }

    /// <summary>From when, included; <see langword="null"/> from the first.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Until when, not included; <see langword="null"/> to the last.</summary>
    public DateTimeOffset? To { get; init; }

    /// <summary>Whether an entry is one of those that are asked for.</summary>
    /// <param name="entry">The entry.</param>
    public bool Wants(AuditEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        return (Tenant is null || entry.Tenant == Tenant) && (From is null || entry.At >= From) && (To is null || entry.At < To);
    }
}
