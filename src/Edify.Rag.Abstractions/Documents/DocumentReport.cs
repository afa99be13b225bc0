namespace Edify.Rag;

/// <summary>How well a document could be read.</summary>
/// <param name="Name">The document's name.</param>
public sealed record DocumentReport(string Name)
{
    /// <summary>Fingerprint of the reader that read it, such as "pdf/1"; <see langword="null"/> when none knows the format.</summary>
    public string? Reader { get; init; }

    /// <summary>What the document says of itself.</summary>
    public DocumentInfo Info { get; init; } = new();

    /// <summary>The declared title, else the first heading of level 1, or of archives and workbooks the file's name; <see langword="null"/> where there is none.</summary>
    public string? Title { get; init; }

    /// <summary>The declared language, else the one its text is in, as a BCP 47 tag; <see langword="null"/> where that is not sure.</summary>
    public string? Language { get; init; }

    /// <summary>Number of pages; 0 where the format has none.</summary>
    public int Pages { get; init; }

    /// <summary>Number of elements.</summary>
    public long Elements { get; init; }

    /// <summary>Number of chunks; 0 when none were asked for.</summary>
    public long Chunks { get; init; }

    /// <summary>Length of the elements' text in UTF-16 units, without running heads.</summary>
    public long Characters { get; init; }

    /// <summary>Share of the characters that could not be decoded, from 0 to 1.</summary>
    public double UndecodableShare { get; init; }

    /// <summary>Pages that show an image and no text, and whose text was not recognized either, in order; the first 100,000 of them.</summary>
    public IReadOnlyList<int> NeedsOcrPages { get; init; } = [];

    /// <summary>Elements of 32 and more letters and digits that repeat an earlier one, but for case, white space and punctuation.</summary>
    /// <remarks>Found among the first 262,144 different ones.</remarks>
    public long Duplicates { get; init; }

    /// <summary>What readers reported apart from pages, in order; the first 100.</summary>
    public IReadOnlyList<ReadEvent> Warnings { get; init; } = [];

    /// <summary>Number of all warnings, kept or not.</summary>
    public long WarningCount { get; init; }

    /// <summary>Time spent on reading and chunking, without that of who receives elements and chunks.</summary>
    public TimeSpan Elapsed { get; init; }

    /// <summary>Why the document could not be read, or not to its end; <see langword="null"/> when it could. The rest of the report tells what was read before.</summary>
    public DocumentError? Error { get; init; }
}

/// <summary>Why a document could not be read.</summary>
/// <param name="Fault">What is wrong with it; <see langword="null"/> when the fault is not the document's: its stream or a reader failed.</param>
/// <param name="Message">What is wrong and what to do, without the document's text.</param>
/// <param name="Limit">The member of <see cref="DocumentLimits"/> that was exceeded; <see langword="null"/> for other faults.</param>
public sealed record DocumentError(DocumentFault? Fault, string Message, string? Limit = null);
