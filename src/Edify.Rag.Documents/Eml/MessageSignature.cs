using System.Text;
using AngleSharp.Dom;

namespace Edify.Rag.Documents.Eml;

/// <summary>Recognises the lines that a person's program puts below each of their messages.</summary>
/// <remarks>What is longer than signatures are is kept: some programs let the text that follows slip into the signature.</remarks>
internal static class MessageSignature
{
    private const int MostLines = 12;
    private const int MostCharacters = 2000;
    private const int MostNodes = 1000;
    private const int ShortestRule = 5;

    // Classes and identifiers that Thunderbird, Gmail, Apple Mail, Outlook, Yahoo, Proton, Evolution and Zimbra give it.
    private static readonly HashSet<string> Marks = new(StringComparer.OrdinalIgnoreCase)
    {
        "moz-signature", "gmail_signature", "gmail_signature_prefix", "applemailsignature", "ms-outlook-mobile-signature", "yahoo-signature", "yahoo_signature",
        "protonmail_signature_block", "-x-evo-signature", "-x-evo-signature-wrapper", "zimbrasignature",
    };

    /// <summary>Whether an element of a message is marked as a signature.</summary>
    /// <param name="element">The element.</param>
    public static bool IsMarked(IElement element)
    {
        var isMarked = Marks.Contains(Plain(element.Id)) || element.ClassList.Any(name => Marks.Contains(Plain(name)));
        return isMarked && IsShort(element);
    }

    /// <summary>A text without the signatures that stand below a line of two dashes and a space (RFC 3676, 4.3), quoted or not.</summary>
    /// <param name="text">The text as it was sent.</param>
    public static string RemoveFrom(string text)
    {
        if (!text.Contains("-- ", StringComparison.Ordinal)) return text;
        var kept = new StringBuilder(text.Length);
        var rest = text.AsSpan();
        while (!rest.IsEmpty)
        {
            var line = TakeLine(ref rest);
            var depth = FlowedText.Depth(line.TrimEnd("\r\n"), out var content);
            var length = content is "-- " ? SignatureLength(rest, depth) : null;
            kept.Append(length is null ? line : "\n");
            rest = rest[(length ?? 0)..];
        }

        return kept.ToString();
    }

    // It goes to the end of what its writer said: of the text, of the quote, or to the rule that mailing lists draw and that
    // begins lines such as "---- Forwarded message ----".
    private static int? SignatureLength(ReadOnlySpan<char> after, int depth)
    {
        var rest = after;
        for (var lines = 0; !rest.IsEmpty;)
        {
            var end = after.Length - rest.Length;
            var line = TakeLine(ref rest).TrimEnd();
            var isQuotedAlike = FlowedText.Depth(line, out var content) == depth;
            if ((!isQuotedAlike && !line.IsEmpty) || IsRule(content)) return end;
            if (!content.IsWhiteSpace() && ++lines > MostLines) return null;
        }

        return after.Length;
    }

    private static bool IsRule(ReadOnlySpan<char> line) =>
        line.Length >= ShortestRule && line[0] is '-' or '_' or '=' or '*' && !line[..ShortestRule].ContainsAnyExcept(line[0]);

    private static ReadOnlySpan<char> TakeLine(ref ReadOnlySpan<char> rest)
    {
        var end = rest.IndexOf('\n') + 1;
        var line = end == 0 ? rest : rest[..end];
        rest = rest[line.Length..];
        return line;
    }

    private static bool IsShort(IElement element)
    {
        var (nodes, characters) = (0, 0);
        foreach (var node in element.GetDescendants())
        {
            if (node is IText text) characters += text.Data.Length;
            if (++nodes > MostNodes || characters > MostCharacters) return false;
        }

        return true;
    }

    // Programs that quote a message put this before every name in it.
    private static string Plain(string? name)
    {
        var plain = name ?? string.Empty;
        while (plain.StartsWith("x_", StringComparison.Ordinal)) plain = plain[2..];
        return plain;
    }
}
