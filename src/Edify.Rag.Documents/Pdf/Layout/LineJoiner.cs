using System.Text;

namespace Edify.Rag.Documents.Pdf.Layout;

/// <summary>Joins lines to running text: words cut by a hyphen become whole, ideographs are joined without a space.</summary>
internal static class LineJoiner
{
    public static void Append(StringBuilder text, string line)
    {
        if (text.Length == 0 || line.Length == 0)
        {
            text.Append(line);
            return;
        }

        var last = text[^1];
        if (IsHyphen(last) && text.Length > 1 && char.IsLetter(text[^2]) && char.IsLetter(line[0]))
        {
            // "exam-ple" loses its hyphen; "Anglo-Saxon" keeps it.
            if (char.IsLower(line[0]) || last == '\u00AD') text.Length--;
        }
        else if (!IsIdeograph(last) || !IsIdeograph(line[0])) text.Append(' ');

        text.Append(line);
    }

    /// <summary>Whether a line ends within a word that goes on in small letters on the next.</summary>
    public static bool IsCut(string line, string next) => line.Length > 1 && IsHyphen(line[^1]) && char.IsLower(line[^2]) && next.Length > 0 && char.IsLower(next[0]);

    private static bool IsHyphen(char c) => c is '-' or '\u00AD' or '\u2010';

    private static bool IsIdeograph(char c) =>
        c is (>= '\u3000' and <= '\u30FF') or (>= '\u3400' and <= '\u9FFF') or (>= '\uF900' and <= '\uFAFF') or (>= '\uFF00' and <= '\uFFEF');
}
