using System.Globalization;
using System.Text;
using Edify.Rag.Documents.Pdf.Layout;

namespace Edify.Rag.Documents.Ocr;

/// <summary>Makes paragraphs of the program's table of words: page, block, paragraph, line and word, place, confidence, text.</summary>
internal static class TesseractTable
{
    private const int Columns = 12;
    private const string Word = "5";

    /// <summary>Less sure than this, it has seen letters in a stain.</summary>
    private const double MinConfidence = 25;

    public static List<string> Paragraphs(string table)
    {
        var paragraphs = new List<string>();
        var (text, line) = (new StringBuilder(), new StringBuilder());
        var (paragraph, row, confidence, words) = ("", "", 0.0, 0);
        foreach (var entry in table.Split('\n'))
        {
            var fields = entry.TrimEnd('\r').Split('\t', Columns);
            if (fields.Length < Columns || fields[0] != Word || string.IsNullOrWhiteSpace(fields[11])) continue;
            var (ofParagraph, ofRow) = ($"{fields[1]}.{fields[2]}.{fields[3]}", fields[4]);
            if (ofParagraph != paragraph) EndParagraph();
            else if (ofRow != row) EndLine();
            (paragraph, row) = (ofParagraph, ofRow);
            if (line.Length > 0) line.Append(' ');
            line.Append(fields[11].Trim());
            confidence += double.TryParse(fields[10], NumberStyles.Float, CultureInfo.InvariantCulture, out var sure) ? sure : 0;
            words++;
        }

        EndParagraph();
        return paragraphs;

        void EndLine()
        {
            LineJoiner.Append(text, line.ToString());
            line.Clear();
        }

        void EndParagraph()
        {
            EndLine();
            if (words > 0 && confidence / words >= MinConfidence && text.ToString() is var whole && whole.Any(char.IsLetterOrDigit)) paragraphs.Add(whole);
            text.Clear();
            (confidence, words) = (0, 0);
        }
    }
}
