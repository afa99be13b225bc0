using System.Globalization;
using System.Text.RegularExpressions;

namespace Edify.Rag.Generation.Citations;

/// <summary>How models write citations: [1], [2][3], [1, 2], [1-3], 【1】, 【1†source】.</summary>
internal static partial class CitationSyntax
{
    // A number with a target, [1](link), is a link of Markdown.
    private const string LinkTarget = @"\([^()\s]+\)";

    // The source after a dagger holds no brackets: two citations must not become one that spans what stands between them.
    private const string Group = @"(?:\[\s*{0}\s*\](?!" + LinkTarget + @")|【\s*{0}\s*(?:†[^】【\[\]\n]*)?】)";
    private const string Numbers = @"\d+(?:\s*[-–—,;、，]\s*\d+)*";

    // Code is matched so as to be passed over: brackets mean something else there.
    private static readonly Regex ClusterOrCode = new(
        $@"(?<code>```[\s\S]*?(?:```|\z)|`[^`\n]+`)|(?<cluster>{AnyGroup}(?:[ \t]{{0,3}}[,;]?[ \t]{{0,3}}{AnyGroup})*)",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture);

    /// <summary>The ranges of numbers that a cluster names, in order; a single number is a range of itself.</summary>
    public static IEnumerable<(int First, int Last)> Ranges(string cluster)
    {
        foreach (Match match in NumberOrRange.Matches(Source.Replace(cluster, "】")))
        {
            var first = Parse(match.Groups[1].ValueSpan);
            var last = match.Groups[2].Success ? Parse(match.Groups[2].ValueSpan) : first;
            yield return (Math.Min(first, last), Math.Max(first, last));
        }
    }

    /// <summary>Neighbouring citations as one match each, outside code.</summary>
    public static IEnumerable<Match> Clusters(string text) => ClusterOrCode.Matches(text).Where(m => m.Groups["cluster"].Success);

    /// <summary>The text with each cluster replaced.</summary>
    public static string ReplaceClusters(string text, Func<Match, string> replacement) =>
        ClusterOrCode.Replace(text, match => match.Groups["cluster"].Success ? replacement(match) : match.Value);

    /// <summary>A text without anything that reads like a citation.</summary>
    public static string Strip(string text) => ReplaceClusters(text, _ => string.Empty);

    /// <summary>Whether a number in brackets would read as a link, were it written at a place in a text.</summary>
    public static bool IsLinkAt(string text, int index) => Target.IsMatch(text, index);

    // In digits of any script; what is too large for a number is the largest.
    private static int Parse(ReadOnlySpan<char> digits)
    {
        var number = 0L;
        foreach (var digit in digits) number = Math.Min(int.MaxValue, (10 * number) + CharUnicodeInfo.GetDecimalDigitValue(digit));
        return (int)number;
    }

    private static string AnyGroup => Group.Replace("{0}", Numbers, StringComparison.Ordinal);

    [GeneratedRegex(@"(\d+)(?:\s*[-–—]\s*(\d+))?")]
    private static partial Regex NumberOrRange { get; }

    [GeneratedRegex(@"\G" + LinkTarget)]
    private static partial Regex Target { get; }

    [GeneratedRegex(@"†[^】]*】")]
    private static partial Regex Source { get; }
}
