using System.Text;

namespace Edify.Rag.Tests.Shared.Tokenizers;

/// <summary>Texts that tokenizers trip over, the same for the same seed: languages, marks, controls, emoji, special tokens, any code point.</summary>
internal sealed class NastyText(int seed, IReadOnlyList<string> words)
{
    private static readonly string[] Pieces =
    [
        "e\u0301", "A\u030A", "ı\u0307", "İstanbul", "ǅ", "ﬁle", "ﬃ", "Straße", "ΣΊΣΥΦΟΣ", "naïve", "Ω\u0345", "ᾳ", "q\u0307\u0323", "q\u0323\u0307", "\u1E9B\u0323",
        "한국어", "\u1112\u1161\u11AB", "각\u11A8", "漢字", "日本語テキスト", "ｶﾞｷﾞ", "か\u3099", "中文，測試。", "\U00020000\U0002A6D6", "\u4DB5", "\uF900", "\U0002F800",
        "हिन्दी", "क\u094D\u0937", "বাংলা", "தமிழ்", "ไทยภาษา", "กำ", "العربية", "\u0600١٢٣", "שָׁלוֹם", "\u05D0\u05BC\u05B7",
        "👩‍👩‍👧‍👦", "🇮🇳🇩🇪", "👍🏽", "©\u200D®", "a\u200Db", "☃\uFE0F", "\U0001F600", "1\uFE0F\u20E3",
        "\u0000", "\u0001", "\u0007", "\u000B", "\u000C", "\u001F", "\u007F", "\u0085", "\u00A0", "\u00AD", "\u1680", "\u180E", "\u200B", "\u200C", "\u200D", "\u2028",
        "\u202E", "\u2060", "\uFEFF", "\uFFFD", "\uFFFF", "\U0010FFFF", "\u3000", "\t", "\n", "\r\n", "\r", "  ", "   ", "\n\n\n", " \n ", "\u2581", "\u2581\u2581",
        "[UNK]", "[CLS]", "[SEP]", "[MASK]", " [MASK] ", "[MASK", "<s>", "</s>", "<unk>", "<mask>", "  <mask>  ", "<|endoftext|>", "##ing", "Ġ", "</w>", "<0x0A>",
        "don't", "I'LL", "we've", "'S", "'ſ", "rock'n'roll", "...", "!!!", "?!", "—", "“quoted”", "1,234.56", "３４", "½", "Ⅷ", "٣", "x²", "C++", "#1", "@home", "$5", "€9", "~", "`", "^",
        "http://example.org/a?b=c&d=%20", "name@example.org", "snake_case", "CamelCase", "ALLCAPS", "zzzzzzzzzzzzzzzzzzzzzzzzzzzz", "ß", "ẞ", "µ", "μ", "Å", "K",
    ];

    private readonly Random _random = new(seed);

    /// <summary>A text of about so many UTF-16 units.</summary>
    public string Next(int length)
    {
        var text = new StringBuilder();
        while (text.Length < length)
        {
            switch (_random.Next(100))
            {
                case < 62: text.Append(words[_random.Next(words.Count)]); break;
                case < 88: text.Append(Pieces[_random.Next(Pieces.Length)]); break;
                case < 92: text.Append(Point(0x80, 0x800)); break;
                case < 96: text.Append(Point(0x300, 0x370)); break;
                case < 98: text.Append(Point(0x800, 0x10000)); break;
                default: text.Append(Point(0x10000, 0x110000)); break;
            }

            if (_random.Next(100) < 75) text.Append(' ');
        }

        return text.ToString();
    }

    private string Point(int from, int to)
    {
        var point = _random.Next(from, to);
        return point is >= 0xD800 and <= 0xDFFF ? "\uFFFD" : char.ConvertFromUtf32(point);
    }
}
