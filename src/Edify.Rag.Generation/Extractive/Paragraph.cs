using System.Text.RegularExpressions;
using Edify.Rag.Shared.Language;

namespace Edify.Rag.Generation.Extractive;

/// <summary>Divides a paragraph into what can stand in an answer by itself.</summary>
internal static partial class Paragraph
{
    private const int LongestTitle = 2;

    /// <summary>The sentences of a paragraph that may run over several lines; a title at its start stays with what it heads.</summary>
    /// <param name="text">The passage's text.</param>
    /// <param name="part">Where the paragraph stands.</param>
    /// <param name="isTitled">Whether there is such a title.</param>
    public static List<Range> Sentences(string text, Range part, out bool isTitled)
    {
        // A line feed ends sentences; inside a paragraph it is a space.
        var (start, end) = (part.Start.Value, part.End.Value);
        var flat = text.AsSpan(start, end - start).Contains('\n') ? text[..end].Replace('\n', ' ') : text;
        var sentences = Text.Sentences.Of(flat, start, end);
        isTitled = sentences.Count > 1 && IsTitle(text[sentences[0]]);
        if (isTitled)
        {
            sentences[1] = sentences[0].Start..sentences[1].End;
            sentences.RemoveAt(0);
        }

        return sentences;
    }

    /// <summary>A sentence without the label of the next item: "… within a day. b." in a paragraph of lettered items.</summary>
    public static string WithoutLabel(string sentence) => NextLabel.Replace(sentence, "");

    // "Condensation. The vapour turns into drops."
    private static bool IsTitle(string sentence) => sentence[^1] is '.' or ':' && TermScanner.Scan(sentence).Count <= LongestTitle;

    [GeneratedRegex(@"(?<=[.!?])\s+\(?[a-z][.)]$")]
    private static partial Regex NextLabel { get; }
}
