using System.Text;
using Edify.Rag.Documents.OpenXml.Drawing;
using Edify.Rag.Documents.OpenXml.Packaging;

namespace Edify.Rag.Documents.OpenXml.Docx;

/// <summary>Walks the main part, node by node and without recursion, and makes elements of it.</summary>
internal sealed class DocxBodyReader(PartXml xml, DocxResources resources, DocxOutput output)
{
    // Longer paragraphs are handed on in parts, so that memory stays bounded.
    private const int MostCharacters = 64 * 1024;

    private readonly DocxRuns _runs = new(xml, resources.Styles);
    private readonly DocxTable _table = new(output);
    private readonly Stack<Paragraph> _paragraphs = new();
    private readonly StringBuilder _nowhere = new();
    private StringBuilder _joined = new();

    /// <summary>Reads on until an element has ended.</summary>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <returns><see langword="false"/> at the end of the part.</returns>
    public async ValueTask<bool> ReadAsync(CancellationToken cancellationToken)
    {
        while (output.Elements.Count == 0)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (!await xml.ReadAsync().ConfigureAwait(false)) return false;
            if (xml.IsStart) await StartAsync().ConfigureAwait(false);
            else if (xml.IsEnd) await EndAsync().ConfigureAwait(false);
            else await TakeTextAsync().ConfigureAwait(false);
        }

