namespace Edify.Rag.Repository.Tests.Access;

/// <summary>No public API of any package searches, answers, lists, scans or opens documents without a user or a scope.</summary>
public sealed class ScopeRequiredTests
{
    private const string Maintenance = "Maintenance: it names a tenant or the whole, and hosts let administrators at it alone.";
    private const string BelowTheLine = "Below the line: where documents come from, before anybody has said who sees them; hosts hand it to nobody.";
    private const string State = "State of the machinery, not of documents.";
    private const string Keys = "Keys and their names, which tell nothing of documents; hosts hand them to nobody.";
    private const string Counts = "Numbers of what was consumed, by names of users and tenants; hosts let administrators at it alone.";
    private const string Rules = "Administrative: it says who sees documents, and tells of them no more than their names.";

    /// <summary>What may do without, and why. Whoever adds a line says why nobody can be told anything by it that is not theirs to know.</summary>
    private static readonly Dictionary<string, string> Exceptions = new(StringComparer.Ordinal)
    {
        ["IBlobSource.ListAsync"] = BelowTheLine,
        ["IBlobSource.OpenReadAsync"] = BelowTheLine,
        ["SeekableBlobSourceExtensions.OpenSeekableAsync"] = BelowTheLine,
        ["IIngestionLedger.FindAsync"] = Maintenance,
        ["IIngestionLedger.ListAsync"] = Maintenance,
        ["IIngestionPipeline.PlanAsync"] = Maintenance,
        ["IAuditLog.ReadAsync"] = Maintenance,
        ["IVectorStore.GetCollectionAsync"] = State,
        ["IVectorStoreDetails.GetContentVersionAsync"] = State,
        ["IVectorStoreDetails.GetIndexedFieldsAsync"] = State,
        ["ICollectionAliases.ListAliasesAsync"] = State,
        ["ITermStatistics.GetTermStatisticsAsync"] = "Numbers for weighing words, which are of the collection and not of a tenant; they go into weights and are told to nobody.",
        ["IKeyProvider.GetCurrentIdAsync"] = Keys,
        ["IKeyProvider.ListIdsAsync"] = Keys,
        ["IKeyProvider.FindAsync"] = Keys,
        ["IAuditKey.ReadAsync"] = Keys,
        ["IEncryptionMaintenance.GetStatusAsync"] = Maintenance,
        ["IErasure.EraseAsync"] = Maintenance,
        ["IErasure.ResumeAsync"] = Maintenance,
        ["IUsageMeter.ReadAsync"] = Counts,
        ["IUsageMeter.ListAsync"] = Counts,
        ["IUsageReport.ReadAsync"] = Counts,
        ["IRagTaskStore.FindNoticeAsync"] = "What a webhook tells of a task: neither question nor answer.",
        ["IRagTaskStore.ListOpenAsync"] = "For who runs tasks: their keys, which are hashes, and kinds.",
        ["IJobQueue.CountAsync"] = State,
        ["IJobQueue.ListDeadAsync"] = Maintenance,
        ["IJobQueue.CompleteAsync"] = State,
        ["IQdrantSnapshots.ListAsync"] = State,
        ["IAccessRules.ListAsync"] = Rules,
        ["IAccessRules.FindAsync"] = Rules,
        ["IAccessRuleStore.ListAsync"] = Rules,
        ["IAccessRuleStore.FindAsync"] = Rules,
    };

    private static IEnumerable<Type> Public => Repository.Libraries
        .Where(a => a.GetName().Name != "Edify.Rag.Conformance")
        .SelectMany(a => a.GetExportedTypes()).Where(t => !Repository.IsCompilerGenerated(t));

    [Fact]
    public void Nothing_fetches_documents_without_saying_for_whom()
    {
        var breaches = ScopeRule.Breaches(Public).Distinct().Except(Exceptions.Keys).ToList();
        Assert.True(breaches.Count == 0, string.Join(Environment.NewLine, breaches));
    }

    [Fact]
    public void Every_exception_is_still_needed_and_has_a_reason()
    {
        Assert.Empty(Exceptions.Keys.Except(ScopeRule.Breaches(Public)));
        Assert.All(Exceptions.Values, reason => Assert.False(string.IsNullOrWhiteSpace(reason)));
    }

