namespace Edify.Rag;

/// <summary>A document of a library, as its readers see it.</summary>
/// <param name="Id">The document's identifier; see <see cref="RagIds.Document"/>.</param>
/// <param name="Name">Its path within the source.</param>
public sealed record LibraryDocument(Guid Id, string Name)
{
    /// <summary>The title, as the file tells it; empty where it does not.</summary>
    public string Title { get; init; } = string.Empty;

    /// <summary>Length of the file in bytes.</summary>
    public long Size { get; init; }

    /// <summary>Version of the file; see <see cref="BlobItem.ETag"/>.</summary>
    public string ETag { get; init; } = string.Empty;

    /// <summary>When the file was last written; <see langword="null"/> where that is not known.</summary>
    public DateTimeOffset? Modified { get; init; }

    /// <summary>How its last reading ended.</summary>
    public LedgerStatus Status { get; init; }

    /// <summary>Why it failed, or what to look at; empty when all went well.</summary>
    public string Reason { get; init; } = string.Empty;

    /// <summary>Number of its passages.</summary>
    public int Chunks { get; init; }

    /// <summary>When it was read.</summary>
    public DateTimeOffset ProcessedAt { get; init; }

    /// <summary>Module, grade, subject and what else its place tells. Neither who may see it nor what the pipeline keeps for itself.</summary>
    public IReadOnlyDictionary<string, FieldValue> Fields { get; init; } = FrozenDictionary<string, FieldValue>.Empty;
}

/// <summary>A document's file, or the part of it that was asked for.</summary>
/// <param name="document">The document.</param>
/// <param name="blob">The file as the source lists it.</param>
/// <param name="range">The part that <paramref name="stream"/> holds.</param>
/// <param name="stream">The bytes, forward only.</param>
public sealed class DocumentContent(LibraryDocument document, BlobItem blob, BlobRange range, Stream stream) : IAsyncDisposable
{
    /// <summary>The document.</summary>
    public LibraryDocument Document { get; } = document;

    /// <summary>The file: length, version, media type as far as the source knows it.</summary>
    public BlobItem Blob { get; } = blob;

    /// <summary>The part of the file that <see cref="Stream"/> holds, cut at the file's end; of length 0 for an empty file.</summary>
    public BlobRange Range { get; } = range;

    /// <summary>The bytes, forward only.</summary>
    public Stream Stream { get; } = stream;

    /// <summary>Closes the stream.</summary>
    public ValueTask DisposeAsync() => Stream.DisposeAsync();
}
