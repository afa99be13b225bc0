namespace Edify.Rag.Shared.Lexical.Analysis;

/// <summary>Arabic as it is typed in a search box: without vowel signs and stretching, with one form of alef, waw, yeh and teh marbuta.</summary>
/// <remarks>Larkey, Ballesteros, Connell: Improving Stemming for Arabic Information Retrieval, SIGIR 2002, the normalization of section 3.</remarks>
internal static class ArabicFolding
{
    /// <summary>Folds a letter or sign of the Arabic block.</summary>
    /// <param name="character">Any character.</param>
    /// <param name="folded">The folded letter; the null character when nothing is to remain.</param>
    /// <returns>Whether the character is one of those known here.</returns>
    public static bool TryFold(char character, out char folded)
    {
        folded = character switch
        {
            '\u0622' or '\u0623' or '\u0625' or '\u0671' => '\u0627',
            '\u0624' => '\u0648',
            '\u0629' => '\u0647',
            '\u0626' or '\u0649' => '\u064A',
            '\u0640' or (>= '\u064B' and <= '\u065F') or '\u0670' => '\0',
            _ => character,
        };
        return character is (>= '\u0621' and <= '\u065F') or '\u0670' or '\u0671';
    }
}
