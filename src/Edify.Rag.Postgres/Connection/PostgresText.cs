using System.Text;

namespace Edify.Rag.Postgres.Connection;

/// <summary>PostgreSQL's text is Unicode without NUL; .NET's may hold NUL and halves of surrogate pairs.</summary>
internal static class PostgresText
{
    /// <summary>The text, which identifies something and so must be stored as it is.</summary>
    /// <exception cref="ArgumentException">It can't be.</exception>
    public static string Exact(string text, string what)
    {
        ArgumentNullException.ThrowIfNull(text, what);
        return IsStorable(text)
            ? text
            : throw new ArgumentException($"PostgreSQL can't store a {what} that holds NUL or half a surrogate pair.", what);
    }

    /// <summary>The text, which people read: what can't be stored becomes U+FFFD.</summary>
    public static string Readable(string text)
    {
        if (IsStorable(text)) return text;
        var clean = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes()) clean.Append((rune.Value == 0 ? Rune.ReplacementChar : rune).ToString());
        return clean.ToString();
    }

    private static bool IsStorable(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\0' || char.IsLowSurrogate(text[i])) return false;
            if (!char.IsHighSurrogate(text[i])) continue;
            if (++i == text.Length || !char.IsLowSurrogate(text[i])) return false;
        }

        return true;
    }
}
