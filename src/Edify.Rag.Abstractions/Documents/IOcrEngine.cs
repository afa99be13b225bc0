namespace Edify.Rag;

/// <summary>Recognizes text in the images of scanned pages.</summary>
/// <remarks>Optional; without one such pages are reported as <see cref="ReadEventKind.NeedsOcr"/>. Safe for concurrent use.</remarks>
public interface IOcrEngine
{
    /// <summary>Identifies engine, version and languages; part of the fingerprint of readers that use it.</summary>
    string Fingerprint { get; }

    /// <summary>Recognizes the text of an image.</summary>
    /// <param name="image">The image of a page, or of a part of it.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>Paragraphs in reading order; none where nothing is recognized.</returns>
    /// <exception cref="OcrException">The engine cannot be used or failed; the page stays without text, and the document is read on.</exception>
    Task<IReadOnlyList<string>> RecognizeAsync(OcrImage image, CancellationToken cancellationToken = default);
}

/// <summary>An image to recognize text in.</summary>
/// <param name="MediaType">"image/jpeg", "image/png", "image/tiff", "image/jp2" or "image/x-portable-anymap".</param>
/// <param name="Content">The file.</param>
/// <param name="Page">The page it shows, from 1, for messages.</param>
public sealed record OcrImage(string MediaType, ReadOnlyMemory<byte> Content, int Page)
{
    /// <summary>Dots per inch; 0 where that is not known.</summary>
    public int Resolution { get; init; }

    /// <summary>Degrees by which it must be turned clockwise to stand upright: 0, 90, 180 or 270.</summary>
    public int Rotation { get; init; }
}

/// <summary>Text could not be recognized.</summary>
/// <param name="message">What is wrong and what to do, without text of the document.</param>
/// <param name="innerException">The cause, when there is one.</param>
public sealed class OcrException(string message, Exception? innerException = null) : RagException(message, innerException);
