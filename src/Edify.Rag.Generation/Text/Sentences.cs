using Edify.Rag.Shared;

namespace Edify.Rag.Generation.Text;

/// <summary>Divides text into sentences; a line feed ends one too.</summary>
internal static class Sentences
{
    /// <summary>The sentences of a text, in order, without the white space around them.</summary>
    public static List<Range> Of(string text) => Of(text, 0, text.Length);

    /// <summary>The sentences of a part of a text; ranges count from the start of the whole.</summary>
    public static List<Range> Of(string text, int start, int end)
    {
        var sentences = new List<Range>();
        var part = text.AsSpan(0, end);
        while (start < end)
        {
            var next = SentenceScanner.NextBoundary(part, start);
            var from = start;
            var to = next;
            while (from < to && char.IsWhiteSpace(text[from])) from++;
            while (to > from && char.IsWhiteSpace(text[to - 1])) to--;
            if (from < to) sentences.Add(from..to);
            start = next;
        }

        return sentences;
    }
}
