using System.Text.RegularExpressions;
using Edify.Rag.Generation.Citations;

namespace Edify.Rag.Generation.Extractive;

/// <summary>Takes what marks up a document out of its words.</summary>
internal static partial class CleanText
{
    /// <summary>The words, on one line; nothing in them reads like a citation of ours.</summary>
    public static string Of(string text)
    {
        // Markup goes first: without it "[**1**]" reads like a citation.
        var plain = WhiteSpace.Replace(Markup.Replace(text.Replace('`', ' '), "$1"), " ");
        return KnownCitations.Keep(plain, _ => false, out _).Trim();
    }

    // **strong**, __strong__ and [label](target).
    [GeneratedRegex(@"\*\*|__|\[([^\]\n]*)\]\([^)\n]*\)")]
    private static partial Regex Markup { get; }

    [GeneratedRegex(@"\s+")]
    private static partial Regex WhiteSpace { get; }
}
