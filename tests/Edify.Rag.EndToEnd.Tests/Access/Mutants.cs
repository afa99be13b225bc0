using System.Collections.Concurrent;
using System.Runtime.CompilerServices;

namespace Edify.Rag.EndToEnd.Tests.Access;

/// <summary>Products with one fault each, of the kind that somebody might make.</summary>
internal static class Mutants
{
    private const string Never = "2100-01-01T00:00:00Z";

    public static IReadOnlyDictionary<string, Action<IRagBuilder>> All { get; } = new Dictionary<string, Action<IRagBuilder>>
    {
        [nameof(Deny_is_forgotten)] = Deny_is_forgotten,
        [nameof(Allow_is_forgotten)] = Allow_is_forgotten,
        [nameof(Roles_never_end)] = Roles_never_end,
        [nameof(Scopes_are_kept_too_long)] = Scopes_are_kept_too_long,
        [nameof(The_cache_ignores_who_asks)] = The_cache_ignores_who_asks,
        [nameof(The_cache_ignores_changes)] = The_cache_ignores_changes,
        [nameof(Rules_are_kept_and_not_applied)] = Rules_are_kept_and_not_applied,
        [nameof(Rules_are_forgotten_by_the_next_version)] = Rules_are_forgotten_by_the_next_version,
        [nameof(The_library_lists_everything)] = The_library_lists_everything,
        [nameof(Downloads_are_not_checked)] = Downloads_are_not_checked,
        [nameof(Deletion_leaves_the_passages)] = Deletion_leaves_the_passages,
        [nameof(Those_without_a_grade_are_denied_books)] = Those_without_a_grade_are_denied_books,
    };

    public static void Deny_is_forgotten(IRagBuilder rag) => Policy(rag, (_, scope) => Without(scope, RagFields.Deny));

    public static void Allow_is_forgotten(IRagBuilder rag) => Policy(rag, (_, scope) => Without(scope, RagFields.Allow));

    public static void Roles_never_end(IRagBuilder rag) => Policy(rag, (_, scope) => scope, user => user with { Attributes = user.Attributes.ToDictionary(a => a.Key, _ => Never) });

    public static void Scopes_are_kept_too_long(IRagBuilder rag)
    {
        var kept = new ConcurrentDictionary<string, AccessScope>(StringComparer.Ordinal);
        Policy(rag, (user, scope) => kept.GetOrAdd(user.Id, scope));
    }

    public static void The_cache_ignores_who_asks(IRagBuilder rag) => rag.Decorate<IRagAssistant>("one for all", (inner, _) => new CarelessCache(inner, question => question.Text));

    public static void The_cache_ignores_changes(IRagBuilder rag) => rag.Decorate<IRagAssistant>("old answers", (inner, sp) =>
    {
        var policy = sp.GetRag<IAccessPolicy>();
        return new CarelessCache(inner, question => question.Text + policy.ResolveAsync(question.User).AsTask().GetAwaiter().GetResult().Fingerprint);
    });

    public static void Rules_are_kept_and_not_applied(IRagBuilder rag) => rag.Decorate<IVectorStore>("no updates", (inner, _) => new WatchedStore(inner) { IgnoresUpdates = true });

    public static void Rules_are_forgotten_by_the_next_version(IRagBuilder rag) => rag.Decorate<IVectorStore>("plain records", (inner, _) => new WatchedStore(inner) { DropsAccess = true });

    public static void The_library_lists_everything(IRagBuilder rag) => rag.Decorate<IDocumentLibrary>("all", (inner, _) => new OpenLibrary(inner) { ListsAll = true });

    public static void Downloads_are_not_checked(IRagBuilder rag) => rag.Decorate<IDocumentLibrary>("all", (inner, _) => new OpenLibrary(inner) { OpensAll = true });

    public static void Deletion_leaves_the_passages(IRagBuilder rag) => rag.Decorate<IVectorStore>("no deletions", (inner, _) => new WatchedStore(inner) { IgnoresDeletions = true });

