namespace Edify.Rag;

/// <summary>Says who sees a document or a folder of documents, in place of what their files say; in effect with the next query, and nothing is embedded anew.</summary>
/// <remarks>
/// Administrative: it takes a tenant and no user, so whoever calls it decides who may. Safe for concurrent use. Rules are kept, and
/// apply to documents that are read later or again as well. Of several that concern a document the most special one applies: its own
/// name before folders, a lower folder before those above. When a call returns, every record has the access that follows; while it
/// runs, a query may see the one before. A call that failed is to be repeated, or made good by <see cref="ReapplyAsync"/>.
/// </remarks>
public interface IAccessRules
{
    /// <summary>Lists the rules of a tenant in ordinal order of their targets.</summary>
    /// <param name="tenant">The tenant.</param>
    /// <param name="cancellationToken">Stops the request.</param>
    /// <exception cref="RagStateException">The rules can't be read.</exception>
    Task<IReadOnlyList<AccessRule>> ListAsync(string tenant, CancellationToken cancellationToken = default);

    /// <summary>The rule that applies to a document; <see langword="null"/> where its own file decides.</summary>
    /// <param name="tenant">The tenant.</param>
    /// <param name="name">The document's name within its source.</param>
    /// <param name="cancellationToken">Stops the request.</param>
    /// <exception cref="RagStateException">The rules can't be read.</exception>
    Task<AccessRule?> FindAsync(string tenant, string name, CancellationToken cancellationToken = default);

    /// <summary>Sets a rule, which replaces the one its target had.</summary>
    /// <param name="tenant">The tenant.</param>
    /// <param name="rule">The rule.</param>
    /// <param name="cancellationToken">Stops the request.</param>
    /// <returns>How many documents have another access now.</returns>
    /// <exception cref="RagInputException">The target is no name.</exception>
    /// <exception cref="RagException">Rules or store can't be read or written.</exception>
    Task<int> SetAsync(string tenant, AccessRule rule, CancellationToken cancellationToken = default);

    /// <summary>Takes a rule back: documents get the access of the next more general rule, or of their own files.</summary>
    /// <param name="tenant">The tenant.</param>
    /// <param name="target">The rule's target.</param>
    /// <param name="cancellationToken">Stops the request.</param>
    /// <returns>How many documents have another access now; <see langword="null"/> when there was no such rule.</returns>
    /// <exception cref="RagException">Rules or store can't be read or written.</exception>
    Task<int?> ClearAsync(string tenant, string target, CancellationToken cancellationToken = default);

    /// <summary>Brings all records to what the rules say: after a call that failed, or a store that was restored from a copy.</summary>
    /// <param name="tenant">The tenant.</param>
    /// <param name="cancellationToken">Stops the request.</param>
    /// <returns>How many documents had another access.</returns>
    /// <exception cref="RagException">Rules or store can't be read or written.</exception>
    Task<int> ReapplyAsync(string tenant, CancellationToken cancellationToken = default);
}

/// <summary>Who sees a document, or the documents of a folder, in place of what their files say.</summary>
/// <param name="Target">A document's name within its source; of a folder, with '/' at its end: all documents whose names begin so.</param>
/// <param name="Access">Who sees them. <see cref="DocumentAccess.ByRules"/> opens to the roles' rules what a file or a folder closes.</param>
public sealed record AccessRule(string Target, DocumentAccess Access)
{
    /// <summary>Whether it is of a folder.</summary>
    public bool IsFolder => Target.EndsWith('/');

    /// <summary>Whether it concerns a document.</summary>
    /// <param name="name">The document's name within its source.</param>
    public bool Concerns(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return IsFolder ? name.StartsWith(Target, StringComparison.Ordinal) : string.Equals(name, Target, StringComparison.Ordinal);
    }

    /// <summary>The targets of rules that would concern a document, the most special first: its name, then its folders from the lowest to the uppermost.</summary>
    /// <param name="name">The document's name within its source.</param>
    public static IEnumerable<string> TargetsOf(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return Targets(name);
    }

    private static IEnumerable<string> Targets(string name)
    {
        yield return name;
        for (var slash = name.LastIndexOf('/'); slash > 0; slash = name.LastIndexOf('/', slash - 1)) yield return name[..(slash + 1)];
    }
}

/// <summary>Keeps access rules.</summary>
/// <remarks>Safe for concurrent use. Once a write returns, it is durable, and every later call in whatever process sees it.</remarks>
public interface IAccessRuleStore
{
    /// <summary>The rules of a tenant in ordinal order of their targets.</summary>
    /// <param name="tenant">The tenant.</param>
    /// <param name="cancellationToken">Stops the request.</param>
    /// <exception cref="RagStateException">They can't be read.</exception>
    ValueTask<IReadOnlyList<AccessRule>> ListAsync(string tenant, CancellationToken cancellationToken = default);

    /// <summary>The rules that concern any of the documents, in ordinal order of their targets.</summary>
    /// <param name="tenant">The tenant.</param>
    /// <param name="names">Names of documents.</param>
    /// <param name="cancellationToken">Stops the request.</param>
    /// <exception cref="RagStateException">They can't be read.</exception>
    ValueTask<IReadOnlyList<AccessRule>> FindAsync(string tenant, IReadOnlyCollection<string> names, CancellationToken cancellationToken = default);

    /// <summary>Writes a rule in place of the one its target had.</summary>
    /// <param name="tenant">The tenant.</param>
    /// <param name="rule">The rule.</param>
    /// <param name="cancellationToken">Stops the request.</param>
    /// <exception cref="RagStateException">It can't be written.</exception>
    ValueTask WriteAsync(string tenant, AccessRule rule, CancellationToken cancellationToken = default);

    /// <summary>Removes a rule.</summary>
    /// <param name="tenant">The tenant.</param>
    /// <param name="target">The rule's target.</param>
    /// <param name="cancellationToken">Stops the request.</param>
    /// <returns>Whether there was one.</returns>
    /// <exception cref="RagStateException">It can't be removed.</exception>
    ValueTask<bool> RemoveAsync(string tenant, string target, CancellationToken cancellationToken = default);

    /// <summary>Rewrites files so that nothing of rules that were removed or replaced is left in them: for an erasure. Nothing where a server sees to that.</summary>
    /// <param name="cancellationToken">Stops the request.</param>
    /// <exception cref="RagStateException">They can't be rewritten.</exception>
    ValueTask CompactAsync(CancellationToken cancellationToken = default) => ValueTask.CompletedTask;
}
