using Edify.Rag.Shared.Blobs;

namespace Edify.Rag.Hosting.Library.Rules;

/// <summary>Access rules: kept first, so that what is written from then on has them, then applied to what is there.</summary>
internal sealed class AccessRules(IAccessRuleStore store, RuleApplying applying, AccessGate gate) : IAccessRules
{
    public async Task<IReadOnlyList<AccessRule>> ListAsync(string tenant, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(tenant);
        return await store.ListAsync(tenant, cancellationToken).ConfigureAwait(false);
    }

    public async Task<AccessRule?> FindAsync(string tenant, string name, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(tenant);
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        return new RuleIndex(await store.FindAsync(tenant, [name], cancellationToken).ConfigureAwait(false)).Find(name);
    }

    public async Task<int> SetAsync(string tenant, AccessRule rule, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(tenant);
        ArgumentNullException.ThrowIfNull(rule);
        Check(rule.Target);
        using var pass = await gate.EnterAloneAsync(cancellationToken).ConfigureAwait(false);
        await store.WriteAsync(tenant, rule, cancellationToken).ConfigureAwait(false);
        return await applying.ApplyAsync(tenant, rule.Target, cancellationToken).ConfigureAwait(false);
    }

    public async Task<int?> ClearAsync(string tenant, string target, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(tenant);
        ArgumentException.ThrowIfNullOrWhiteSpace(target);
        using var pass = await gate.EnterAloneAsync(cancellationToken).ConfigureAwait(false);
        var wasThere = await store.RemoveAsync(tenant, target, cancellationToken).ConfigureAwait(false);

        // Also where it is gone already: a call before may have taken it back and failed to apply that.
        var changed = await applying.ApplyAsync(tenant, target, cancellationToken).ConfigureAwait(false);
        return wasThere || changed > 0 ? changed : null;
    }

    public async Task<int> ReapplyAsync(string tenant, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(tenant);
        using var pass = await gate.EnterAloneAsync(cancellationToken).ConfigureAwait(false);
        return await applying.ApplyAsync(tenant, target: null, cancellationToken).ConfigureAwait(false);
    }

    private static void Check(string target)
    {
        try
        {
            BlobName.ThrowIfInvalid(target.EndsWith('/') ? target[..^1] : target);
        }
        catch (ArgumentException e)
        {
            throw new RagInputException($"{e.Message} A rule is set for a document by its name, or for a folder by its name and '/'.");
        }
    }
}