    public static void Those_without_a_grade_are_denied_books(IRagBuilder rag) => Policy(rag, (user, scope) =>
        user.Grades.Count == 0 ? AccessScope.For(user, scope.Filter & !VectorFilter.Equal(RagFields.Module, RagModules.KnowledgeBank)) : scope);

    private static void Policy(IRagBuilder rag, Func<RagUser, AccessScope, AccessScope> change, Func<RagUser, RagUser>? mistake = null) =>
        rag.Decorate<IAccessPolicy>("mutant", (inner, _) => new ChangedPolicy(inner, change, mistake ?? (user => user)));

    /// <summary>The scope of a policy that never looks at a field: what it asks of the field is not asked.</summary>
    private static AccessScope Without(AccessScope scope, string field) => AccessScope.For(new RagUser(scope.Subject, scope.Tenant), Strip(scope.Filter, field) ?? VectorFilter.All);

    private static VectorFilter? Strip(VectorFilter filter, string field) => filter switch
    {
        VectorFilter.EqualFilter f => f.Field == field ? null : f,
        VectorFilter.AnyOfFilter f => f.Field == field ? null : f,
        VectorFilter.ExistsFilter f => f.Field == field ? null : f,
        VectorFilter.NotFilter f => Strip(f.Operand, field) is { } kept ? !kept : null,
        VectorFilter.AndFilter f => f.Operands.Select(o => Strip(o, field)).OfType<VectorFilter>().Aggregate((VectorFilter?)null, (all, one) => all is null ? one : all & one),
        VectorFilter.OrFilter f => f.Operands.Select(o => Strip(o, field)).OfType<VectorFilter>().Aggregate((VectorFilter?)null, (all, one) => all is null ? one : all | one),
        _ => filter,
    };

    private sealed class ChangedPolicy(IAccessPolicy inner, Func<RagUser, AccessScope, AccessScope> change, Func<RagUser, RagUser> mistake) : IAccessPolicy, IPermissionCheck
    {
        public async ValueTask<AccessScope> ResolveAsync(RagUser user, CancellationToken cancellationToken = default) =>
            change(user, await inner.ResolveAsync(mistake(user), cancellationToken));

        public ValueTask<PermissionVerdict> CheckAsync(RagUser user, string permission, CancellationToken cancellationToken = default) =>
            ((IPermissionCheck)inner).CheckAsync(user, permission, cancellationToken);
    }

    private sealed class CarelessCache(IRagAssistant inner, Func<Question, string> key) : IRagAssistant
    {
        private readonly ConcurrentDictionary<string, Answer> _kept = new(StringComparer.Ordinal);

        public async Task<Answer> AskAsync(Question question, CancellationToken cancellationToken = default)
        {
            if (_kept.TryGetValue(key(question), out var kept)) return kept;
            var answer = await inner.AskAsync(question, cancellationToken);
            if (answer.Outcome == AnswerOutcome.Answered) _kept[key(question)] = answer;
            return answer;
        }

        public IAsyncEnumerable<AnswerUpdate> AskStreamingAsync(Question question, CancellationToken cancellationToken = default) => inner.AskStreamingAsync(question, cancellationToken);
    }

    private sealed class OpenLibrary(IDocumentLibrary inner) : IDocumentLibrary
    {
        public bool ListsAll { get; init; }

        public bool OpensAll { get; init; }

        public Task<LibraryPage> ListAsync(RagUser user, LibraryQuery? query = null, CancellationToken cancellationToken = default) => inner.ListAsync(ListsAll ? Head(user) : user, query, cancellationToken);

        public Task<LibraryDocument?> FindAsync(RagUser user, Guid id, CancellationToken cancellationToken = default) => inner.FindAsync(user, id, cancellationToken);

        public Task<DocumentContent?> OpenAsync(RagUser user, Guid id, BlobRange? range = null, CancellationToken cancellationToken = default) =>
            inner.OpenAsync(OpensAll ? Head(user) : user, id, range, cancellationToken);

        public Task<DocumentDeletion> DeleteAsync(RagUser user, Guid id, CancellationToken cancellationToken = default) => inner.DeleteAsync(user, id, cancellationToken);

