using Edify.Rag.Embeddings.Tokenization.Text;
using Edify.Rag.Embeddings.Tokenization.Unicode;

namespace Edify.Rag.Embeddings.Tokenization.Normalizers;

/// <summary>NFD, NFKD, NFC and NFKC (Unicode Standard Annex 15).</summary>
internal sealed class UnicodeNormalizer(bool isCompatibility, bool composes) : Normalizer
{
    private readonly CodePointTraits _moves = (isCompatibility ? CodePointTraits.MovesInNfkd : CodePointTraits.MovesInNfd)
        | (composes ? CodePointTraits.Composes : CodePointTraits.None);

    public override void Apply(AlignedText text, Workspace workspace)
    {
        var first = FirstThatMoves(text.Chars);
        if (first < 0) return;

        text.Begin();
        text.Keep(first);
        var writer = new PointWriter(text, workspace.Points, workspace.Buffered, composes);
        Span<int> syllable = stackalloc int[3];
        var chars = text.Chars;
        for (var i = first; i < chars.Length;)
        {
            var point = CodePoints.At(chars, i, out var units);
            i += units;
            if (Hangul.IsSyllable(point))
            {
                writer.Write(syllable[..Hangul.Decompose(point, syllable)]);
                continue;
            }

            var parts = isCompatibility ? UnicodeTables.Compatibility[point] : default;
            if (parts.IsEmpty) parts = UnicodeTables.Canonical[point];
            if (parts.IsEmpty) writer.Write([point]);
            else writer.Write(parts);
        }

        writer.Finish();
        text.End();
    }

    // The starter before the first code point that moves may be composed with it, so the work begins there.
    private int FirstThatMoves(ReadOnlySpan<char> chars)
    {
        var i = chars.IndexOfAnyExceptInRange('\0', '\x7F');
        var starter = Math.Max(0, i - 1);
        while ((uint)i < (uint)chars.Length)
        {
            var point = CodePoints.At(chars, i, out var units);
            if (UnicodeTables.Has(point, _moves)) return composes ? starter : i;
            starter = i;
            i += units;
        }

        return -1;
    }
}