    [Fact]
    public void The_ways_that_users_take_say_for_whom()
    {
        Type[] ways = [typeof(IRagAssistant), typeof(IRetriever), typeof(IDocumentLibrary), typeof(IResearch), typeof(IConversationStore)];
        Assert.Empty(ScopeRule.Breaches(ways));
        Assert.All(ways, way => Assert.DoesNotContain(Exceptions.Keys, e => e.StartsWith(way.Name + ".", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData(typeof(Leaks.ISearch))]
    [InlineData(typeof(Leaks.IAnswering))]
    [InlineData(typeof(Leaks.IStreaming))]
    [InlineData(typeof(Leaks.ICounting))]
    [InlineData(typeof(Leaks.IDownload))]
    [InlineData(typeof(Leaks.ISimilar))]
    [InlineData(typeof(Leaks.IHiddenInRecord))]
    [InlineData(typeof(Leaks.IBlocking))]
    [InlineData(typeof(Leaks.ITenantOnly))]
    [InlineData(typeof(Leaks.Extension))]
    public void What_does_not_say_it_is_found(Type leak) => Assert.Single(ScopeRule.Breaches([leak]));

    [Theory]
    [InlineData(typeof(Sound.ISearch))]
    [InlineData(typeof(Sound.IAnswering))]
    [InlineData(typeof(Sound.IReordering))]
    [InlineData(typeof(Sound.IReading))]
    public void What_says_it_or_works_on_what_the_caller_has_passes(Type sound) => Assert.Empty(ScopeRule.Breaches([sound]));
}

/// <summary>What the rule must find.</summary>
public static class Leaks
{
    public interface ISearch
    {
        Task<IReadOnlyList<VectorMatch>> SearchAsync(string collection, VectorQuery query, CancellationToken cancellationToken = default);
    }

    public interface IAnswering
    {
        Task<Answer> AskAsync(string question, CancellationToken cancellationToken = default);
    }

    public interface IStreaming
    {
        IAsyncEnumerable<AnswerUpdate> WriteAsync(string question, CancellationToken cancellationToken = default);
    }

    public interface ICounting
    {
        ValueTask<long> CountAsync(string collection, VectorFilter filter, CancellationToken cancellationToken = default);
    }

    public interface IDownload
    {
        Task<(Stream Content, string Name)> FetchAsync(Guid document, CancellationToken cancellationToken = default);
    }

    public interface ISimilar
    {
        Task<IReadOnlyList<RetrievedChunk>> FindSimilarAsync(RetrievedChunk to, CancellationToken cancellationToken = default);
    }

    public sealed record Found(string Query, IReadOnlyDictionary<string, IReadOnlyList<Citation>> ByBook);

    public interface IHiddenInRecord
    {
        Task<Found?> LookAsync(string query, CancellationToken cancellationToken = default);
    }

    public interface IBlocking
    {
        IReadOnlyList<LibraryDocument> ListDocuments(string folder);
    }

    public interface ITenantOnly
    {
        Task<LibraryPage> ListAsync(string tenant, LibraryQuery query, CancellationToken cancellationToken = default);
    }

    public static class Extension
    {
        public static IAsyncEnumerable<VectorRecord> ScanAllAsync(IVectorStore store, string collection) => store.ScanAsync(collection, AccessScope.ForSystem("school", "a leak"));
    }
}

/// <summary>What the rule must let pass.</summary>
public static class Sound
{
    public interface ISearch
    {
        Task<IReadOnlyList<VectorMatch>> SearchAsync(VectorQuery query, AccessScope scope, CancellationToken cancellationToken = default);
    }

    public interface IAnswering
    {
        Task<Answer> AskAsync(Question question, CancellationToken cancellationToken = default);
    }

    public interface IReordering
    {
        Task<IReadOnlyList<RetrievedChunk>> RerankAsync(string question, IReadOnlyList<RetrievedChunk> passages, CancellationToken cancellationToken = default);
    }

    public interface IReading
    {
        Task<EvaluationText> ReadAsync(Stream stream, CancellationToken cancellationToken = default);
    }

    public sealed record EvaluationText(string Text);
}
