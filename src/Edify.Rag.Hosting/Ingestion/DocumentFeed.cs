namespace Edify.Rag.Hosting.Ingestion;

/// <summary>One try at one document: blob in, chunks out.</summary>
internal sealed class DocumentFeed(IngestionParts parts, ProcessingFingerprint fingerprint, ChunkQueue output)
{
    private const int ProbeLength = 4096;

    /// <summary>Reads the document and hands its chunks on; whatever goes wrong is raised.</summary>
    public async Task ReadAsync(DocumentJob job, CancellationToken cancellationToken)
    {
        if (job.Blob.Size > parts.Options.MaxFileBytes)
            throw OverLimit(job, $"it has {job.Blob.Size} bytes and {nameof(IngestionOptions.MaxFileBytes)} allows {parts.Options.MaxFileBytes}");

        job.Metadata = parts.Metadata.Extract(job.Blob);
        var blob = await parts.Source.OpenReadAsync(job.Blob.Name, etag: job.Blob.ETag, cancellationToken: cancellationToken).ConfigureAwait(false);
        await using var _ = blob.ConfigureAwait(false);

        var content = new ProbedStream(blob, await ReadHeadAsync(blob, cancellationToken).ConfigureAwait(false));
        var reader = ChooseReader(job, content.Head);
        job.Fingerprint = fingerprint.For(reader);
        job.Version = RagIds.Version(job.DocumentId, job.Blob.ETag, job.Fingerprint).ToString();

        var stream = reader.NeedsSeeking ? await SeekableAsync(job, content, cancellationToken).ConfigureAwait(false) : content;
        await using var __ = stream.ConfigureAwait(false);
        var elements = reader.ReadAsync(stream, Context(job), cancellationToken);
        await foreach (var chunk in parts.Chunker.ChunkAsync(elements, cancellationToken).ConfigureAwait(false))
        {
            if (job.Failure is not null) return;
            job.Begun.Add(job.Version);
            await output.SendAsync(job, chunk, cancellationToken).ConfigureAwait(false);
            job.Chunks++;
        }
    }

    private IDocumentReader ChooseReader(DocumentJob job, ReadOnlyMemory<byte> head)
    {
        var probe = new DocumentProbe(job.Key.Name, job.Blob.ContentType, head);
        return parts.Readers.FirstOrDefault(r => r.CanRead(probe)) ?? throw new DocumentReadException(
            job.Key.Name, DocumentFault.Unsupported, "No reader knows this format. Convert it to PDF, DOCX, HTML, Markdown or text, or add a reader for it.");
    }

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
        var head = new byte[ProbeLength];
        var length = await content.ReadAtLeastAsync(head, ProbeLength, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
        return head[..length];
    }

    // A store that streams forward only is buffered, within the byte budget that the document holds.
    private async Task<Stream> SeekableAsync(DocumentJob job, ProbedStream content, CancellationToken cancellationToken)
    {
        if (content.TryRewind() is { } seekable) return seekable;
        if (job.Blob.Size > parts.Options.MaxBytesInFlight)
        {
            throw OverLimit(
                job, $"its format needs random access, which this store does not give, and {nameof(IngestionOptions.MaxBytesInFlight)} allows {parts.Options.MaxBytesInFlight} bytes in memory");
        }

        var buffer = new MemoryStream((int)Math.Min(job.Blob.Size, int.MaxValue / 2));
        await content.CopyToAsync(buffer, cancellationToken).ConfigureAwait(false);
        buffer.Position = 0;
        return buffer;
    }

    private static DocumentReadException OverLimit(DocumentJob job, string which) =>
        new(job.Key.Name, DocumentFault.OverLimit, $"The file is over a limit: {which}. Raise the limit or split the file.");

    private sealed class InfoKeeper(DocumentJob job) : IProgress<DocumentInfo>
    {
        public void Report(DocumentInfo value) => job.Info = value;
    }
}
