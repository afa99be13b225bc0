using System.Buffers;
using System.Text;

namespace Edify.Rag.Shared.Lexical.Analysis;

/// <summary>Overlapping pairs of characters, the terms of scripts without spaces between words.</summary>
/// <remarks>A mark stays with its letter. A character that stands alone is a term by itself.</remarks>
internal static class UnspacedBigrams
{
    public static void Emit<TSink>(ReadOnlySpan<char> run, ref TSink sink)
        where TSink : ITokenSink, allows ref struct
    {
        if (run.IsNormalized(NormalizationForm.FormKC))
        {
            EmitNormalized(run, ref sink);
            return;
        }

        var buffer = ArrayPool<char>.Shared.Rent(run.GetNormalizedLength(NormalizationForm.FormKC));
        try
        {
            if (run.TryNormalize(buffer, out var length, NormalizationForm.FormKC))
                EmitNormalized(buffer.AsSpan(0, length), ref sink);
        }
        finally
        {
            ArrayPool<char>.Shared.Return(buffer);
        }
    }

    private static void EmitNormalized<TSink>(ReadOnlySpan<char> run, ref TSink sink)
        where TSink : ITokenSink, allows ref struct
    {
        var first = 0;
        var second = EndOfUnit(run, 0);
        if (second == run.Length)
        {
            sink.Accept(Cut(run), isStopWord: false);
            return;
        }

        while (second < run.Length)
        {
            var end = EndOfUnit(run, second);
            sink.Accept(Cut(run[first..end]), isStopWord: false);
            (first, second) = (second, end);
        }
    }

    private static int EndOfUnit(ReadOnlySpan<char> run, int start)
    {
        CharacterClasses.Of(run[start..], out var length);
        var position = start + length;
        while (position < run.Length && CharacterClasses.Of(run[position..], out length) == CharacterClass.Extend)
            position += length;
        return position;
    }

    // Only a heap of marks on one letter is that long.
    private static ReadOnlySpan<char> Cut(ReadOnlySpan<char> unit)
    {
        if (unit.Length <= TextAnalyzer.MaxTermLength)
            return unit;

        var length = TextAnalyzer.MaxTermLength;
        return unit[..(char.IsHighSurrogate(unit[length - 1]) ? length - 1 : length)];
    }
}
