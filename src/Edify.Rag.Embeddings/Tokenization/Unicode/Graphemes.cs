namespace Edify.Rag.Embeddings.Tokenization.Unicode;

/// <summary>Ends of extended grapheme clusters (Unicode Standard Annex 29), exact for those of less than six bytes in UTF-8.</summary>
/// <remarks>
/// Clusters of flags, of Korean letters and of Indic consonants are longer than that. They end early here, which nobody sees who
/// asks for short ones only.
/// </remarks>
internal static class Graphemes
{
    private const int ZeroWidthJoiner = 0x200D;

    public static int EndOf(ReadOnlySpan<char> text, int start)
    {
        var point = CodePoints.At(text, start, out var units);
        var end = start + units;
        if (end == text.Length) return end;
        if (point == '\r') return text[end] == '\n' ? end + 1 : end;

        // Most text: two characters that no mark joins.
        if (point < 0x80 && text[end] < 0x80) return end;
        var traits = UnicodeTables.Traits[point];
        if (IsControl(point, traits)) return end;
        while ((traits & CodePointTraits.GraphemePrepend) != 0 && end < text.Length)
        {
            point = CodePoints.At(text, end, out units);
            traits = UnicodeTables.Traits[point];
            if (IsControl(point, traits)) return end;
            end += units;
        }

        var isPictographic = (traits & CodePointTraits.GraphemePictographic) != 0;
        while (end < text.Length)
        {
            var next = CodePoints.At(text, end, out units);
            traits = UnicodeTables.Traits[next];
            var joins = isPictographic && point == ZeroWidthJoiner && (traits & CodePointTraits.GraphemePictographic) != 0;
            if (!joins && (traits & CodePointTraits.GraphemeExtend) == 0) break;
            end += units;
            point = next;
        }

        return end;
    }

    private static bool IsControl(int point, CodePointTraits traits) => point is '\n' or '\r' || (traits & CodePointTraits.GraphemeControl) != 0;
}
