using System.Threading.Channels;
using Microsoft.Extensions.Logging;

namespace Edify.Rag.Hosting.Ingestion;

/// <summary>The reading side of a run: blob in, chunks out, one bad file never more than one failed document.</summary>
internal sealed class DocumentFeed(
    IngestionParts parts, ProcessingFingerprint fingerprint, ByteBudget budget, ChannelWriter<WorkItem> output, ILogger logger)
{
    private const int ProbeLength = 4096;

    /// <summary>Reads one document into the channel. Its end is always sent, with the failure if there was one.</summary>
    public async ValueTask FeedAsync(DocumentJob job, CancellationToken cancellationToken)
    {
        job.Reserved = await budget.TakeAsync(BytesHeld(job), cancellationToken).ConfigureAwait(false);
        if (job.Previous is not null) job.Stored = await FindStoredAsync(job, cancellationToken).ConfigureAwait(false);
        try
        {
            await ReadAsync(job, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            job.Failure = Reason(e, job);
        }

        await output.WriteAsync(new(job, null), cancellationToken).ConfigureAwait(false);
    }

    private async Task ReadAsync(DocumentJob job, CancellationToken cancellationToken)
    {
        if (job.Blob.Size > parts.Options.MaxFileBytes)
            throw OverLimit(job, $"it has {job.Blob.Size} bytes and {nameof(IngestionOptions.MaxFileBytes)} allows {parts.Options.MaxFileBytes}");

        job.Metadata = parts.Metadata.Extract(job.Blob);
        var content = await parts.Source.OpenSeekableAsync(job.Blob, parts.Reading, parts.Time, cancellationToken).ConfigureAwait(false);
        await using var _ = content.ConfigureAwait(false);

        var reader = ChooseReader(job, await ReadHeadAsync(content, cancellationToken).ConfigureAwait(false));
        job.Fingerprint = fingerprint.For(reader);
        job.Version = RagIds.Version(job.DocumentId, job.Blob.ETag, job.Fingerprint).ToString();

        var elements = reader.ReadAsync(content, Context(job), cancellationToken);
        await foreach (var chunk in parts.Chunker.ChunkAsync(elements, cancellationToken).ConfigureAwait(false))
        {
            await output.WriteAsync(new(job, chunk), cancellationToken).ConfigureAwait(false);
            job.Chunks++;
        }
    }

    private IDocumentReader ChooseReader(DocumentJob job, ReadOnlyMemory<byte> head) =>
        FindReader(job, head) ?? throw DocumentReadException.NoReader(job.Key.Name, parts.Readers);

    private IDocumentReader? FindReader(DocumentJob job, ReadOnlyMemory<byte> head)
    {
        var probe = new DocumentProbe(job.Key.Name, job.Blob.ContentType, head);
        return parts.Readers.FirstOrDefault(r => r.CanRead(probe));
    }

    private DocumentContext Context(DocumentJob job) => new()
    {
        Name = job.Key.Name,
        Passwords = [.. parts.Options.Passwords],
        Limits = parts.Options.ToLimits(),
        Report = new ReadWarnings(job.Warnings),
        Info = new InfoKeeper(job),
    };

    private async Task<IReadOnlyDictionary<Guid, IReadOnlyList<string>>> FindStoredAsync(DocumentJob job, CancellationToken cancellationToken)
    {
        var stored = new Dictionary<Guid, IReadOnlyList<string>>();
        var scope = AccessScope.ForSystem(job.Key.Tenant, "ingestion");
        var options = new ScanOptions { Filter = FieldFilter.Documents(job.Key.Tenant, [job.DocumentId]) };
        await foreach (var record in parts.Store.ScanAsync(parts.Collection, scope, options, cancellationToken).ConfigureAwait(false))
            stored[record.Id] = record.Fields.TryGetValue(RagFields.Version, out var versions) ? versions.Items ?? [] : [];
        return stored;
    }

    private static async Task<byte[]> ReadHeadAsync(Stream content, CancellationToken cancellationToken)
    {
        var head = new byte[ProbeLength];
        var length = await content.ReadAtLeastAsync(head, ProbeLength, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
        content.Position = 0;
        return head[..length];
    }

    // A reader that seeks holds blocks of the file, one that does not may hold all of it; the name tells well enough which it will be.
    private long BytesHeld(DocumentJob job)
    {
        try
        {
            return FindReader(job, ReadOnlyMemory<byte>.Empty) is { NeedsSeeking: true } ? Math.Min(job.Blob.Size, parts.Reading.CacheBytes) : job.Blob.Size;
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            return job.Blob.Size; // a reader that fails to tell fails again when it is asked to read, as the document's failure
        }
    }

    private static DocumentReadException OverLimit(DocumentJob job, string which) =>
        new(job.Key.Name, DocumentFault.OverLimit, $"The file is over a limit: {which}. Raise the limit or split the file.");

    private string Reason(Exception error, DocumentJob job)
    {
        if (error is not RagException and not IOException) logger.UnexpectedDocumentError(error, job.Key.Name);
        return error is RagException or IOException
            ? error.Message
            : $"The file could not be processed ({error.GetType().Name}); report it with the file if it opens elsewhere.";
    }

    private sealed class InfoKeeper(DocumentJob job) : IProgress<DocumentInfo>
    {
        public void Report(DocumentInfo value) => job.Info = value;
    }

    /// <summary>Keeps what is worth showing; pages that were read or recognized are not.</summary>
    private sealed class ReadWarnings(List<string> warnings) : IProgress<ReadEvent>
    {
        private const int Most = 5;

        public void Report(ReadEvent value)
        {
            if (value.Kind is ReadEventKind.PageRead or ReadEventKind.Recognized || warnings.Count > Most) return;
            warnings.Add(warnings.Count == Most ? "and more" : Sentence(value));
        }

        private static string Sentence(ReadEvent value)
        {
            var what = value.Kind switch
            {
                ReadEventKind.NeedsOcr => "needs OCR",
                ReadEventKind.Undecodable => "could not be decoded",
                ReadEventKind.LeftOut => "was not read whole",
                _ => "was repaired",
            };
            return $"{(value.Page > 0 ? $"Page {value.Page}" : "The file")} {what}{(value.Detail.Length > 0 ? $": {value.Detail}" : string.Empty)}";
        }
    }
}
