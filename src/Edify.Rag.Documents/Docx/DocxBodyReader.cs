using System.Text;
using System.Xml;
using Edify.Rag.Documents.Reading;

namespace Edify.Rag.Documents.Docx;

/// <summary>Walks the main part, node by node and without recursion, and makes elements of it.</summary>
internal sealed class DocxBodyReader(XmlReader xml, DocxStyles styles, DocxNotes notes, IProgress<ReadEvent>? report, int firstPage)
{
    // Longer paragraphs and tables are handed on in parts, so that memory stays bounded.
    private const int MaxElement = 64 * 1024;

    private readonly ElementComposer _composer = new();
    private readonly DocxRuns _runs = new(xml);
    private readonly TableRows _table = new();
    private readonly Stack<Paragraph> _paragraphs = new();
    private readonly List<(ElementKind Kind, string Text)> _deferred = [];
    private StringBuilder _joined = new();
    private int _page = firstPage;
    private bool _isAtPageTop = true;

    /// <summary>Elements that have ended; the caller empties the list.</summary>
    public List<DocumentElement> Elements { get; } = [];

    /// <summary>Reads on until an element has ended.</summary>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <returns><see langword="false"/> at the end of the part.</returns>
    public async ValueTask<bool> ReadAsync(CancellationToken cancellationToken)
    {
        while (Elements.Count == 0)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (!await xml.ReadAsync().ConfigureAwait(false)) return false;
            if (xml.NodeType == XmlNodeType.Element) await StartAsync().ConfigureAwait(false);
            else if (xml.NodeType == XmlNodeType.EndElement) await EndAsync().ConfigureAwait(false);
            else await TakeTextAsync().ConfigureAwait(false);
        }

        return true;
    }

    private async ValueTask StartAsync()
    {
        switch (xml.LocalName)
        {
            case "p" when !xml.IsEmptyElement: BeginParagraph(); break;
            case "pPr" when _paragraphs.TryPeek(out var paragraph): await ReadPropertiesAsync(paragraph).ConfigureAwait(false); break;
            case "tbl" when !xml.IsEmptyElement: _table.Begin(); break;
            case "trPr": await ReadRowPropertiesAsync().ConfigureAwait(false); break;
            case "tc" when xml.IsEmptyElement: _table.EndCell(); break;
            case "lastRenderedPageBreak": BreakPage(isRendered: true); break;
            case "br" when xml.Attribute("type") == "page": TakePageBreak(); break;
            case "footnoteReference": Defer(notes.Take("footnote", xml.Attribute("id"))); break;
            case "endnoteReference": Defer(notes.Take("endnote", xml.Attribute("id"))); break;
            default: await TakeTextAsync().ConfigureAwait(false); break;
        }
    }

    private async ValueTask EndAsync()
    {
        switch (xml.LocalName)
        {
            case "p": EndParagraph(); break;
            case "tc": _table.EndCell(); break;
            case "tr": EndRow(); break;
            case "tbl": EndTable(); break;
            default: await TakeTextAsync().ConfigureAwait(false); break;
        }
    }

    private async ValueTask TakeTextAsync()
    {
        if (!_paragraphs.TryPeek(out var paragraph))
        {
            await _runs.TakeAsync(new StringBuilder()).ConfigureAwait(false);
            return;
        }

        var before = paragraph.Text.Length;
        await _runs.TakeAsync(paragraph.Text).ConfigureAwait(false);
        if (paragraph.Text.Length == before) return;
        if (_isAtPageTop && paragraph.IsEmpty) paragraph.Page = _page;
        paragraph.IsEmpty = false;
        _isAtPageTop = false;
        if (paragraph.Text.Length > MaxElement && !_table.IsOpen && _paragraphs.Count == 1) EmitPart(paragraph);
    }

    private void BeginParagraph()
    {
        _paragraphs.Push(new Paragraph(_joined, _page));
        _joined = new StringBuilder();
    }

    private async ValueTask ReadPropertiesAsync(Paragraph paragraph)
    {
        paragraph.Properties = await DocxParagraphProperties.ReadAsync(xml).ConfigureAwait(false);
        if (!paragraph.Properties.BreaksPage || _isAtPageTop) return;
        BreakPage(isRendered: false);
        paragraph.Page = _page;
    }

    private void EndParagraph()
    {
        if (!_paragraphs.TryPop(out var paragraph)) return;
        if (paragraph.Properties.IsEndDeleted) _joined = paragraph.Text;
        else if (_table.IsOpen) _table.Add(paragraph.Text);
        else if (_paragraphs.Count > 0) _deferred.Add((ElementKind.Paragraph, paragraph.Text.ToString()));
        else Emit(paragraph);

        if (_paragraphs.Count == 0 && !_table.IsOpen) EmitDeferred();
    }

    private void EndRow()
    {
        _table.EndRow();
        if (_table.Length > MaxElement) Emit(ElementKind.Table, _table.TakeRows(), 0, _page);
    }

    private void EndTable()
    {
        _table.End();
        if (_table.IsOpen) return;
        Emit(ElementKind.Table, _table.TakeRows(), 0, _page);
        EmitDeferred();
    }

    private async ValueTask ReadRowPropertiesAsync()
    {
        if (xml.IsEmptyElement) return;
        var depth = xml.Depth;
        while (await xml.ReadAsync().ConfigureAwait(false) && xml.Depth > depth)
            if (xml is { NodeType: XmlNodeType.Element, LocalName: "del" }) _table.DeleteRow();
    }

    private void TakePageBreak()
    {
        if (_paragraphs.TryPeek(out var paragraph)) paragraph.Text.Append('\n');
        BreakPage(isRendered: false);
    }

    // Word records a break that was asked for a second time, where it laid the page out.
    private void BreakPage(bool isRendered)
    {
        if (_page == 0 || (isRendered && _isAtPageTop)) return;
        report?.Report(new(ReadEventKind.PageRead, _page, "page read"));
        _page++;
        _isAtPageTop = true;
        if (_paragraphs.TryPeek(out var paragraph) && paragraph.IsEmpty) paragraph.Page = _page;
    }

    private void Defer(string? note)
    {
        if (note is not null) _deferred.Add((ElementKind.Note, note));
    }

    private void EmitDeferred()
    {
        foreach (var (kind, text) in _deferred) Emit(kind, text, 0, _page);
        _deferred.Clear();
    }

    private void Emit(Paragraph paragraph)
    {
        var (kind, level) = styles.Classify(paragraph.Properties);
        Emit(kind, paragraph.Text.ToString(), level, paragraph.Page);
    }

    private void EmitPart(Paragraph paragraph)
    {
        var text = paragraph.Text.ToString();
        var cut = text.LastIndexOf(' ') is > 0 and var space ? space : text.Length - (char.IsHighSurrogate(text[^1]) ? 1 : 0);
        Emit(ElementKind.Paragraph, text[..cut], 0, paragraph.Page);
        paragraph.Text.Remove(0, cut);
        paragraph.Page = _page;
    }

    private void Emit(ElementKind kind, string text, int level, int page)
    {
        if (_composer.Compose(kind, text, page, level) is { } element) Elements.Add(element);
    }

    private sealed class Paragraph(StringBuilder text, int page)
    {
        public StringBuilder Text { get; } = text;
        public int Page { get; set; } = page;
        public bool IsEmpty { get; set; } = true;
        public DocxParagraphProperties Properties { get; set; } = DocxParagraphProperties.None;
    }
}
