using System.Collections.Concurrent;

namespace Edify.Rag.Hosting.Auditing;

/// <summary>Writes the use of system scopes on a store. Uses of one reason within a minute share a record: an ingestion makes thousands.</summary>
internal sealed class SystemScopes(AuditTrail trail, TimeProvider time)
{
    // What AccessScope.ForSystem puts before the reason. A user whose id begins so is written once too often, which harms nobody.
    private const string Prefix = "system: ";

    private static readonly TimeSpan Shared = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<(string Tenant, string Subject, string Actor, string Collection), DateTimeOffset> _written = new();

    /// <summary>Returns when the use is on the disk; at once for users' scopes.</summary>
    public async ValueTask UsedAsync(AccessScope scope, string collection, string operation, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(scope);
        if (!scope.Subject.StartsWith(Prefix, StringComparison.Ordinal)) return;
        var (use, now) = ((scope.Tenant, scope.Subject, AuditActor.Current, collection), time.GetUtcNow());
        if (_written.TryGetValue(use, out var last) && now >= last && now - last < Shared) return;
        await trail.WriteAsync(
            scope.Tenant, scope.Subject, AuditActions.SystemAccess, [], [("collection", collection), ("operation", operation), ("actor", use.Current)], text: null, cancellationToken).ConfigureAwait(false);

        // After it: one that could not be written is tried with the next use.
        _written[use] = now;
    }
}
