using Edify.Rag.Shared.Lexical.Analysis;

namespace Edify.Rag.Shared.Lexical;

/// <summary>Cuts text into terms: words of scripts that put spaces between them, overlapping pairs of characters of those that don't.</summary>
/// <remarks>
/// Word boundaries follow Unicode Standard Annex #29 where it matters to search: letters, marks and digits form a word; an
/// apostrophe stays between letters, a point or comma between digits, and a point after a single letter before a digit ("B.12").
/// Only the runtime's own character data is used, no culture. Thread-safe.
/// </remarks>
internal sealed class TextAnalyzer(TextAnalyzerOptions options)
{
    /// <summary>The greatest length of a term in UTF-16 code units; what a longer word has beyond is dropped.</summary>
    public const int MaxTermLength = 64;

    /// <summary>The greatest length of a term in UTF-8.</summary>
    public const int MaxTermBytes = MaxTermLength * 3;

    private readonly TermNormalizer _normalizer = new(options.FoldDiacritics);

    public TextAnalyzerOptions Options => options;

    /// <summary>Gives every term of a text to the sink, in order.</summary>
    public void Analyze<TSink>(ReadOnlySpan<char> text, ref TSink sink)
        where TSink : ITokenSink, allows ref struct
    {
        Span<char> buffer = stackalloc char[TermNormalizer.BufferLength];
        var position = 0;
        while (position < text.Length)
        {
            switch (CharacterClasses.Of(text[position..], out var length))
            {
                case CharacterClass.Letter or CharacterClass.Digit:
                    var end = WordBoundary.EndOfWord(text, position);
                    EmitWord(text[position..end], buffer, ref sink);
                    position = end;
                    break;
                case CharacterClass.Unspaced:
                    end = WordBoundary.EndOfUnspaced(text, position);
                    UnspacedBigrams.Emit(text[position..end], ref sink);
                    position = end;
                    break;
                case CharacterClass.Pictograph:
                    end = WordBoundary.EndOfPictograph(text, position);
                    EmitPictograph(text[position..end], buffer, ref sink);
                    position = end;
                    break;
                default:
                    position += length;
                    break;
            }
        }
    }

    private void EmitWord<TSink>(ReadOnlySpan<char> word, scoped Span<char> buffer, ref TSink sink)
        where TSink : ITokenSink, allows ref struct
    {
        var length = _normalizer.Normalize(Cut(word), buffer, out var isAscii);
        var term = Cut(WithoutPossessive(buffer[..length]));
        if (term.IsEmpty)
            return;

        var isStopWord = isAscii && EnglishStopWords.Contains(term);
        if (isAscii && options.Stem)
            term = term[..PorterStemmer.Stem(term)];
        sink.Accept(term, isStopWord);
    }

    // Variation selectors only say how the pictograph looks.
    private static void EmitPictograph<TSink>(ReadOnlySpan<char> pictograph, scoped Span<char> buffer, ref TSink sink)
        where TSink : ITokenSink, allows ref struct
    {
        var length = 0;
        foreach (var character in Cut(pictograph))
        {
            if (character is not ('\uFE0E' or '\uFE0F'))
                buffer[length++] = character;
        }

        sink.Accept(buffer[..length], isStopWord: false);
    }

    private static Span<char> WithoutPossessive(Span<char> term) => term is [.., '\'', 's'] ? term[..^2] : term;

    private static Span<char> Cut(Span<char> text) => text[..CutLength(text)];

    private static ReadOnlySpan<char> Cut(ReadOnlySpan<char> text) => text[..CutLength(text)];

    private static int CutLength(ReadOnlySpan<char> text)
    {
        if (text.Length <= MaxTermLength)
            return text.Length;

        return char.IsHighSurrogate(text[MaxTermLength - 1]) ? MaxTermLength - 1 : MaxTermLength;
    }
}
