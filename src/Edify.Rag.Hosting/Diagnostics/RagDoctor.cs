using Edify.Rag.Hosting.Ingestion;
using Edify.Rag.Hosting.Privacy.LocalOnly;
using Edify.Rag.Hosting.Startup;
using Microsoft.Extensions.AI;

namespace Edify.Rag.Hosting.Diagnostics;

/// <summary>Examines the parts one by one; each examination ends in a finding, whatever happens.</summary>
internal sealed class RagDoctor(RagDescription description, IngestionParts parts, StoreFit fit, IChatClient model, IOcrEngine? ocr, Func<IReranker>? reranker,
    Func<IReadOnlyList<PartPlace>>? remoteParts) : IRagDoctor
{
    // 64 by 64 white pixels.
    private static readonly byte[] BlankImage = [.. "P4\n64 64\n"u8, .. new byte[512]];

    public RagDescription Description => description;

    public async Task<IReadOnlyList<RagFinding>> ExamineAsync(CancellationToken cancellationToken = default) =>
    [
        await ExamineAsync("blobs", BlobsAsync, "Check the path or container and the rights of this process.", cancellationToken, RagHealth.Attention).ConfigureAwait(false),
        await ExamineAsync("readers", ReadersAsync, "Call UseDocumentReaders().", cancellationToken).ConfigureAwait(false),
        .. ocr is null ? Array.Empty<RagFinding>() : [await ExamineAsync("ocr", OcrAsync, "Scanned pages stay without text until it works; then ingest again.", cancellationToken, RagHealth.Attention).ConfigureAwait(false)],
        await ExamineAsync("embedder", EmbedderAsync, "Check the embedder's endpoint, key and model.", cancellationToken).ConfigureAwait(false),
        .. reranker is null ? Array.Empty<RagFinding>() : [await ExamineAsync("reranker", RerankerAsync, "Check the reranker's model; until it works, passages stay in the order of the search.", cancellationToken).ConfigureAwait(false)],
        await ExamineAsync("vectors", VectorsAsync, "Check the store's directory or endpoint.", cancellationToken).ConfigureAwait(false),
        await ExamineAsync("collection", CollectionAsync, "Use another state directory, or ingest again with this embedder.", cancellationToken).ConfigureAwait(false),
        await ExamineAsync("access", AccessAsync, "Check the access policy and the store.", cancellationToken).ConfigureAwait(false),
        await ExamineAsync("ledger", LedgerAsync, "Check the database, if the ledger lies in one; otherwise restore the state directory from a copy, or delete the ledger and ingest again.", cancellationToken).ConfigureAwait(false),
        Model(),
        .. remoteParts is null ? Array.Empty<RagFinding>() : [await ExamineAsync("local only", _ => Task.FromResult(LocalOnly(remoteParts())), "Check where the parts are.", cancellationToken).ConfigureAwait(false)],
    ];

    private static async Task<RagFinding> ExamineAsync(
        string part, Func<CancellationToken, Task<RagFinding>> examine, string remedy, CancellationToken cancellationToken, RagHealth whenItFails = RagHealth.Broken)
    {
        try
        {
            return await examine(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            return new(part, whenItFails, e.Message, remedy);
        }
    }

    // Without its source a pipeline still answers from what it has.
    private async Task<RagFinding> BlobsAsync(CancellationToken cancellationToken)
    {
        await foreach (var blob in parts.Source.ListAsync(cancellationToken: cancellationToken).ConfigureAwait(false))
            return new("blobs", RagHealth.Healthy, $"{parts.Source.Location} can be listed; the first blob is '{blob.Name}'.");
        return new("blobs", RagHealth.Attention, $"{parts.Source.Location} is empty.", "Put documents there, or point Storage at another place.");
    }

    private Task<RagFinding> ReadersAsync(CancellationToken cancellationToken) => Task.FromResult(
        parts.Readers.Count > 0
            ? new RagFinding("readers", RagHealth.Healthy, string.Join(", ", parts.Readers.Select(r => r.Fingerprint)))
            : new RagFinding("readers", RagHealth.Broken, "No document reader was added.", "Call UseDocumentReaders()."));

    private async Task<RagFinding> OcrAsync(CancellationToken cancellationToken)
    {
        await ocr!.RecognizeAsync(new("image/x-portable-anymap", BlankImage, 1), cancellationToken).ConfigureAwait(false);
        return new("ocr", RagHealth.Healthy, $"{ocr.Fingerprint} reads images.");
    }

    private async Task<RagFinding> EmbedderAsync(CancellationToken cancellationToken)
    {
        var identity = await parts.Embedder.IdentifyAsync(cancellationToken).ConfigureAwait(false);
        await parts.Embedder.ExamineAsync(cancellationToken).ConfigureAwait(false);
        return new("embedder", RagHealth.Healthy, $"{identity.Id} answers with {identity.Dimension} dimensions.");
    }

    // It is made here, since a model is loaded with it, and a folder may lack one.
    private async Task<RagFinding> RerankerAsync(CancellationToken cancellationToken)
    {
        var passage = new RetrievedChunk(new(Guid.Empty, "examination", new Dictionary<string, FieldValue>()), 1);
        var ranked = await reranker!().RerankAsync("examination", [passage], cancellationToken).ConfigureAwait(false);
        return new("reranker", RagHealth.Healthy, FormattableString.Invariant($"It answers; a passage got {ranked[0].Score:0.###}."));
    }

    private async Task<RagFinding> VectorsAsync(CancellationToken cancellationToken)
    {
        await parts.Store.CheckAsync(cancellationToken).ConfigureAwait(false);
        return parts.Store.Capabilities.HasFlag(VectorStoreCapabilities.Lexical | VectorStoreCapabilities.Hybrid)
            ? new("vectors", RagHealth.Healthy, $"The store is usable; natively: {parts.Store.Capabilities}.")
            : new("vectors", RagHealth.Broken, $"The store can do {parts.Store.Capabilities} only; hybrid search needs Lexical and Hybrid.", "Use a store that searches by words as well.");
    }

    private async Task<RagFinding> CollectionAsync(CancellationToken cancellationToken)
    {
        var embedder = await parts.Embedder.IdentifyAsync(cancellationToken).ConfigureAwait(false);
        if (await parts.Store.GetCollectionAsync(parts.Collection, cancellationToken).ConfigureAwait(false) is not { } there)
            return new("collection", RagHealth.Attention, $"'{parts.Collection}' does not exist yet.", "Ingest documents.");
        return await parts.Store.MeasureCollectionAsync(parts.Collection, cancellationToken).ConfigureAwait(false) switch
        {
            { Records: 0 } => new("collection", RagHealth.Attention, $"'{parts.Collection}' is empty.", "Ingest documents."),
            _ when !embedder.HasMade(there) => new(
                "collection",
                RagHealth.Broken,
                $"'{parts.Collection}' was made by {there.Embedder} with {there.Dimension} dimensions; this pipeline embeds with {embedder.Id}.",
                "Configure the embedder it was made with, ingest into another state directory or collection, or embed this one anew with reembed (or ingest --recreate)."),
            var size => new("collection", RagHealth.Healthy, $"'{parts.Collection}' holds {size.Records:N0} chunks of {there.Dimension} dimensions in {size.Bytes:N0} bytes."),
        };
    }

    // What a host that starts would refuse for.
    private async Task<RagFinding> AccessAsync(CancellationToken cancellationToken)
    {
        var problems = fit.Capabilities().Concat(await fit.IndexesAsync(cancellationToken).ConfigureAwait(false)).ToList();
        return problems.Count == 0
            ? new("access", RagHealth.Healthy, "The store can do what the access policy filters by.")
            : new("access", RagHealth.Broken, string.Join(" ", problems), "Use a store that can, or make the collection anew with ingest --recreate or reembed.");
    }

    private async Task<RagFinding> LedgerAsync(CancellationToken cancellationToken)
    {
        var quarantined = await parts.Ledger.ListAsync(parts.DefaultTenant, cancellationToken: cancellationToken)
            .Where(e => e.Status == LedgerStatus.Quarantined).ToListAsync(cancellationToken).ConfigureAwait(false);
        return quarantined.Count == 0
            ? new("ledger", RagHealth.Healthy, "The ledger can be read.")
            : new("ledger", RagHealth.Attention, Quarantined(quarantined), "Mend or replace these files, or have them tried once more (ingest --retry-quarantined).");
    }

    private static string Quarantined(List<LedgerEntry> entries)
    {
        const int Shown = 5;
        var shown = string.Join(" ", entries.Take(Shown).Select(e => $"{e.Key.Name}: {e.Reason}"));
        return $"{entries.Count:N0} documents are quarantined. {shown}{(entries.Count > Shown ? " And more; see the status." : string.Empty)}";
    }

    private static RagFinding LocalOnly(IReadOnlyList<PartPlace> remote) => remote.Count == 0
        ? new("local only", RagHealth.Healthy, "All parts are on the school's own network.")
        : new("local only", RagHealth.Broken, $"Not on the school's own network: {string.Join("; ", remote)}.", "Choose local ones, or list what is the school's own in LocalHosts.");

    private RagFinding Model()
    {
        var metadata = model.GetService(typeof(ChatClientMetadata)) as ChatClientMetadata;
        return new("language model", RagHealth.Healthy, $"{metadata?.ProviderName ?? model.GetType().Name} {metadata?.DefaultModelId}".TrimEnd() + " is configured; it is asked only by questions.");
    }
}
