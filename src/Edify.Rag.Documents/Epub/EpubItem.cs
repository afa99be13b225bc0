using System.Xml.Linq;

namespace Edify.Rag.Documents.Epub;

/// <summary>A file in the manifest of a book.</summary>
/// <param name="Id">What the spine calls it.</param>
/// <param name="File">Name of the file in the archive.</param>
/// <param name="MediaType">Its media type.</param>
/// <param name="Properties">What EPUB 3 says of it.</param>
internal sealed record EpubItem(string Id, string File, string MediaType, string Properties)
{
    /// <summary>Whether it is a page of text; media types are often wrong, and names then right.</summary>
    public bool IsText =>
        MediaType is "application/xhtml+xml" or "text/html" or "application/x-dtbook+xml" or "text/x-oeb1-document"
        || Path.GetExtension(File).ToUpperInvariant() is ".XHTML" or ".HTML" or ".HTM";

    /// <summary>Whether it is the navigation document of EPUB 3.</summary>
    public bool IsNavigation => Properties.Split(' ').Contains("nav");

    /// <summary>Whether it is the navigation of EPUB 2.</summary>
    public bool IsNcx => MediaType == "application/x-dtbncx+xml" || File.EndsWith(".ncx", StringComparison.OrdinalIgnoreCase);

    /// <summary>An item of a manifest; <see langword="null"/> for one that names no file.</summary>
    /// <param name="package">Name of the package document.</param>
    /// <param name="element">The item.</param>
    public static EpubItem? Of(string package, XElement element)
    {
        if ((string?)element.Attribute("id") is not { } id || (string?)element.Attribute("href") is not { Length: > 0 } reference) return null;
        var file = EpubPath.Resolve(package, reference).File;
        return new(id, file, (string?)element.Attribute("media-type") ?? string.Empty, (string?)element.Attribute("properties") ?? string.Empty);
    }
}
