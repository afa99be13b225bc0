namespace Edify.Rag.Documents.Pdf.Layout;

/// <summary>What the bidirectional algorithm needs to know of a character (UAX #9, table 4).</summary>
internal enum BidiClass : byte
{
    Neutral,
    Left,
    Right,
    ArabicLetter,
    EuropeanNumber,
    ArabicNumber,
    NumberSeparator,
    CommonSeparator,
    NumberTerminator,
}

/// <summary>Classes of characters, for the scripts that occur in files; marks of right-to-left scripts count as their letters.</summary>
internal static class BidiClasses
{
    public static bool IsRightToLeft(char c) => Of(c) is BidiClass.Right or BidiClass.ArabicLetter;

    /// <summary>Whether a text may hold letters that run from right to left.</summary>
    public static bool MayRunRightToLeft(ReadOnlySpan<char> text) =>
        text.ContainsAnyInRange('\u0590', '\u08FF') || text.ContainsAnyInRange('\uFB1D', '\uFEFC');

    public static BidiClass Of(char c) => c switch
    {
        >= '0' and <= '9' or >= '\u06F0' and <= '\u06F9' => BidiClass.EuropeanNumber,
        >= '\u0660' and <= '\u0669' or '\u066B' or '\u066C' => BidiClass.ArabicNumber,
        '+' or '-' or '\u2212' => BidiClass.NumberSeparator,
        ',' or '.' or '/' or ':' or '\u00A0' or '\u060C' => BidiClass.CommonSeparator,
        '#' or '$' or '%' or '\u066A' or (>= '\u00A2' and <= '\u00A5') or '\u00B0' or '\u00B1' or '\u2030' or (>= '\u20A0' and <= '\u20CF') => BidiClass.NumberTerminator,
        >= '\u0590' and <= '\u05FF' or >= '\u07C0' and <= '\u085F' or >= '\uFB1D' and <= '\uFB4F' => BidiClass.Right,
        >= '\u0600' and <= '\u07BF' or >= '\u0860' and <= '\u08FF' or >= '\uFB50' and <= '\uFDFF' or >= '\uFE70' and <= '\uFEFC' =>
            char.IsPunctuation(c) || char.IsSymbol(c) ? BidiClass.Neutral : BidiClass.ArabicLetter,
        _ => char.IsLetter(c) || char.IsSurrogate(c) || char.IsDigit(c) ? BidiClass.Left : BidiClass.Neutral,
    };

    /// <summary>What a bracket is on the other side of its text; other characters are their own.</summary>
    public static char Mirror(char c) => c switch
    {
        '(' => ')',
        ')' => '(',
        '[' => ']',
        ']' => '[',
        '{' => '}',
        '}' => '{',
        '<' => '>',
        '>' => '<',
        '«' => '»',
        '»' => '«',
        '‹' => '›',
        '›' => '‹',
        _ => c,
    };
}