        public Task<UploadTarget> CheckUploadAsync(RagUser user, string name, CancellationToken cancellationToken = default) => inner.CheckUploadAsync(user, name, cancellationToken);

        private static RagUser Head(RagUser user) => new("head", user.Tenant) { Roles = ["admin"] };
    }

    private sealed class WatchedStore(IVectorStore inner) : IVectorStore, IVectorStoreDetails, ICollectionAliases
    {
        public bool IgnoresUpdates { get; init; }

        public bool IgnoresDeletions { get; init; }

        public bool DropsAccess { get; init; }

        public VectorStoreCapabilities Capabilities => inner.Capabilities;

        public VectorStoreMetadata Metadata => ((IVectorStoreDetails)inner).Metadata;

        public Task EnsureCollectionAsync(CollectionDefinition collection, CancellationToken cancellationToken = default) => inner.EnsureCollectionAsync(collection, cancellationToken);

        public Task<CollectionInfo?> GetCollectionAsync(string collection, CancellationToken cancellationToken = default) => inner.GetCollectionAsync(collection, cancellationToken);

        public Task<CollectionSize> MeasureCollectionAsync(string collection, CancellationToken cancellationToken = default) => inner.MeasureCollectionAsync(collection, cancellationToken);

        public Task<bool> DropCollectionAsync(string collection, CancellationToken cancellationToken = default) => inner.DropCollectionAsync(collection, cancellationToken);

        public Task UpsertAsync(string collection, IReadOnlyList<VectorRecord> records, CancellationToken cancellationToken = default) =>
            inner.UpsertAsync(collection, DropsAccess ? [.. records.Select(r => r with { Fields = r.Fields.Where(f => f.Key is not (RagFields.Allow or RagFields.Deny)).ToDictionary() })] : records, cancellationToken);

        public Task<long> DeleteAsync(string collection, VectorFilter filter, CancellationToken cancellationToken = default) =>
            IgnoresDeletions ? Task.FromResult(0L) : inner.DeleteAsync(collection, filter, cancellationToken);

        public Task<long> UpdateFieldsAsync(string collection, VectorFilter filter, IReadOnlyDictionary<string, FieldValue> fields, CancellationToken cancellationToken = default) =>
            IgnoresUpdates ? Task.FromResult(0L) : inner.UpdateFieldsAsync(collection, filter, fields, cancellationToken);

        public IAsyncEnumerable<VectorMatch> SearchAsync(string collection, VectorQuery query, AccessScope scope, CancellationToken cancellationToken = default) =>
            inner.SearchAsync(collection, query, scope, cancellationToken);

        public async IAsyncEnumerable<VectorRecord> ScanAsync(
            string collection, AccessScope scope, ScanOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
        {
            await foreach (var record in inner.ScanAsync(collection, scope, options, cancellationToken)) yield return record;
        }

        public Task<long> CountAsync(string collection, AccessScope scope, VectorFilter? filter = null, CancellationToken cancellationToken = default) =>
            inner.CountAsync(collection, scope, filter, cancellationToken);

        public Task CheckAsync(CancellationToken cancellationToken = default) => inner.CheckAsync(cancellationToken);

        public Task<IReadOnlyCollection<string>?> GetIndexedFieldsAsync(string collection, CancellationToken cancellationToken = default) =>
            ((IVectorStoreDetails)inner).GetIndexedFieldsAsync(collection, cancellationToken);

        public Task<string?> GetContentVersionAsync(string collection, CancellationToken cancellationToken = default) =>
            ((IVectorStoreDetails)inner).GetContentVersionAsync(collection, cancellationToken);

        public Task<IReadOnlyDictionary<string, string>> ListAliasesAsync(CancellationToken cancellationToken = default) => ((ICollectionAliases)inner).ListAliasesAsync(cancellationToken);

        public Task SetAliasAsync(string alias, string collection, CancellationToken cancellationToken = default) => ((ICollectionAliases)inner).SetAliasAsync(alias, collection, cancellationToken);

        public Task<bool> RemoveAliasAsync(string alias, CancellationToken cancellationToken = default) => ((ICollectionAliases)inner).RemoveAliasAsync(alias, cancellationToken);
    }
}
