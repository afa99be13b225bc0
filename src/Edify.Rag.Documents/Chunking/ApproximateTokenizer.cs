namespace Edify.Rag.Documents.Chunking;

/// <summary>Estimates tokens without a model's vocabulary.</summary>
/// <remarks>
/// Letters and digits between other characters count one token per four characters begun, each ideograph, sign and
/// surrogate pair counts one, and white space none. Close enough to budget by; not what any model counts exactly.
/// </remarks>
internal sealed class ApproximateTokenizer : ITextTokenizer
{
    private const int CharactersPerToken = 4;

    /// <inheritdoc/>
    public string Fingerprint => "approximate/1";

    /// <inheritdoc/>
    public int CountTokens(ReadOnlySpan<char> text)
    {
        int tokens = 0, word = 0;
        foreach (var c in text)
        {
            if (IsWordPart(c))
            {
                if (word++ % CharactersPerToken == 0) tokens++;
                continue;
            }

            word = 0;
            if (!char.IsWhiteSpace(c) && !char.IsLowSurrogate(c)) tokens++;
        }

        return tokens;
    }

    // From U+2E80 on, scripts are written without spaces: Chinese, Japanese, Korean.
    private static bool IsWordPart(char c) =>
        char.IsAsciiLetterOrDigit(c) || (c is > '\u007F' and < '\u2E80' && (char.IsLetterOrDigit(c) || IsMark(c)));

    private static bool IsMark(char c) => char.GetUnicodeCategory(c) is >= System.Globalization.UnicodeCategory.NonSpacingMark
        and <= System.Globalization.UnicodeCategory.EnclosingMark;
}
