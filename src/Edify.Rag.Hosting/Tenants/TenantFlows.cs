namespace Edify.Rag.Hosting.Tenants;

/// <summary>Answers with the settings of the asker's tenant.</summary>
internal sealed class TenantAssistant(IRagAssistant inner) : IRagAssistant
{
    public async Task<Answer> AskAsync(Question question, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(question);
        TenantScope.Current = question.User.Tenant;
        return await inner.AskAsync(question, cancellationToken).ConfigureAwait(false);
    }

    public IAsyncEnumerable<AnswerUpdate> AskStreamingAsync(Question question, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(question);
        return TenantScope.Of(question.User.Tenant, inner.AskStreamingAsync(question, cancellationToken), cancellationToken);
    }
}

/// <summary>Searches with the settings of the scope's tenant.</summary>
internal sealed class TenantRetriever(IRetriever inner) : IRetriever
{
    public async Task<RetrievalResult> RetrieveAsync(RetrievalQuery query, AccessScope scope, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(scope);
        TenantScope.Current = scope.Tenant;
        return await inner.RetrieveAsync(query, scope, cancellationToken).ConfigureAwait(false);
    }
}

/// <summary>Researches with the settings of the asker's tenant.</summary>
internal sealed class TenantResearch(IResearch inner) : IResearch
{
    public IAsyncEnumerable<ResearchUpdate> RunAsync(ResearchTask task, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(task);
        return TenantScope.Of(task.User.Tenant, inner.RunAsync(task, cancellationToken), cancellationToken);
    }
}
