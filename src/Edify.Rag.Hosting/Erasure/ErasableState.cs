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
