using System.Text;
using Edify.Rag.Documents.OpenXml.Packaging;

namespace Edify.Rag.Documents.OpenXml.Drawing;

/// <summary>Collects the text of the runs, fields and equations of a shape.</summary>
internal sealed class ShapeText(PartXml xml)
{
    /// <summary>Most characters of one text.</summary>
    public const int Longest = 4 * 1024 * 1024;

    private readonly EquationText _equation = new();
    private bool _isInText;

    /// <summary>Takes a node.</summary>
    /// <param name="text">Where text goes.</param>
    public async ValueTask TakeAsync(StringBuilder text)
    {
        if (xml.IsStart) Start(text);
        else if (xml.IsEnd) End(text);
        else if (_isInText && xml.IsText) await xml.AppendTextAsync(text, Longest).ConfigureAwait(false);
    }

    private void Start(StringBuilder text)
    {
        if (xml.IsMath) _equation.Start(xml, text);
        if (xml.Name == "t") _isInText = !xml.IsEmpty;
        else if (xml.Name == "br" && !xml.IsMath) text.Append('\n');
    }

    private void End(StringBuilder text)
    {
        if (xml.Name == "t") _isInText = false;
        if (xml.IsMath) _equation.End(text);
    }
}
