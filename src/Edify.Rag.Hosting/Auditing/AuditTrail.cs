namespace Edify.Rag.Hosting.Auditing;

/// <summary>Writes to the audit, where it is on.</summary>
internal sealed class AuditTrail(IAuditLog log, Func<AuditOptions> options, TimeProvider time)
{
    /// <summary>Whether anything is written.</summary>
    public bool IsOn => options().Enabled;

    /// <summary>Writes an entry, and returns when it is on the disk.</summary>
    /// <param name="tenant">Where.</param>
    /// <param name="subject">Who.</param>
    /// <param name="action">What.</param>
    /// <param name="documents">The documents concerned.</param>
    /// <param name="details">Particulars; those without a value are left out.</param>
    /// <param name="text">The text concerned: kept by option, hashed otherwise.</param>
    /// <param name="cancellationToken">Stops the wait.</param>
    /// <exception cref="RagStateException">It can't be written; what was to be audited must not go ahead.</exception>
    public async ValueTask WriteAsync(
        string tenant, string subject, string action, IEnumerable<Guid> documents, IEnumerable<(string Name, string? Value)> details, string? text, CancellationToken cancellationToken)
    {
        var now = options();
        if (!now.Enabled) return;
        await log.AppendAsync(
            new(time.GetUtcNow(), tenant, subject, action)
            {
                Documents = [.. documents.Distinct()],
                Details = details.Where(d => d.Value is { Length: > 0 }).ToDictionary(d => d.Name, d => d.Value!, StringComparer.Ordinal),
                Text = text,
                KeepsText = now.KeepQuestions,
            },
            cancellationToken).ConfigureAwait(false);
    }
}
