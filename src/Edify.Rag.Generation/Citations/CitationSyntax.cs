using System.Globalization;
using System.Text.RegularExpressions;

namespace Edify.Rag.Generation.Citations;

/// <summary>How models write citations: [1], [2][3], [1, 2], [1-3], 【1】, 【1†source】.</summary>
internal static partial class CitationSyntax
{
    // A number with a target, [1](link), is a link of Markdown.
    private const string Group = @"(?:\[\s*{0}\s*\](?!\([^()\s]+\))|【\s*{0}\s*(?:†[^】\n]*)?】)";
    private const string Numbers = @"\d{1,9}(?:\s*[-–—,;、，]\s*\d{1,9})*";

    // Code is matched so as to be passed over: brackets mean something else there.
    private static readonly Regex ClusterOrCode = new(
        $@"(?<code>```[\s\S]*?(?:```|\z)|`[^`\n]+`)|(?<cluster>{AnyGroup}(?:[ \t]{{0,3}}[,;]?[ \t]{{0,3}}{AnyGroup})*)",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture);

    /// <summary>The ranges of numbers that a cluster names, in order; a single number is a range of itself.</summary>
    public static IEnumerable<(int First, int Last)> Ranges(string cluster)
    {
        foreach (Match match in NumberOrRange.Matches(Source.Replace(cluster, "】")))
        {
            var first = int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture);
            var last = match.Groups[2].Success ? int.Parse(match.Groups[2].Value, CultureInfo.InvariantCulture) : first;
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

    private static string AnyGroup => Group.Replace("{0}", Numbers, StringComparison.Ordinal);

    [GeneratedRegex(@"(\d+)(?:\s*[-–—]\s*(\d+))?")]
    private static partial Regex NumberOrRange { get; }

    [GeneratedRegex(@"†[^】]*】")]
    private static partial Regex Source { get; }
}
