using Edify.Rag.Embeddings.Tokenization.Text;
using Edify.Rag.Embeddings.Tokenization.Unicode;

namespace Edify.Rag.Embeddings.Tokenization.PreTokenizers;

/// <summary>
/// The words of GPT-2: contractions; letters, digits or other signs with the space before them; white space, but for its last
/// character where a word follows.
/// </summary>
internal static class Gpt2Words
{
    private const CodePointTraits Kinds = CodePointTraits.RegexLetter | CodePointTraits.RegexNumber | CodePointTraits.RegexSpace;

    public static void Cut(ReadOnlySpan<char> chars, PieceList pieces)
    {
        pieces.Begin();
        for (var i = 0; i < pieces.Count; i++)
        {
            var piece = pieces[i];
            var text = chars.Slice(piece.Start, piece.Length);
            for (var start = 0; start < text.Length;)
            {
                var end = EndOf(text, start);
                pieces.Add(piece.Start + start, end - start);
                start = end;
            }
        }

        pieces.End();
    }

    private static int EndOf(ReadOnlySpan<char> text, int start)
    {
        if (text[start] == '\'' && Contraction(text[(start + 1)..]) is var letters and > 0) return start + 1 + letters;

        var first = start;
        if (text[start] == ' ' && start + 1 < text.Length) first++;
        var kind = KindAt(text, first, out var units);
        if (kind != CodePointTraits.RegexSpace) return EndOfRun(text, first + units, kind);

        var end = EndOfRun(text, start, CodePointTraits.RegexSpace);
        if (end == text.Length) return end;

        // All white space is of one unit. The last one belongs to what follows, unless it is all there is.
        return end - start > 1 ? end - 1 : end;
    }

    private static int EndOfRun(ReadOnlySpan<char> text, int start, CodePointTraits kind)
    {
        while (start < text.Length && KindAt(text, start, out var units) == kind) start += units;
        return start;
    }

    private static CodePointTraits KindAt(ReadOnlySpan<char> text, int index, out int units) =>
        UnicodeTables.Traits[CodePoints.At(text, index, out units)] & Kinds;

    private static int Contraction(ReadOnlySpan<char> after) => after switch
    {
        ['s' or 't' or 'm' or 'd', ..] => 1,
        ['r', 'e', ..] or ['v', 'e', ..] or ['l', 'l', ..] => 2,
        _ => 0,
    };
}
