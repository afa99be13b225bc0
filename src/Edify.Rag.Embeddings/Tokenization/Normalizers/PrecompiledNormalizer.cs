using Edify.Rag.Embeddings.Tokenization.Text;
using Edify.Rag.Embeddings.Tokenization.Unicode;

namespace Edify.Rag.Embeddings.Tokenization.Normalizers;

/// <summary>Replaces what a <see cref="Charsmap"/> holds: short graphemes as a whole, else their code points.</summary>
/// <remarks>
/// Where a grapheme is looked up, its first part may be found alone, and then stands for all of it; a code point that is
/// replaced by nothing takes a place from the one before. Both are what the reference implementation does.
/// </remarks>
internal sealed class PrecompiledNormalizer : Normalizer
{
    private const int LongestGrapheme = 5;
    private const CodePointTraits Joins = CodePointTraits.GraphemeExtend | CodePointTraits.GraphemePrepend;

    private readonly Charsmap _map;
    private readonly CodePointTable<bool> _isReplaced = new();

    public PrecompiledNormalizer(Charsmap map)
    {
        _map = map;
        for (var point = 1; point < 0x110000; point++)
            if (point is < 0xD800 or > 0xDFFF && Find(point) is not null) _isReplaced.At(point) = true;
    }

    public override void Apply(AlignedText text, Workspace workspace)
    {
        var chars = text.Chars;
        if (!Changes(chars)) return;
        text.Begin();
        var writer = new ChangeWriter(text);
        for (var i = 0; i < chars.Length;)
        {
            var end = Graphemes.EndOf(chars, i);
            var first = CodePoints.At(chars, i, out var units);
            if (end == i + units) Write(ref writer, first);
            else WriteGrapheme(ref writer, chars[i..end]);
            i = end;
        }

        writer.Finish();
        text.End();
    }

    private bool Changes(ReadOnlySpan<char> chars)
    {
        for (var i = 0; i < chars.Length; i++)
        {
            var point = CodePoints.At(chars, i, out var units);
            if (_isReplaced[point] || point == '\r' || UnicodeTables.Has(point, Joins)) return true;
            i += units - 1;
        }

        return false;
    }

    private void Write(ref ChangeWriter writer, int point)
    {
        if (_isReplaced[point]) writer.Replace(Find(point)!, 1);
        else writer.Write(point, 0);
    }

    private void WriteGrapheme(ref ChangeWriter writer, ReadOnlySpan<char> grapheme)
    {
        Span<byte> utf8 = stackalloc byte[LongestGrapheme];
        if (System.Text.Encoding.UTF8.TryGetBytes(grapheme, utf8, out var length) && _map.Find(utf8[..length]) is { } replacement)
        {
            writer.Replace(replacement, CodePoints.Count(grapheme));
            return;
        }

        for (int i = 0, units; i < grapheme.Length; i += units) Write(ref writer, CodePoints.At(grapheme, i, out units));
    }

    private int[]? Find(int point)
    {
        Span<byte> utf8 = stackalloc byte[4];
        return _map.Find(utf8[..CodePoints.ToUtf8(point, utf8)]);
    }
}
