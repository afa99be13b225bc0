using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace Edify.Rag.Tests.Shared.Tokenizers;

/// <summary>Encodes texts here and by the reference, and compares ids and offsets.</summary>
internal sealed class SideBySide
{
    private const int Batch = 512;
    private const int MostShown = 5;

    private readonly ReferenceTokenizer _reference;
    private readonly ModelTokenizer _tokenizer;
    private readonly TokenBuffer _buffer = new();

    public SideBySide(ReferenceTokenizer reference, string file)
    {
        (_reference, _tokenizer) = (reference, ModelTokenizer.Load(file));
        reference.Load(file);
    }

    /// <summary>Compares texts by themselves.</summary>
    public Comparison Compare(IEnumerable<string> texts, bool special = true)
    {
        var told = new StringBuilder();
        var (count, differences) = (0, 0);
        foreach (var batch in texts.Chunk(Batch))
        {
            var expected = _reference.Hashes(batch, pairs: null, special);
            for (var i = 0; i < batch.Length; i++)
            {
                count++;
                _tokenizer.Encode(batch[i], _buffer, addSpecialTokens: special);
                if (HashOf(batch[i]) == expected[i]) continue;
                if (differences++ < MostShown) Tell(batch[i], special, told);
            }
        }

        return new(count, differences, told.ToString());
    }

    /// <summary>Compares pairs: segments and special tokens too.</summary>
    public Comparison ComparePairs(IEnumerable<(string First, string Second)> pairs)
    {
        var told = new StringBuilder();
        var (count, differences) = (0, 0);
        foreach (var (first, second) in pairs)
        {
            count++;
            var expected = _reference.Encode(first, second, special: true);
            _tokenizer.EncodePair(first, second, _buffer);
            var same = Ids(expected, "ids").SequenceEqual(_buffer.Ids.ToArray())
                && Ids(expected, "types").SequenceEqual(_buffer.TypeIds.ToArray().Select(t => (int)t))
                && Ids(expected, "mask").SequenceEqual(_buffer.SpecialTokensMask.ToArray().Select(m => m ? 1 : 0));
            if (!same && differences++ < MostShown) told.AppendLine(CultureInfo.InvariantCulture, $"{Show(first)} + {Show(second)}\n  expected {expected.ToJsonString()}\n  found {string.Join(' ', _buffer.Ids.ToArray())}");
        }

        return new(count, differences, told.ToString());
    }

    private (int Count, uint Hash) HashOf(string text)
    {
        var hash = 0x811c9dc5u;
        var points = PointsOf(text);
        for (var i = 0; i < _buffer.Count; i++)
        {
            var span = _buffer.Spans[i];
            foreach (var number in (ReadOnlySpan<int>)[_buffer.Ids[i], points[span.Start], points[span.End]]) hash = unchecked((hash ^ (uint)number) * 0x01000193u);
        }

        return (_buffer.Count, hash);
    }

    // For each UTF-16 unit the number of code points before it.
    private static int[] PointsOf(string text)
    {
        var points = new int[text.Length + 1];
        for (var i = 0; i < text.Length; i++) points[i + 1] = points[i] + (char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]) ? 0 : 1);
        return points;
    }

    private void Tell(string text, bool special, StringBuilder told)
    {
        var shortest = Shorten(text, special);
        _tokenizer.Encode(shortest, _buffer, addSpecialTokens: special);
        var expected = _reference.Encode(shortest, null, special);
        var points = PointsOf(shortest);
        told.AppendLine(CultureInfo.InvariantCulture, $"{Show(shortest)}")
            .AppendLine(CultureInfo.InvariantCulture, $"  expected {expected["ids"]!.ToJsonString()} {expected["offsets"]!.ToJsonString()} {Show(expected["tokens"]!.ToJsonString())}")
            .AppendLine(CultureInfo.InvariantCulture, $"  found    [{string.Join(',', _buffer.Ids.ToArray())}] [{string.Join(',', _buffer.Spans.ToArray().Select(s => $"[{points[s.Start]},{points[s.End]}]"))}]");
    }

    // The shortest part found that still differs.
    private string Shorten(string text, bool special)
    {
        for (var size = text.Length / 2; size > 0; size /= 2)
        {
            for (var start = 0; start + size <= text.Length && text.Length > 1;)
            {
                var without = text.Remove(start, size);
                if (IsWellFormed(without) && Differs(without, special)) text = without;
                else start += size;
            }
        }

        return text;
    }

    private bool Differs(string text, bool special)
    {
        _tokenizer.Encode(text, _buffer, addSpecialTokens: special);
        return HashOf(text) != _reference.Hashes([text], null, special)[0];
    }

    private static bool IsWellFormed(string text) => !text.EnumerateRunes().Any(r => r == Rune.ReplacementChar) || text.Contains('\uFFFD', StringComparison.Ordinal);

    private static IEnumerable<int> Ids(JsonObject encoding, string name) => encoding[name]!.AsArray().Select(i => (int)i!);

    private static string Show(string text) => string.Concat(text.Select(c => c is >= ' ' and <= '~' ? c.ToString() : $"\\u{(int)c:X4}"));
}

/// <summary>What a comparison found.</summary>
/// <param name="Texts">How many texts were compared.</param>
/// <param name="Differences">How many of them differ.</param>
/// <param name="Told">The first few differences.</param>
internal sealed record Comparison(int Texts, int Differences, string Told);
