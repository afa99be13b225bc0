using Edify.Rag.Documents.OpenXml.Drawing;
using Edify.Rag.Documents.Reading;

namespace Edify.Rag.Documents.OpenXml.Docx;

/// <summary>Puts elements in order, counts pages, and keeps what stands beside a paragraph until it has ended.</summary>
/// <param name="report">Told of each page.</param>
/// <param name="hasPages">Whether the document records where its pages break.</param>
internal sealed class DocxOutput(IProgress<ReadEvent>? report, bool hasPages)
{
    private readonly ElementComposer _composer = new();
    private readonly List<OfficePiece> _deferred = [];
    private int _characters;

    /// <summary>Elements that have ended; the caller empties the list.</summary>
    public List<DocumentElement> Elements { get; } = [];

    /// <summary>The page that is being read; 0 where the document has none.</summary>
    public int Page { get; private set; } = hasPages ? 1 : 0;

    /// <summary>Whether nothing has been read of the page.</summary>
    public bool IsAtPageTop { get; private set; } = true;

    /// <summary>Notes that the page has text.</summary>
    public void LeavePageTop() => IsAtPageTop = false;

    /// <summary>Goes to the next page.</summary>
    /// <returns><see langword="false"/> where the document has none.</returns>
    public bool BreakPage()
    {
        if (Page == 0) return false;
        Complete();
        Page++;
        IsAtPageTop = true;
        return true;
    }

    /// <summary>Reports the page that is being read.</summary>
    public void Complete()
    {
        if (Page > 0) report?.Report(new(ReadEventKind.PageRead, Page, "page read") { Characters = _characters });
        _characters = 0;
    }

    /// <summary>Keeps a piece until the paragraph or table has ended beside which it stands.</summary>
    /// <param name="kind">What it is.</param>
    /// <param name="text">Its text, if there is any.</param>
    public void Defer(ElementKind kind, string? text)
    {
        if (text is not null) _deferred.Add(new(kind, text));
    }

    /// <summary>Keeps pieces until the paragraph or table has ended beside which they stand.</summary>
    /// <param name="pieces">The pieces.</param>
    public void Defer(IEnumerable<OfficePiece> pieces) => _deferred.AddRange(pieces);

    /// <summary>Emits what was kept.</summary>
    public void EmitDeferred()
    {
        foreach (var piece in _deferred) Emit(piece.Kind, piece.Text, piece.Level, Page);
        _deferred.Clear();
    }

    /// <summary>Emits an element, if there is more than white space to it.</summary>
    /// <param name="kind">What it is.</param>
    /// <param name="text">Its text.</param>
    /// <param name="level">Level of a heading or depth of a list item.</param>
    /// <param name="page">Page on which it starts.</param>
    public void Emit(ElementKind kind, string text, int level, int page)
    {
        if (_composer.Compose(kind, text, page, level) is not { } element) return;
        _characters += element.Text.Length;
        Elements.Add(element);
    }
}
