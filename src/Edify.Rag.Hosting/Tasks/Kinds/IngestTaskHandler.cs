using System.Globalization;

namespace Edify.Rag.Hosting.Tasks.Kinds;

/// <summary>Ingestion as a task, for administrators. A run that was interrupted does again only what was not done.</summary>
/// <param name="pipeline">Does the work.</param>
/// <param name="mayIngest">Whether somebody may have it done.</param>
internal sealed class IngestTaskHandler(IIngestionPipeline pipeline, Func<RagUser, bool> mayIngest) : IRagTaskHandler
{
    private const int MaxPrefix = 1024;

    public string Kind => RagTaskKinds.Ingest.Name;

    public ValueTask<string> CheckAsync(RagUser user, string input, CancellationToken cancellationToken = default)
    {
        RequireRights(user);
        var what = Read(input);
        return new(what.Prefix.Length > 0 ? $"Ingest '{what.Prefix}'" : "Ingest all documents");
    }

    public async Task<string> RunAsync(IRagTaskContext context, CancellationToken cancellationToken)
    {
        RequireRights(context.User);
        var what = Read(context.Input);
        context.Report(0, "listing documents");
        var request = new IngestionRequest(context.User.Tenant) { Prefix = what.Prefix, Force = what.Force, RetryQuarantined = what.RetryQuarantined };
        await foreach (var happened in pipeline.RunAsStreamAsync(request, cancellationToken).ConfigureAwait(false))
        {
            if (happened is IngestionEvent.Progressed { Progress: var progress }) context.Report(PercentOf(progress), StageOf(progress), progress.Remaining);
            else if (happened is IngestionEvent.Completed { Report: var report }) return RagTaskKinds.Ingest.WriteResult(report);
        }

        throw new System.Diagnostics.UnreachableException();
    }

    private void RequireRights(RagUser user)
    {
        if (!mayIngest(user)) throw new RagTaskRefusedException("Only administrators may have documents ingested.");
    }

    private static IngestInput Read(string input)
    {
        var what = RagTaskKinds.Ingest.ReadInput(input);
        return what.Prefix.Length <= MaxPrefix
            ? what
            : throw new RagInputException(string.Create(CultureInfo.InvariantCulture, $"The prefix has {what.Prefix.Length:N0} characters; at most {MaxPrefix:N0} are accepted."));
    }

    // While the listing goes on nobody knows of how much it is a part.
    private static double PercentOf(IngestionProgress progress) => !progress.ListingComplete ? 0
        : progress.BytesToDo > 0 ? 100.0 * progress.BytesDone / progress.BytesToDo
        : progress.Listed > 0 ? 100.0 * progress.Done / progress.Listed : 100;

    private static string StageOf(IngestionProgress progress) => string.Create(
        CultureInfo.InvariantCulture,
        $"{progress.Done:N0} of {progress.Listed:N0}{(progress.ListingComplete ? string.Empty : " and more")} documents{(progress.Failed > 0 ? $", {progress.Failed:N0} failed" : string.Empty)}");
}
