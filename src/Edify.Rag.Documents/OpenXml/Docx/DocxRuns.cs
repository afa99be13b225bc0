using System.Text;
using Edify.Rag.Documents.OpenXml.Drawing;
using Edify.Rag.Documents.OpenXml.Packaging;

namespace Edify.Rag.Documents.OpenXml.Docx;

/// <summary>Collects the text of runs: what a reader of the document sees once tracked changes are accepted.</summary>
internal sealed class DocxRuns(PartXml xml, DocxStyles styles)
{
    private const int LongestParagraph = 16 * 1024 * 1024;

    private readonly EquationText _equation = new();
    private bool _isInText;
    private bool _isHidden;

    /// <summary>Takes a node that is not part of a larger structure.</summary>
    /// <param name="text">Where text goes.</param>
    public async ValueTask TakeAsync(StringBuilder text)
    {
        if (xml.IsStart) await StartAsync(text).ConfigureAwait(false);
        else if (xml.IsEnd) End(text);
        else if (_isInText && !_isHidden && xml.IsText) await xml.AppendTextAsync(text, LongestParagraph).ConfigureAwait(false);
    }

    private async ValueTask StartAsync(StringBuilder text)
    {
        if (xml.IsMath) _equation.Start(xml, text);
        switch (xml.Name)
        {
            case "t": _isInText = !xml.IsEmpty; break;
            case "r": _isHidden = false; break;
            case "rPr" when !xml.IsMath: await ReadRunPropertiesAsync().ConfigureAwait(false); break;
            case "del" or "moveFrom" or "delText" or "instrText" or "delInstrText" or "rt" or "sectPr" or "sdtPr" or "tblPr" or "tcPr" or "tblGrid":
                await xml.SkipAsync().ConfigureAwait(false);
                break;
            case "tab" or "ptab" when !_isHidden: text.Append('\t'); break;
            case "br" or "cr" when !_isHidden: text.Append('\n'); break;
            case "noBreakHyphen" when !_isHidden: text.Append('-'); break;
            case "sym" when !_isHidden: text.Append(SymbolFonts.Decode(xml.Attribute("font"), xml.Attribute("char"))); break;
        }
    }

    private void End(StringBuilder text)
    {
        if (xml.Name == "t") _isInText = false;
        else if (xml.Name == "r") _isHidden = false;
        if (xml.IsMath) _equation.End(text);
    }

    private async ValueTask ReadRunPropertiesAsync()
    {
        if (xml.IsEmpty) return;
        var (own, ofStyle) = (default(bool?), false);
        var depth = xml.Inside;
        while (await xml.ReadInAsync(depth).ConfigureAwait(false))
        {
            if (!xml.IsStart) continue;
            if (xml.Name == "rPrChange") await xml.SkipAsync().ConfigureAwait(false);
            else if (xml.Name == "vanish") own = xml.IsOn();
            else if (xml.Name == "rStyle") ofStyle = styles.Hides(xml.Attribute("val"));
        }

        _isHidden = own ?? ofStyle;
    }
}
