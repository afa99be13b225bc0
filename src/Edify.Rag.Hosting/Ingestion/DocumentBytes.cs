namespace Edify.Rag.Hosting.Ingestion;

/// <summary>Which reader a document gets, and how much of the budget it takes.</summary>
internal static class DocumentBytes
{
    public static IDocumentReader? FindReader(DocumentJob job, IngestionParts parts, ReadOnlyMemory<byte> head)
    {
        var probe = new DocumentProbe(job.Key.Name, job.Blob.ContentType, head);
        return parts.Readers.FirstOrDefault(r => r.CanRead(probe));
    }

    // A reader that seeks holds blocks of the file, one that does not may hold all of it; the name tells well enough which it will be.
    public static long Held(DocumentJob job, IngestionParts parts)
    {
        try
        {
            return FindReader(job, parts, ReadOnlyMemory<byte>.Empty) is { NeedsSeeking: true } ? Math.Min(job.Blob.Size, parts.Reading.CacheBytes) : job.Blob.Size;
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            return job.Blob.Size; // a reader that fails to tell fails again when it is asked to read, as the document's failure
        }
    }
}
