using System.Globalization;

namespace Edify.Rag.Generation.Text;

/// <summary>Counts tokens by a model's tokenizer, or estimates them where there is none.</summary>
/// <param name="tokenizer">The model's; <see langword="null"/> to estimate.</param>
internal sealed class TokenCounter(ITextTokenizer? tokenizer = null)
{
    /// <summary>How many tokens a text has.</summary>
    public int Count(ReadOnlySpan<char> text) => tokenizer?.CountTokens(text) ?? Estimate(text);

    /// <summary>A quarter token per character of an alphabet, one per ideograph or syllable sign.</summary>
    public static int Estimate(ReadOnlySpan<char> text)
    {
        var quarters = 0L;
        foreach (var unit in text)
        {
            var isWhole = unit >= 0x0E00 && char.GetUnicodeCategory(unit) is UnicodeCategory.OtherLetter or UnicodeCategory.Surrogate;
            quarters += isWhole ? 4 : 1;
        }

        return (int)Math.Min(int.MaxValue, (quarters + 3) / 4);
    }
}
