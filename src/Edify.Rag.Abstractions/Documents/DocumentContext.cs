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

    /// <summary>Receives what the document says of itself, at most once and before its first element.</summary>
    public IProgress<DocumentInfo>? Info { get; init; }
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

    /// <summary>Parts of the file that are parsed: objects of a PDF, elements of a markup, cells of a sheet, entries of an archive.</summary>
    /// <value>Default: 20,000,000.</value>
    public long MaxObjects { get; init; } = 20_000_000;

    /// <summary>How deep parts may lie within parts: arrays, forms within forms, archives within archives count each by their own kind.</summary>
    /// <value>Default: 256.</value>
    public int MaxNesting { get; init; } = 256;

    /// <summary>Drawing operators of all pages.</summary>
    /// <value>Default: 1,000,000,000.</value>
    public long MaxOperations { get; init; } = 1_000_000_000;

    /// <summary>Characters shown on all pages, before they are put in order.</summary>
    /// <value>Default: 500,000,000.</value>
    public long MaxGlyphs { get; init; } = 500_000_000;
}

/// <summary>Something worth reporting while a document is read.</summary>
/// <param name="Kind">What happened.</param>
/// <param name="Page">Where, from 1; 0 for the document.</param>
/// <param name="Detail">In words, without the document's text.</param>
public readonly record struct ReadEvent(ReadEventKind Kind, int Page, string Detail)
{
    /// <summary>Characters on the page, whether decoded or not, for <see cref="ReadEventKind.PageRead"/>.</summary>
    public int Characters { get; init; }

    /// <summary>Characters that could not be decoded, for <see cref="ReadEventKind.Undecodable"/>.</summary>
    public int Undecodable { get; init; }

    /// <summary>Share of the page that images cover, from 0 to 1, for <see cref="ReadEventKind.PageRead"/> and <see cref="ReadEventKind.NeedsOcr"/>.</summary>
    public double ImageShare { get; init; }
}

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

    /// <summary>The text of a page was recognized in its image.</summary>
    Recognized,

    /// <summary>A part was left out, such as a file of an archive that no reader knows or that is damaged; the rest was read.</summary>
    LeftOut,
}
