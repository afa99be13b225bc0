using AngleSharp.Dom;
using Edify.Rag.Documents.Html;

namespace Edify.Rag.Documents.Epub;

/// <summary>Knows where the pages of the printed edition begin: by the book's list of them, else by the marks in its text.</summary>
/// <remarks>One per read; not safe for concurrent use.</remarks>
internal sealed class EpubPages
{
    private readonly Dictionary<EpubTarget, int> _listed = [];
    private string _file = string.Empty;

    /// <summary>Prepares for a book.</summary>
    /// <param name="list">Its list of pages; empty where there is none.</param>
    public EpubPages(IReadOnlyList<EpubEntry> list)
    {
        for (var i = 0; i < list.Count; i++) _listed.TryAdd(list[i].Target, i + 1);
    }

    /// <summary>The page that is being read, from 1; 0 before the first is known.</summary>
    public int Current { get; private set; }

    /// <summary>Page that a place is the beginning of; 0 when it is none.</summary>
    public int Of(EpubTarget target) => _listed.GetValueOrDefault(target);

    /// <summary>Begins a chapter.</summary>
    /// <param name="file">Its file.</param>
    public void Begin(string file)
    {
        _file = file;
        if (Of(new(file, string.Empty)) is > 0 and var page) Current = page;
    }

    /// <summary>The page that begins at an element; 0 when none does.</summary>
    public int At(IElement element)
    {
        var page = _listed.Count == 0 ? (IsMark(element) ? Current + 1 : 0) : element.Id is { Length: > 0 } id ? Of(new(_file, id)) : 0;
        if (page > 0) Current = page;
        return page;
    }

    /// <summary>Whether an element marks the beginning of a page.</summary>
    public static bool IsMark(IElement element) => element.GetAttribute("role") == "doc-pagebreak" || HtmlNotes.HasType(element, "pagebreak");
}
