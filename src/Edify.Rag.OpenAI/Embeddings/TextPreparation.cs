namespace Edify.Rag.OpenAI.Embeddings;

/// <summary>Makes of a text what is sent: with its prefix, never empty, and no longer than the model takes as far as that is known.</summary>
/// <remarks>
/// With a tokenizer a text is cut to the token. Without one, only what is beyond doubt is cut here; the rest is the server's to
/// refuse, and is shortened then, so that nothing is lost to an estimate.
/// </remarks>
internal sealed class TextPreparation(OpenAIEmbeddingOptions options, TokenEstimate tokens)
{
    // Hardly a token of prose is longer than this.
    private const int LongestToken = 8;

    // What a tokenizer is to count at most, however long the text is.
    private const int LongestCounted = 4 * LongestToken;

    // Servers refuse empty texts; a space has no words either.
    private const string Nothing = " ";

    private const double Shorter = 0.75;
    private const int Shortest = 16;

    public OutgoingText Prepare(string text, string prefix)
    {
        var whole = prefix.Length == 0 ? text : prefix + text;
        if (whole.Length == 0) whole = Nothing;
        var length = LengthThatFits(whole);
        if (length == whole.Length) return new(whole, tokens.Count(whole));
        return options.LongTexts == OpenAILongTexts.Refuse
            ? OutgoingText.Refused($"it has more than the {options.MaxTokensPerText} tokens that MaxTokensPerText allows")
            : new(whole[..length], options.MaxTokensPerText, isCut: true);
    }

    /// <summary>Less of a text that the server found too long; <see langword="null"/> when too little would be left.</summary>
    public static OutgoingText? Shorten(OutgoingText text)
    {
        var length = WholeCharacters(text.Text, (int)(text.Text.Length * Shorter));
        return length < Shortest ? null : new(text.Text[..length], (int)(text.Tokens * Shorter), isCut: true);
    }

    private int LengthThatFits(string text)
    {
        var most = options.MaxTokensPerText;
        var longest = (long)most * (tokens.Tokenizer is null ? LongestToken : LongestCounted);
        var length = WholeCharacters(text, (int)Math.Min(text.Length, longest));
        if (tokens.Tokenizer is null || tokens.Count(text.AsSpan(0, length)) <= most) return length;

        // The longest start that fits; whoever counts by merging pieces may count a longer one lower, but not by much.
        var (fits, tooLong) = (0, length);
        while (tooLong - fits > 1)
        {
            var middle = fits + (tooLong - fits) / 2;
            if (tokens.Count(text.AsSpan(0, WholeCharacters(text, middle))) <= most) fits = middle;
            else tooLong = middle;
        }

        return WholeCharacters(text, Math.Max(1, fits));
    }

    private static int WholeCharacters(string text, int length) =>
        length > 1 && length < text.Length && char.IsSurrogatePair(text[length - 1], text[length]) ? length - 1 : length;
}
