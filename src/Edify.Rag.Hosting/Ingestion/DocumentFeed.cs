using Edify.Rag.Hosting.Ingestion.Access;
using Edify.Rag.Hosting.Ingestion.Resilience;

namespace Edify.Rag.Hosting.Ingestion;

/// <summary>One try at one document: blob in, chunks out.</summary>
internal sealed class DocumentFeed(IngestionParts parts, ProcessingFingerprint fingerprint, ChunkQueue output, SourceWatch watch)
{
    private const int ProbeLength = 4096;

    /// <summary>Reads the document and hands its chunks on; whatever goes wrong is raised.</summary>
    public async Task ReadAsync(DocumentJob job, CancellationToken cancellationToken)
    {
        if (job.Blob.Size > parts.Options.MaxFileBytes)
            throw OverLimit(job, $"it has {job.Blob.Size} bytes and {nameof(IngestionOptions.MaxFileBytes)} allows {parts.Options.MaxFileBytes}");

        job.Metadata = parts.Metadata.Extract(job.Blob);
        job.Access = await AccessReader.ReadAsync(parts, job.Blob, cancellationToken).ConfigureAwait(false);
        var content = watch.Over(await parts.Source.OpenSeekableAsync(job.Blob, parts.Reading, parts.Time, cancellationToken).ConfigureAwait(false));
        await using var _ = content.ConfigureAwait(false);

        var head = await ReadHeadAsync(content, cancellationToken).ConfigureAwait(false);
        var reader = ChooseReader(job, head);
        job.Fingerprint = fingerprint.For(reader, job.Access.Mark);
        job.Version = RagIds.Version(job.DocumentId, job.Blob.ETag, job.Fingerprint).ToString();

        // A head that is all of it need not be read again.
        var whole = head.Length < ProbeLength ? new MemoryStream(head, writable: false) : content;
        var elements = reader.ReadAsync(whole, Context(job), cancellationToken);
        await foreach (var chunk in parts.Chunker.ChunkAsync(elements, cancellationToken).ConfigureAwait(false))
        {
            if (!job.IsWanted) return;
            job.Begun.Add(job.Version);
            await output.SendAsync(job, chunk, cancellationToken).ConfigureAwait(false);
            job.Chunks++;
        }

        // The last of the warnings, as AccessIssue expects it.
        if (job.Access.Issue is { } issue) job.Warnings.Add(issue);
    }

    private IDocumentReader ChooseReader(DocumentJob job, ReadOnlyMemory<byte> head) =>
        DocumentBytes.FindReader(job, parts, head) ?? throw DocumentReadException.NoReader(job.Key.Name, parts.Readers);

    private DocumentContext Context(DocumentJob job) => new()
    {
        Name = job.Key.Name,
        Passwords = [.. parts.Options.Passwords],
        Limits = parts.Options.ToLimits(),
        Report = new ReadWarnings(job.Warnings),
        Info = new InfoKeeper(job),
    };

    private static async Task<byte[]> ReadHeadAsync(Stream content, CancellationToken cancellationToken)
    {
        var head = new byte[Math.Clamp(content.Length, 1, ProbeLength)];
        var length = await content.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
        content.Position = 0;
        return length == head.Length ? head : head[..length];
    }

    private static DocumentReadException OverLimit(DocumentJob job, string which) =>
        new(job.Key.Name, DocumentFault.OverLimit, $"The file is over a limit: {which}. Raise the limit or split the file.");

    private sealed class InfoKeeper(DocumentJob job) : IProgress<DocumentInfo>
    {
        public void Report(DocumentInfo value) => job.Info = value;
    }
}
