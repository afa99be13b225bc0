using AngleSharp.Dom;

namespace Edify.Rag.Documents.Html;

/// <summary>Recognises foot- and endnotes by what an element says of itself.</summary>
internal static class HtmlNotes
{
    /// <summary>Whether an element is a note, by its role or by its type in a book.</summary>
    public static bool IsNote(IElement element) =>
        element.GetAttribute("role") is "doc-footnote" or "doc-endnote"
        || (element.GetAttribute("epub:type") is { } type && type.Split(' ') is var types && (types.Contains("footnote") || types.Contains("endnote") || types.Contains("rearnote")));
}
