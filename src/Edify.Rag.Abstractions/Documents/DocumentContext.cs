namespace Edify.Rag;

/// <summary>What is known of a file before it is read.</summary>
/// <remarks>The bytes decide before the name, the name before the media type: stores often claim "application/octet-stream".</remarks>
/// <param name="Name">Name with extension.</param>
/// <param name="ContentType">Media type as the store claims it.</param>
/// <param name="Head">Its first bytes, up to 4 KiB.</param>
public readonly record struct DocumentProbe(string Name, string? ContentType, ReadOnlyMemory<byte> Head);

/// <summary>What a reader works with besides the bytes.</summary>
public sealed record DocumentContext
{
    /// <summary>Name of the document, for messages.</summary>
    public required string Name { get; init; }

    /// <summary>Budgets that bound what one file may cost.</summary>
    public DocumentLimits Limits { get; init; } = new();

    /// <summary>Passwords to try on an encrypted file, after the empty one.</summary>
    public IReadOnlyList<string> Passwords { get; init; } = [];

    /// <summary>Receives page counts, undecodable characters and warnings as they appear.</summary>
    public IProgress<ReadEvent>? Report { get; init; }
}

/// <summary>Budgets for one document. Exceeding one raises <see cref="DocumentReadException"/> naming it.</summary>
public sealed record DocumentLimits
{
    /// <summary>Bytes of the file itself.</summary>
    /// <value>Default: 2 GiB.</value>
    public long MaxFileBytes { get; init; } = 2L << 30;

    /// <summary>Bytes after decompression, over all streams of the file.</summary>
    /// <value>Default: 4 GiB.</value>
    public long MaxInflatedBytes { get; init; } = 4L << 30;

    /// <summary>Time spent reading.</summary>
    /// <value>Default: 2 minutes.</value>
    public TimeSpan MaxDuration { get; init; } = TimeSpan.FromMinutes(2);
}

/// <summary>Something worth reporting while a document is read.</summary>
/// <param name="Kind">What happened.</param>
/// <param name="Page">Where, from 1; 0 for the document.</param>
/// <param name="Detail">In words, without the document's text.</param>
public readonly record struct ReadEvent(ReadEventKind Kind, int Page, string Detail);

/// <summary>Kinds of <see cref="ReadEvent"/>.</summary>
public enum ReadEventKind
{
    /// <summary>A page was read.</summary>
    PageRead,

    /// <summary>A page shows an image and no text: it needs OCR.</summary>
    NeedsOcr,

    /// <summary>Characters could not be decoded.</summary>
    Undecodable,

    /// <summary>The file breaks its format and was repaired.</summary>
    Repaired,
}
