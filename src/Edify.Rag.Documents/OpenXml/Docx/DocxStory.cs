using System.Text;
using Edify.Rag.Documents.OpenXml.Packaging;

namespace Edify.Rag.Documents.OpenXml.Docx;

/// <summary>Reads text that stands beside the main text, without its structure: a note, a comment, a header.</summary>
internal static class DocxStory
{
    /// <summary>Appends the text of the current element, each paragraph with a line feed after it.</summary>
    /// <param name="xml">At its start; afterwards at its end.</param>
    /// <param name="styles">Which of them hide text.</param>
    /// <param name="text">Where the text goes.</param>
    /// <param name="most">Most characters that may stand there.</param>
    /// <returns><see langword="false"/> when there were more; the rest is left unread.</returns>
    public static async ValueTask<bool> ReadAsync(PartXml xml, DocxStyles styles, StringBuilder text, long most)
    {
        if (xml.IsEmpty) return true;
        var runs = new DocxRuns(xml, styles);
        var depth = xml.Inside;
        while (await xml.ReadInAsync(depth).ConfigureAwait(false))
        {
            if (xml.IsStart && xml.Name == "pPr") await xml.SkipAsync().ConfigureAwait(false);
            else if (xml.IsEnd && xml.Name == "p") text.Append('\n');
            else await runs.TakeAsync(text).ConfigureAwait(false);
            if (text.Length > most) return false;
        }

        return true;
    }
}
