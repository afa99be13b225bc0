using System.Text.RegularExpressions;

namespace Edify.Rag.Generation.Prompts;

/// <summary>Keeps foreign text from imitating the marks that delimit it.</summary>
internal static partial class Delimiters
{
    /// <summary>The text with the bracket of every look-alike of a mark replaced; it reads the same and marks nothing.</summary>
    public static string Neutralize(string text) => LookAlike.Replace(text, "‹");

    /// <summary>The text as the value of an attribute: neutral, without quotes and line breaks.</summary>
    public static string NeutralizeAttribute(string text) =>
        LineBreaks.Replace(Neutralize(text), " ").Replace('"', '\'').Replace('<', '‹').Replace('>', '›');

    // Our own marks, in any width and with invisible characters between the letters, and the turn marks of common models.
    [GeneratedRegex(
        @"[<＜﹤](?=[\s\p{Cf}/／⁄]*(?:p\p{Cf}*a\p{Cf}*s\p{Cf}*s\p{Cf}*a\p{Cf}*g\p{Cf}*e|q\p{Cf}*u\p{Cf}*e\p{Cf}*s\p{Cf}*t\p{Cf}*i\p{Cf}*o\p{Cf}*n|system|[|｜]))",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex LookAlike { get; }

    [GeneratedRegex(@"[\p{Cc}\u2028\u2029]+")]
    private static partial Regex LineBreaks { get; }
}
