namespace Edify.Rag;

/// <summary>Permissions that roles give: lower-case words joined by colons, the last of which may be the wildcard "*".</summary>
/// <remarks>Any other permission of a host's own may stand beside these.</remarks>
public static class RagPermissions
{
    /// <summary>To ask questions.</summary>
    public const string ChatCreate = "chat:create";

    /// <summary>To list and open the documents that one's scope admits.</summary>
    public const string DocumentsRead = "documents:read";

    /// <summary>To add, change and delete documents that one's scope admits.</summary>
    public const string DocumentsWrite = "documents:write";

    /// <summary>To add, change and delete one's own files (<see cref="RagModules.Personal"/>).</summary>
    public const string FilesWrite = "files:write";

    /// <summary>Whatever administrators do. Who holds it sees documents that <see cref="RagFields.Allow"/> closes to others.</summary>
    public const string Administration = "admin:*";

    /// <summary>Whether a permission that somebody holds covers one that is asked for: "documents:*" covers "documents:read", "*" everything.</summary>
    /// <param name="held">What is held, with or without a wildcard.</param>
    /// <param name="wanted">What is asked for. With a wildcard it is covered by the same wildcard or a wider one.</param>
    public static bool Covers(string held, string wanted)
    {
        ArgumentNullException.ThrowIfNull(held);
        ArgumentNullException.ThrowIfNull(wanted);
        if (held == "*" || held.Equals(wanted, StringComparison.OrdinalIgnoreCase)) return true;
        return held.EndsWith(":*", StringComparison.Ordinal) && wanted.Length >= held.Length
            && wanted.AsSpan(0, held.Length - 1).Equals(held.AsSpan(0, held.Length - 1), StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>Whether a text is a permission: words of letters, digits, '_' and '-', joined by ':', with "*" in the place of the last word or alone.</summary>
    /// <param name="text">The text; letters of either case.</param>
    public static bool IsPermission(string? text)
    {
        if (string.IsNullOrEmpty(text)) return false;
        var words = text.Split(':');
        for (var i = 0; i < words.Length; i++)
        {
            var isWildcard = words[i] == "*" && i == words.Length - 1;
            if (!isWildcard && (words[i].Length == 0 || !words[i].All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-'))) return false;
        }

        return true;
    }
}
