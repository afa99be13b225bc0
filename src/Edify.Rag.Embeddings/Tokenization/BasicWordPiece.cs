using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Edify.Rag.Embeddings.Tokenization;

/// <summary>WordPiece over a <c>vocab.txt</c>, as uncased BERT does it.</summary>
internal sealed class BasicWordPiece
{
    private readonly Dictionary<string, int> _ids = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> _bySpan;

    public BasicWordPiece(byte[] vocabulary)
    {
        Tokens = Encoding.UTF8.GetString(vocabulary).Split('\n').Select(t => t.TrimEnd('\r')).ToList();
        if (Tokens[^1].Length == 0) Tokens.RemoveAt(Tokens.Count - 1);
        for (var i = 0; i < Tokens.Count; i++) _ids[Tokens[i]] = i;
        if (!_ids.ContainsKey("[UNK]")) throw new RagConfigurationException("The vocabulary has no [UNK].");
        _bySpan = _ids.GetAlternateLookup<ReadOnlySpan<char>>();
        Fingerprint = "wordpiece/1:" + Convert.ToHexStringLower(SHA256.HashData(vocabulary))[..16];
    }

    public List<string> Tokens { get; }

    public string Fingerprint { get; }

    public int? Find(string token) => _ids.TryGetValue(token, out var id) ? id : null;

    public void Encode(ReadOnlySpan<char> text, TokenBuffer into, int maxTokens, bool special)
    {
        var tokens = Tokenize(text);
        if (special)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(maxTokens, 2);
            into.Add(_ids["[CLS]"], default, 0, true);
        }

        foreach (var (id, span) in tokens.Take(maxTokens - (special ? 2 : 0))) into.Add(id, span, 0, false);
        if (special) into.Add(_ids["[SEP]"], default, 0, true);
    }

    public void EncodePair(ReadOnlySpan<char> first, ReadOnlySpan<char> second, TokenBuffer into, int maxTokens, PairTruncation truncation)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maxTokens, 3);
        var (a, b) = (Tokenize(first), Tokenize(second));
        while (a.Count + b.Count > maxTokens - 3)
        {
            var fromFirst = truncation switch
            {
                PairTruncation.OnlyFirst => a.Count > 0,
                PairTruncation.OnlySecond => b.Count == 0,
                _ => a.Count >= b.Count,
            };
            (fromFirst ? a : b).RemoveAt((fromFirst ? a : b).Count - 1);
        }

        into.Add(_ids["[CLS]"], default, 0, true);
        foreach (var (id, span) in a) into.Add(id, span, 0, false);
        into.Add(_ids["[SEP]"], default, 0, true);
        foreach (var (id, span) in b) into.Add(id, span, 1, false);
        into.Add(_ids["[SEP]"], default, 1, true);
    }

    public string Decode(ReadOnlySpan<int> ids, bool skipSpecial)
    {
        var text = new StringBuilder();
        foreach (var id in ids)
        {
            if ((uint)id >= (uint)Tokens.Count) continue;
            var token = Tokens[id];
            if (skipSpecial && token is "[CLS]" or "[SEP]" or "[PAD]" or "[MASK]" or "[UNK]") continue;
            if (token.StartsWith("##", StringComparison.Ordinal)) text.Append(token, 2, token.Length - 2);
            else text.Append(text.Length > 0 ? " " : string.Empty).Append(token);
        }

        return text.ToString();
    }

    private List<(int Id, TokenSpan Span)> Tokenize(ReadOnlySpan<char> text)
    {
        var tokens = new List<(int, TokenSpan)>();
        var word = new StringBuilder();
        var origins = new List<TokenSpan>();
        for (var i = 0; i < text.Length;)
        {
            Rune.DecodeFromUtf16(text[i..], out var rune, out var length);
            var span = new TokenSpan(i, length);
            i += length;
            var category = Rune.GetUnicodeCategory(rune);
            if (Rune.IsWhiteSpace(rune)) Flush();
            else if (rune.Value is 0 or 0xFFFD || category is UnicodeCategory.Control or UnicodeCategory.Format) continue;
            else
            {
                var alone = rune.Value is (>= 0x4E00 and <= 0x9FFF) or (>= 0x3400 and <= 0x4DBF) || category is >= UnicodeCategory.ConnectorPunctuation and <= UnicodeCategory.OtherPunctuation
                    || (rune.IsAscii && (char.IsPunctuation((char)rune.Value) || char.IsSymbol((char)rune.Value)));
                if (alone) Flush();
                foreach (var part in rune.ToString().Normalize(NormalizationForm.FormD).ToLowerInvariant())
                {
                    if (CharUnicodeInfo.GetUnicodeCategory(part) == UnicodeCategory.NonSpacingMark) continue;
                    word.Append(part);
                    origins.Add(span);
                }

                if (alone) Flush();
            }
        }

        Flush();
        return tokens;

        void Flush()
        {
            if (word.Length > 0) Pieces(word.ToString(), origins, tokens);
            word.Clear();
            origins.Clear();
        }
    }

    private void Pieces(string word, List<TokenSpan> origins, List<(int, TokenSpan)> tokens)
    {
        var before = tokens.Count;
        for (var start = 0; start < word.Length;)
        {
            var end = word.Length;
            for (; end > start; end--)
            {
                if (word.Length > 100 || !_bySpan.TryGetValue(start > 0 ? "##" + word[start..end] : word.AsSpan(0, end), out var id)) continue;
                tokens.Add((id, new(origins[start].Start, origins[end - 1].End - origins[start].Start)));
                break;
            }

            if (end == start)
            {
                tokens.RemoveRange(before, tokens.Count - before);
                tokens.Add((_ids["[UNK]"], new(origins[0].Start, origins[^1].End - origins[0].Start)));
                return;
            }

            start = end;
        }
    }
}
