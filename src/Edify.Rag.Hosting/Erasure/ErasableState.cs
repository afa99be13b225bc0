using Microsoft.Extensions.AI;

namespace Edify.Rag.Hosting.Erasure;

/// <summary>Erases what the ledger knows of documents.</summary>
internal sealed class ErasableLedger(IIngestionLedger ledger) : IErasable
{
    public string Name => "ledger entries";

    public async ValueTask<long?> EraseAsync(ErasureOrder order, CancellationToken cancellationToken = default)
    {
        var keys = new HashSet<LedgerKey>(order.Documents);
        var known = new List<LedgerKey>();
        await foreach (var entry in ledger.ListAsync(order.Request.Tenant, cancellationToken: cancellationToken).ConfigureAwait(false))
            if (order.IsTenant || keys.Contains(entry.Key)) known.Add(entry.Key);
        await ledger.RemoveAsync(known, cancellationToken).ConfigureAwait(false);
        await ledger.CompactAsync(cancellationToken).ConfigureAwait(false);
        return known.Count;
    }
}

/// <summary>Erases a user's conversations, and those of anybody in which an answer cites what is erased.</summary>
internal sealed class ErasableConversations(IConversationStore store) : IErasable
{
    public string Name => "conversations";

    public async ValueTask<long?> EraseAsync(ErasureOrder order, CancellationToken cancellationToken = default)
    {
        var tenant = order.Request.Tenant;
        if (order.IsTenant) return await store.EraseAsync(tenant, citing: null, cancellationToken).ConfigureAwait(false);
        long gone = order.User is { } user ? await store.DeleteAllAsync(new(user, tenant), cancellationToken).ConfigureAwait(false) : 0;
        if (order.Documents.Count > 0) gone += await store.EraseAsync(tenant, order.Documents.Select(key => key.DocumentId).ToHashSet(), cancellationToken).ConfigureAwait(false);
        return gone;
    }
}

/// <summary>Erases a user's tasks, and those of anybody whose reports name what is erased.</summary>
internal sealed class ErasableTasks(IRagTaskStore store) : IErasable
{
    public string Name => "tasks";

    public async ValueTask<long?> EraseAsync(ErasureOrder order, CancellationToken cancellationToken = default)
    {
        var tenant = order.Request.Tenant;
        if (order.IsTenant) return await store.EraseAsync(tenant, citing: null, cancellationToken).ConfigureAwait(false);
        long gone = order.User is { } user ? await store.DeleteAllAsync(new(user, tenant), cancellationToken).ConfigureAwait(false) : 0;
        if (order.Documents.Count > 0) gone += await store.EraseAsync(tenant, order.Documents.Select(key => key.DocumentId).ToHashSet(), cancellationToken).ConfigureAwait(false);
        return gone;
    }
}

/// <summary>Erases access rules of what is erased, and the user's name in those of others.</summary>
internal sealed class ErasableRules(IAccessRules rules, IAccessRuleStore store) : IErasable
{
    public string Name => "access rules";

    public async ValueTask<long?> EraseAsync(ErasureOrder order, CancellationToken cancellationToken = default)
    {
        var tenant = order.Request.Tenant;
        var documents = order.Documents.Select(key => key.Name).ToHashSet(StringComparer.Ordinal);
        var principal = RagPrincipals.TryParse($"user:{order.User}", out var user) ? user : null;
        long gone = 0;
        foreach (var rule in await rules.ListAsync(tenant, cancellationToken).ConfigureAwait(false))
        {
            if (order.IsTenant || documents.Contains(rule.Target)) await store.RemoveAsync(tenant, rule.Target, cancellationToken).ConfigureAwait(false);
            else if (principal is not null && Without(rule.Access, principal) is { } access) await rules.SetAsync(tenant, rule with { Access = access }, cancellationToken).ConfigureAwait(false);
            else continue;
            gone++;
        }

        await store.CompactAsync(cancellationToken).ConfigureAwait(false);
        return gone;
    }

    // Whoever was the only one to see a document leaves it closed.
    private static DocumentAccess? Without(DocumentAccess access, string principal) =>
        access.Deny.Contains(principal) || access.Allow?.Contains(principal) is true
            ? DocumentAccess.Create(access.Allow?.Where(p => p != principal), access.Deny.Where(p => p != principal))
            : null;
}

/// <summary>Erases kept answers of the tenant: nobody can tell which of them says something of what is erased.</summary>
internal sealed class ErasableAnswers(IAnswerCache cache) : IErasable
{
    public string Name => "cached answers";

    public async ValueTask<long?> EraseAsync(ErasureOrder order, CancellationToken cancellationToken = default)
    {
        await cache.ClearAsync(order.Request.Tenant, cancellationToken).ConfigureAwait(false);
        return null;
    }
}

/// <summary>Erases kept vectors, which are known by hashes of their texts alone: all of them.</summary>
internal sealed class ErasableEmbeddings(IEmbeddingGenerator<string, Embedding<float>> embedder) : IErasable
{
    public string Name => "cached vectors";

    public async ValueTask<long?> EraseAsync(ErasureOrder order, CancellationToken cancellationToken = default)
    {
        if (embedder.GetService(typeof(IEmbeddingCache)) is not IEmbeddingCache cache) return 0;
        await cache.ClearAsync(cancellationToken).ConfigureAwait(false);
        return null;
    }
}

/// <summary>Erases what a user or tenant was counted with.</summary>
internal sealed class ErasableUsage(IUsageMeter meter) : IErasable
{
    public string Name => "usage";

    public async ValueTask<long?> EraseAsync(ErasureOrder order, CancellationToken cancellationToken = default) =>
        order.Request.Kind == ErasureKind.Document ? 0 : await meter.EraseAsync(order.Request.Tenant, order.User, cancellationToken).ConfigureAwait(false);
}

/// <summary>Erases texts of questions that the audit keeps beside its chain.</summary>
internal sealed class ErasableQuestions(IAuditLog audit) : IErasable
{
    public string Name => "audited questions";

    public async ValueTask<long?> EraseAsync(ErasureOrder order, CancellationToken cancellationToken = default) =>
        order.Request.Kind == ErasureKind.Document ? 0 : await audit.ForgetTextsAsync(order.Request.Tenant, order.User, cancellationToken).ConfigureAwait(false);
}

/// <summary>Deletes the files in the source, where that is asked for.</summary>
internal sealed class ErasableFiles(SourceFiles files) : IErasable
{
    public string Name => "files";

    public async ValueTask<long?> EraseAsync(ErasureOrder order, CancellationToken cancellationToken = default) =>
        order.Request.IncludesFiles ? await files.DeleteAsync(order.Documents, cancellationToken).ConfigureAwait(false) : 0;
}
