using System.Collections.Frozen;

namespace Edify.Rag.Documents.Reading;

/// <summary>Recognises an Internet message (RFC 5322) by the fields it begins with.</summary>
internal static class MessageFields
{
    private const int LongestName = 76;

    // Programs write these; people who type "From:" and "Subject:" do not.
    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Technical = new[]
    {
        "Received", "Return-Path", "MIME-Version", "Message-ID", "Delivered-To", "X-Mailer", "DKIM-Signature", "Content-Transfer-Encoding",
        "Authentication-Results", "X-Mozilla-Status", "X-Received",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase).GetAlternateLookup<ReadOnlySpan<char>>();

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Common =
        new[] { "From", "To", "Date", "Subject", "Sender", "Reply-To", "Cc" }
            .ToFrozenSet(StringComparer.OrdinalIgnoreCase).GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>Whether a text begins with the fields of a message: one or more that only programs write, and two that every message has, or many.</summary>
    /// <param name="head">Beginning of the text.</param>
    public static bool Begin(ReadOnlySpan<char> head)
    {
        var (technical, common, isFirst) = (0, 0, true);
        foreach (var line in head.TrimStart('\uFEFF').EnumerateLines())
        {
            if (line.IsEmpty) break;
            var isEnvelope = isFirst && line.StartsWith("From ");
            var isFolded = !isFirst && line[0] is ' ' or '\t';
            isFirst = false;
            if (isEnvelope || isFolded) continue;

            // The last line may be cut off where the head ends.
            var name = NameOf(line);
            if (name.IsEmpty) return technical > 2 && common > 0;
            if (Technical.Contains(name)) technical++;
            else if (Common.Contains(name)) common++;
        }

        return technical > 0 && (common > 1 || technical > 2);
    }

    private static ReadOnlySpan<char> NameOf(ReadOnlySpan<char> line)
    {
        var colon = line.IndexOf(':');
        if (colon is <= 0 or > LongestName) return [];
        var name = line[..colon].TrimEnd();
        return name.ContainsAnyExceptInRange('!', '~') ? [] : name;
    }
}
