using Microsoft.Extensions.Logging;

namespace Edify.Rag.Hosting;

/// <summary>What the package logs: names and counts, never the text of questions or documents.</summary>
internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Information, "Ingesting {Source} for tenant {Tenant}.")]
    public static partial void RunStarted(this ILogger logger, string source, string tenant);

    [LoggerMessage(2, LogLevel.Information, "Ingested {Ingested} of {Listed} documents from {Source}: {Unchanged} unchanged, {Removed} removed, {Failed} failed.")]
    public static partial void RunEnded(this ILogger logger, string source, int listed, int ingested, int unchanged, int removed, int failed);

    [LoggerMessage(3, LogLevel.Warning, "Document {Name} could not be ingested: {Reason}")]
    public static partial void DocumentFailed(this ILogger logger, string name, string reason);

    [LoggerMessage(4, LogLevel.Debug, "Document {Name} failed with an unexpected error.")]
    public static partial void UnexpectedDocumentError(this ILogger logger, Exception exception, string name);

    [LoggerMessage(5, LogLevel.Warning, "{Service} failed and is called again in {Wait} (repetition {Attempt}): {Reason}")]
    public static partial void Retrying(this ILogger logger, string service, TimeSpan wait, int attempt, string reason);

    [LoggerMessage(6, LogLevel.Warning, "{Service} asked for less: no call for {Wait}, then {Parallelism} at a time.")]
    public static partial void SlowedDown(this ILogger logger, string service, TimeSpan wait, int parallelism);

    [LoggerMessage(7, LogLevel.Warning, "The marks of {Count} documents could not be taken back; the next run reads these documents alone.")]
    public static partial void MarksLeft(this ILogger logger, Exception exception, int count);

    [LoggerMessage(8, LogLevel.Warning, "Collection {Collection} was made by another embedder and is deleted, as asked for; {Embedder} makes it anew.")]
    public static partial void CollectionDropped(this ILogger logger, string collection, string embedder);

    [LoggerMessage(9, LogLevel.Information, "Reconciled {Source}: {Documents} documents, {Differences} differences, {Removed} chunks removed.")]
    public static partial void Reconciled(this ILogger logger, string source, int documents, int differences, long removed);

    [LoggerMessage(13, LogLevel.Information, "Collection {Name} was switched from {From} to {To}.")]
    public static partial void CollectionSwitched(this ILogger logger, string name, string from, string to);

    /// <summary>Logs what services do; documents are logged where they end.</summary>
    public static void Happened(this ILogger logger, IngestionEvent happened)
    {
        if (happened is IngestionEvent.Retrying retrying) logger.Retrying(retrying.Service, retrying.Wait, retrying.Attempt, retrying.Reason);
        else if (happened is IngestionEvent.SlowedDown slowed) logger.SlowedDown(slowed.Service, slowed.Wait, slowed.Parallelism);
    }

    [LoggerMessage(10, LogLevel.Error, "The access policy failed for user {User}; everything is denied.")]
    public static partial void PolicyFailed(this ILogger logger, Exception exception, string user);

    [LoggerMessage(11, LogLevel.Error, "The access policy gave user {User} a scope of another tenant; everything is denied.")]
    public static partial void PolicyLeftTenant(this ILogger logger, string user);

    [LoggerMessage(12, LogLevel.Critical, "The vector store returned record {Record}, which the scope {Scope} does not admit; it was withheld.")]
    public static partial void RecordWithheld(this ILogger logger, Guid record, string scope);

    [LoggerMessage(20, LogLevel.Warning, "The embedder failed; searching by words only.")]
    public static partial void VectorLegDropped(this ILogger logger, Exception exception);

    [LoggerMessage(21, LogLevel.Warning, "The language model failed; answering with extracts.")]
    public static partial void ModelFailed(this ILogger logger, Exception exception);

    [LoggerMessage(22, LogLevel.Warning, "The reranker failed; the passages stay in the order of the search.")]
    public static partial void RerankingDropped(this ILogger logger, Exception exception);

    [LoggerMessage(23, LogLevel.Warning, "The vector store could not count words; the question's words weigh alike.")]
    public static partial void StatisticsMissing(this ILogger logger, Exception exception);

    [LoggerMessage(30, LogLevel.Warning, "The conversation store failed; questions are answered by themselves.")]
    public static partial void ConversationUnavailable(this ILogger logger, Exception exception);

    [LoggerMessage(31, LogLevel.Warning, "The language model could not sum a conversation up; it was done by rules.")]
    public static partial void SummaryByRules(this ILogger logger, Exception exception);

    [LoggerMessage(32, LogLevel.Warning, "A conversation could not be summed up; it is tried again after its next question.")]
    public static partial void SummaryFailed(this ILogger logger, Exception exception);

    [LoggerMessage(33, LogLevel.Information, "{Count} conversations were not used for long and were deleted.")]
    public static partial void ConversationsPruned(this ILogger logger, int count);

    [LoggerMessage(34, LogLevel.Warning, "Old conversations could not be deleted; it is tried again in ten minutes.")]
    public static partial void PruningFailed(this ILogger logger, Exception exception);

    [LoggerMessage(36, LogLevel.Warning, "The language model did not plan a research; its questions follow the documents' headings.")]
    public static partial void ResearchPlannedByRules(this ILogger logger, Exception exception);

    [LoggerMessage(40, LogLevel.Warning, "The answer cache's {Tier} tier failed ({Error}) and is left alone for {Pause}.")]
    public static partial void AnswerCacheFailed(this ILogger logger, string tier, string error, TimeSpan pause);

    [LoggerMessage(41, LogLevel.Critical, "The answer cache returned an entry of another scope or tenant than {Scope}; it was not used.")]
    public static partial void CachedAnswerWithheld(this ILogger logger, string scope);

    [LoggerMessage(42, LogLevel.Warning, "A write to the vector store could not be told to the shared answer cache; other machines may show what they have for up to its lifetime.")]
    public static partial void StampFailed(this ILogger logger);

    [LoggerMessage(24, LogLevel.Warning, "The language model did not rewrite a follow-up; rules did.")]
    public static partial void RewritingDropped(this ILogger logger, Exception exception);

    [LoggerMessage(25, LogLevel.Warning, "The {Leg} leg of a search failed or was late; the passages are those of the others.")]
    public static partial void LegDropped(this ILogger logger, Exception exception, string leg);

    [LoggerMessage(26, LogLevel.Warning, "The store did not fuse the legs of a search; they are searched one by one.")]
    public static partial void StoreFusionDropped(this ILogger logger, Exception exception);

    [LoggerMessage(27, LogLevel.Warning, "The neighbours of passages could not be read; the passages stand alone.")]
    public static partial void NeighboursDropped(this ILogger logger, Exception exception);
}