        return true;
    }

    private async ValueTask StartAsync()
    {
        switch (xml.Name)
        {
            case "p" when !xml.IsEmpty: BeginParagraph(); break;
            case "pPr" when _paragraphs.TryPeek(out var paragraph): await ReadPropertiesAsync(paragraph).ConfigureAwait(false); break;
            case "tbl" when !xml.IsEmpty: _table.Begin(); break;
            case "trPr": await _table.ReadRowPropertiesAsync(xml).ConfigureAwait(false); break;
            case "tcPr": await _table.ReadCellPropertiesAsync(xml).ConfigureAwait(false); break;
            case "tc" when xml.IsEmpty: _table.EndCell(); break;
            case "lastRenderedPageBreak": BreakPage(isRendered: true); break;
            case "br" when xml.Attribute("type") == "page": TakePageBreak(); break;
            case "footnoteReference": output.Defer(ElementKind.Note, resources.Notes.Take("footnote", xml.Attribute("id"))); break;
            case "endnoteReference": output.Defer(ElementKind.Note, resources.Notes.Take("endnote", xml.Attribute("id"))); break;
            case "commentReference": output.Defer(ElementKind.Note, resources.Notes.Take("comment", xml.Attribute("id"))); break;
            case "altChunk": await TakeChunkAsync().ConfigureAwait(false); break;
            default:
                if (!await TakeDrawingAsync().ConfigureAwait(false)) await TakeTextAsync().ConfigureAwait(false);
                break;
        }
    }

    private async ValueTask EndAsync()
    {
        switch (xml.Name)
        {
            case "p": EndParagraph(); break;
            case "tc": _table.EndCell(); break;
            case "tr": _table.EndRow(); break;
            case "tbl": _table.End(); break;
            default: await TakeTextAsync().ConfigureAwait(false); break;
        }
    }

    private async ValueTask<bool> TakeDrawingAsync()
    {
        switch (xml.Name)
        {
            case "docPr": output.Defer(ElementKind.Caption, AlternativeText.Clean(xml.Attribute("descr"))); return true;
            case "shape": output.Defer(ElementKind.Caption, AlternativeText.Clean(xml.Attribute("alt"))); return true;
            case "textpath": output.Defer(ElementKind.Paragraph, xml.Attribute("string")); return true;
            case "relIds": output.Defer(await resources.Drawings.ReadDiagramAsync(Part("dm")).ConfigureAwait(false)); return true;
            case "chart": output.Defer(await resources.Drawings.ReadChartAsync(Part("id")).ConfigureAwait(false)); return true;
            default: return false;
        }
    }

    private async ValueTask TakeChunkAsync()
    {
        foreach (var piece in await resources.Chunks.ReadAsync(Part("id")).ConfigureAwait(false))
        {
            if (_table.IsOpen) _table.Add(new StringBuilder(piece.Text));
            else output.Emit(piece.Kind, piece.Text, piece.Level, output.Page);
        }
    }

    private string? Part(string attribute) => resources.Package.Main.ById(xml.Reference(attribute));

    private async ValueTask TakeTextAsync()
    {
        if (!_paragraphs.TryPeek(out var paragraph))
        {
            await _runs.TakeAsync(_nowhere.Clear()).ConfigureAwait(false);
            return;
        }

        var before = paragraph.Text.Length;
        await _runs.TakeAsync(paragraph.Text).ConfigureAwait(false);
        if (paragraph.Text.Length == before) return;
        if (output.IsAtPageTop && paragraph.IsEmpty) paragraph.Page = output.Page;
        paragraph.IsEmpty = false;
        output.LeavePageTop();
        if (paragraph.Text.Length > MostCharacters && !_table.IsOpen && _paragraphs.Count == 1) EmitPart(paragraph);
    }

    private void BeginParagraph()
    {
        _paragraphs.Push(new Paragraph(_joined, output.Page));
        _joined = new StringBuilder();
    }

    private async ValueTask ReadPropertiesAsync(Paragraph paragraph)
    {
        paragraph.Properties = await DocxParagraphProperties.ReadAsync(xml).ConfigureAwait(false);
        if (!paragraph.Properties.BreaksPage || output.IsAtPageTop) return;
        BreakPage(isRendered: false);
        paragraph.Page = output.Page;
    }

    private void EndParagraph()
    {
        if (!_paragraphs.TryPop(out var paragraph)) return;
        if (paragraph.Properties.IsEndDeleted) _joined = paragraph.Text;
        else EmitOrKeep(paragraph);

        if (_paragraphs.Count == 0 && !_table.IsOpen) output.EmitDeferred();
    }

    private void EmitOrKeep(Paragraph paragraph)
    {
        var (kind, level) = resources.Styles.Classify(paragraph.Properties);
        WriteNumber(paragraph, kind);
        if (_table.IsOpen) _table.Add(paragraph.Text);
        else if (_paragraphs.Count > 0) output.Defer(ElementKind.Paragraph, paragraph.Text.ToString());
        else output.Emit(kind, paragraph.Text.ToString(), level, paragraph.Page);
    }

    // "2.1" before a heading or a clause is how others refer to it; "b)" before an item is no more than its bullet.
    private void WriteNumber(Paragraph paragraph, ElementKind kind)
    {
        if (resources.Styles.PlaceOf(paragraph.Properties) is not { } place) return;
        var (label, numbers) = resources.Numbering.Next(place);
        if (label.Length > 0 && numbers > (kind == ElementKind.Heading ? 0 : 1) && !paragraph.IsEmpty) paragraph.Text.Insert(0, label + " ");
    }

    private void TakePageBreak()
    {
        if (_paragraphs.TryPeek(out var paragraph)) paragraph.Text.Append('\n');
        BreakPage(isRendered: false);
    }

    // Word records a break that was asked for a second time, where it laid the page out.
    private void BreakPage(bool isRendered)
    {
        if ((isRendered && output.IsAtPageTop) || !output.BreakPage()) return;
        if (_paragraphs.TryPeek(out var paragraph) && paragraph.IsEmpty) paragraph.Page = output.Page;
    }

    private void EmitPart(Paragraph paragraph)
    {
        var text = paragraph.Text.ToString();
        var cut = text.LastIndexOf(' ') is > 0 and var space ? space : text.Length - (char.IsHighSurrogate(text[^1]) ? 1 : 0);
        output.Emit(ElementKind.Paragraph, text[..cut], 0, paragraph.Page);
        paragraph.Text.Remove(0, cut);
        paragraph.Page = output.Page;
    }

    private sealed class Paragraph(StringBuilder text, int page)
    {
        public StringBuilder Text { get; } = text;
        public int Page { get; set; } = page;
        public bool IsEmpty { get; set; } = true;
        public DocxParagraphProperties Properties { get; set; } = DocxParagraphProperties.None;
    }
}
