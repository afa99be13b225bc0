using System.Buffers;
using System.Text;

namespace Edify.Rag.Documents.Reading;

/// <summary>Turns text as it stands in a file into the text of an element.</summary>
internal static class ElementText
{
    // White space but for the plain space, and what is dropped.
    private static readonly SearchValues<char> Unplain =
        SearchValues.Create([.. Enumerable.Range(0, char.MaxValue + 1).Select(c => (char)c).Where(c => IsLineBreak(c) || IsWideSpace(c) || IsDropped(c))]);

    /// <summary>
    /// Well-formed NFC without control characters, soft hyphens and zero-width spaces. Runs of white space become one
    /// space; where lines are kept, spaces, tabs and line feeds stay, without blank lines at the ends.
    /// </summary>
    /// <param name="text">Text as it stands in the file.</param>
    /// <param name="keepsLines">Whether lines and indentation mean something: in tables and code.</param>
    public static string Clean(ReadOnlySpan<char> text, bool keepsLines)
    {
        var buffer = ArrayPool<char>.Shared.Rent(text.Length);
        var length = keepsLines ? CopyLines(text, buffer) : CopyProse(text, buffer);
        var copied = buffer.AsSpan(0, length);
        var clean = (keepsLines ? WithoutBlankEnds(copied) : copied.Trim()).ToString();
        ArrayPool<char>.Shared.Return(buffer);
        return Normalize(clean);
    }

    // Runs without anything to change are copied at once; they are most of any text.
    private static int CopyProse(ReadOnlySpan<char> text, Span<char> target)
    {
        var length = 0;
        while (!text.IsEmpty)
        {
            var run = text.IndexOfAny(Unplain);
            if (run < 0) run = text.Length;
            length += CopyRun(text[..run], target, length);
            if (run == text.Length) break;

            var c = text[run];
            if (c == '\t' || IsLineBreak(c) || IsWideSpace(c)) length += CopyRun(" ", target, length);
            text = text[(run + 1)..];
        }

        return length;
    }

    private static int CopyRun(ReadOnlySpan<char> run, Span<char> target, int length)
    {
        var isAfterSpace = length == 0 || target[length - 1] == ' ';
        if (run.IndexOf("  ") < 0 && !(isAfterSpace && run.StartsWith(' ')))
        {
            run.CopyTo(target[length..]);
            return run.Length;
        }

        var copied = 0;
        foreach (var c in run)
        {
            if (c != ' ' || !isAfterSpace) target[length + copied++] = c;
            isAfterSpace = c == ' ';
        }

        return copied;
    }

    private static int CopyLines(ReadOnlySpan<char> text, Span<char> target)
    {
        var length = 0;
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (c == '\r' && i + 1 < text.Length && text[i + 1] == '\n') continue;
            if (IsLineBreak(c)) target[length++] = '\n';
            else if (IsWideSpace(c)) target[length++] = ' ';
            else if (c == '\t' || !IsDropped(c)) target[length++] = c;
        }

        return length;
    }

    // The first line keeps its indentation, and the first row of a table its empty cells.
    private static ReadOnlySpan<char> WithoutBlankEnds(ReadOnlySpan<char> text)
    {
        var trimmed = text.TrimEnd();
        var firstInk = trimmed.Length - trimmed.TrimStart().Length;
        return trimmed[(trimmed[..firstInk].LastIndexOf('\n') + 1)..];
    }

    private static bool IsLineBreak(char c) => c is >= '\n' and <= '\r' or '\u0085' or '\u2028' or '\u2029';

    private static bool IsWideSpace(char c) => c is '\u00A0' or '\u1680' or (>= '\u2000' and <= '\u200A') or '\u202F' or '\u205F' or '\u3000';

    // U+FFFE is the one noncharacter that Normalize refuses.
    private static bool IsDropped(char c) => char.IsControl(c) || c is '\u00AD' or '\u200B' or '\uFEFF' or '\uFFFE';

    // Half a surrogate pair makes Normalize throw; it is replaced, as every decoder does.
    private static string Normalize(string text)
    {
        if (Ascii.IsValid(text)) return text;
        var wellFormed = text.AsSpan().ContainsAnyInRange('\uD800', '\uDFFF') ? Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text)) : text;
        return wellFormed.IsNormalized(NormalizationForm.FormC) ? wellFormed : wellFormed.Normalize(NormalizationForm.FormC);
    }
}
