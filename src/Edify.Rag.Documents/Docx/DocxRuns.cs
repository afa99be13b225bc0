using System.Text;
using System.Xml;

namespace Edify.Rag.Documents.Docx;

/// <summary>Collects the text of runs: what a reader of the document sees once tracked changes are accepted.</summary>
internal sealed class DocxRuns(XmlReader xml)
{
    private const int LongestParagraph = 16 * 1024 * 1024;

    private readonly char[] _part = new char[4096];
    private readonly Stack<bool> _choices = new();
    private bool _isInText;
    private bool _isHidden;

    /// <summary>Takes a node that is not part of a larger structure.</summary>
    /// <param name="text">Where text goes.</param>
    public async ValueTask TakeAsync(StringBuilder text)
    {
        if (xml.NodeType == XmlNodeType.Element) await StartAsync(text).ConfigureAwait(false);
        else if (xml.NodeType == XmlNodeType.EndElement) End();
        else if (_isInText && !_isHidden && xml.NodeType is XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.SignificantWhitespace or XmlNodeType.Whitespace)
            await AppendValueAsync(text).ConfigureAwait(false);
    }

    private async ValueTask StartAsync(StringBuilder text)
    {
        switch (xml.LocalName)
        {
            case "t": _isInText = !xml.IsEmptyElement; break;
            case "r": _isHidden = false; break;
            case "rPr": await ReadRunPropertiesAsync().ConfigureAwait(false); break;
            case "AlternateContent" when !xml.IsEmptyElement: _choices.Push(false); break;
            case "Choice" or "Fallback": await ChooseAsync().ConfigureAwait(false); break;
            case "del" or "moveFrom" or "delText" or "instrText" or "delInstrText" or "rt" or "sectPr" or "sdtPr" or "tblPr" or "tcPr" or "tblGrid":
                await xml.SkipContentAsync().ConfigureAwait(false);
                break;
            case "tab" or "ptab" when !_isHidden: text.Append('\t'); break;
            case "br" or "cr" when !_isHidden: text.Append('\n'); break;
            case "noBreakHyphen" when !_isHidden: text.Append('-'); break;
            case "sym" when !_isHidden: text.Append(SymbolFonts.Decode(xml.Attribute("font"), xml.Attribute("char"))); break;
        }
    }

    private void End()
    {
        if (xml.LocalName == "t") _isInText = false;
        else if (xml.LocalName == "r") _isHidden = false;
        else if (xml.LocalName == "AlternateContent") _choices.TryPop(out _);
    }

    // The alternatives show the same in different ways: one is enough.
    private async ValueTask ChooseAsync()
    {
        if (!_choices.TryPop(out var isTaken)) return;
        _choices.Push(true);
        if (isTaken) await xml.SkipContentAsync().ConfigureAwait(false);
    }

    private async ValueTask ReadRunPropertiesAsync()
    {
        if (xml.IsEmptyElement) return;
        var depth = xml.Depth;
        while (await xml.ReadAsync().ConfigureAwait(false) && xml.Depth > depth)
        {
            if (xml.NodeType != XmlNodeType.Element) continue;
            if (xml.LocalName == "rPrChange") await xml.SkipContentAsync().ConfigureAwait(false);
            else if (xml.LocalName == "vanish") _isHidden = xml.IsOn();
        }
    }

    // In parts: one node of text may be as long as the document.
    private async ValueTask AppendValueAsync(StringBuilder text)
    {
        for (int read; (read = await xml.ReadValueChunkAsync(_part, 0, _part.Length).ConfigureAwait(false)) > 0;)
        {
            text.Append(_part, 0, read);
            if (text.Length > LongestParagraph) throw new InvalidDataException("A paragraph is longer than any that people write.");
        }
    }
}
