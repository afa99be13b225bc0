using Edify.Rag.Embeddings.Tokenization.Text;
using Edify.Rag.Embeddings.Tokenization.Unicode;

namespace Edify.Rag.Embeddings.Tokenization.Normalizers;

/// <summary>How BERT prepares a text: controls out, white space made spaces, ideographs set apart, accents off, lower case.</summary>
/// <param name="cleans">Whether controls go and white space becomes spaces.</param>
/// <param name="spacesIdeographs">Whether Chinese characters become words of their own.</param>
/// <param name="stripsAccents">Whether non-spacing marks go, after NFD.</param>
/// <param name="lowers">Whether letters become lower case.</param>
internal sealed class BertNormalizer(bool cleans, bool spacesIdeographs, bool stripsAccents, bool lowers) : Normalizer
{
    private readonly UnicodeNormalizer _decomposed = new(isCompatibility: false, composes: false);
    private readonly FilterNormalizer _unaccented = new(CodePointTraits.NonspacingMark);
    private readonly LowercaseNormalizer _lower = new();

    public override void Apply(AlignedText text, Workspace workspace)
    {
        if (cleans || spacesIdeographs) Clean(text);
        if (stripsAccents && text.Chars.ContainsAnyExceptInRange('\0', '\x7F'))
        {
            _decomposed.Apply(text, workspace);
            _unaccented.Apply(text, workspace);
        }

        if (lowers) _lower.Apply(text, workspace);
    }

    private void Clean(AlignedText text)
    {
        var chars = text.Chars;
        var hasBegun = false;
        var kept = 0;
        for (var i = 0; i < chars.Length;)
        {
            var c = chars[i];
            if (c is >= ' ' and < '\x7F')
            {
                i++;
                continue;
            }

            var point = CodePoints.At(chars, i, out var units);
            var traits = UnicodeTables.Traits[point];
            var isControl = cleans && (traits & CodePointTraits.BertControl) != 0;
            var isSpace = cleans && (traits & CodePointTraits.BertWhiteSpace) != 0;
            var isIdeograph = spacesIdeographs && IsIdeograph(point);
            if (isControl || isSpace || isIdeograph)
            {
                if (!hasBegun) text.Begin();
                hasBegun = true;
                text.Keep(i - kept);
                kept = i + units;
                if (isControl) text.Drop(units);
                else if (isSpace) text.Replace(' ');
                else
                {
                    text.Replace(' ');
                    text.Insert(point);
                    text.Insert(' ');
                }
            }

            i += units;
        }

        if (!hasBegun) return;
        text.Keep(chars.Length - kept);
        text.End();
    }

    // The CJK blocks as the reference lists them, which leave out hiragana, katakana, hangul, and some of extension E by its slip.
    private static bool IsIdeograph(int point) => point is (>= 0x4E00 and <= 0x9FFF) or (>= 0x3400 and <= 0x4DBF) or (>= 0x20000 and <= 0x2A6DF)
        or (>= 0x2A700 and <= 0x2B73F) or (>= 0x2B740 and <= 0x2B81F) or (>= 0x2B920 and <= 0x2CEAF) or (>= 0xF900 and <= 0xFAFF) or (>= 0x2F800 and <= 0x2FA1F);
}
