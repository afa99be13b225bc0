using AngleSharp.Dom;

namespace Edify.Rag.Documents.Html;

/// <summary>Recognises foot- and endnotes by what an element says of itself.</summary>
internal static class HtmlNotes
{
    /// <summary>Whether an element is a note, by its role or by its type in a book. Reading systems show hidden ones when asked.</summary>
    public static bool IsNote(IElement element) =>
        element.GetAttribute("role") is "doc-footnote" or "doc-endnote"
        || HasType(element, "footnote") || HasType(element, "endnote") || HasType(element, "rearnote") || HasType(element, "note");

    /// <summary>Whether an element of a book is of a type, by the vocabulary of EPUB.</summary>
    /// <param name="element">The element.</param>
    /// <param name="type">The type, such as "pagebreak".</param>
    public static bool HasType(IElement element, string type)
    {
        if (element.GetAttribute("epub:type") is not { Length: > 0 } types) return false;
        foreach (var part in types.AsSpan().Split(' '))
            if (types.AsSpan(part).Equals(type, StringComparison.OrdinalIgnoreCase)) return true;
        return false;
    }
}
