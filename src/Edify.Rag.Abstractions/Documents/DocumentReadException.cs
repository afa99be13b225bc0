namespace Edify.Rag;

/// <summary>A document could not be read.</summary>
/// <param name="document">The document's name.</param>
/// <param name="fault">Why.</param>
/// <param name="message">What is wrong and what to do, without the document's text.</param>
/// <param name="innerException">The cause, when there is one.</param>
public sealed class DocumentReadException(string document, DocumentFault fault, string message, Exception? innerException = null)
    : RagException(message, innerException)
{
    /// <summary>The document's name.</summary>
    public string Document { get; } = document;

    /// <summary>Why.</summary>
    public DocumentFault Fault { get; } = fault;

    /// <summary>The member of <see cref="DocumentLimits"/>, or of the reader's options, that was exceeded, or that what a reader holds in memory is a part of; <see langword="null"/> for other faults.</summary>
    public string? Limit { get; init; }

    /// <summary>The error of a document whose format none of the readers knows; it names the formats that they do know.</summary>
    /// <param name="document">The document's name.</param>
    /// <param name="readers">The readers that were asked; the part of a fingerprint before "/" is taken for the format.</param>
    public static DocumentReadException NoReader(string document, IEnumerable<IDocumentReader> readers)
    {
        ArgumentNullException.ThrowIfNull(readers);
        var formats = readers.Select(reader => reader.Fingerprint.Split('/')[0]).Where(format => format.Length > 0).Distinct(StringComparer.OrdinalIgnoreCase).ToList();
        var remedy = formats.Count == 0 ? "There are no readers at all; add one." : $"Convert it to one that a reader is there for ({string.Join(", ", formats)}), or add a reader for it.";
        return new(document, DocumentFault.Unsupported, $"No reader knows the format of '{document}'. {remedy}");
    }
}

/// <summary>Why a document could not be read.</summary>
public enum DocumentFault
{
    /// <summary>No reader knows the format.</summary>
    Unsupported,

    /// <summary>The file is damaged.</summary>
    Damaged,

    /// <summary>A password is needed.</summary>
    Encrypted,

    /// <summary>A limit was exceeded.</summary>
    OverLimit,
}
