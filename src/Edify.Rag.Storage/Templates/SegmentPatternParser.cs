namespace Edify.Rag.Storage.Templates;

/// <summary>Reads the pattern of one segment.</summary>
internal static class SegmentPatternParser
{
    /// <summary>Parses literal text with <c>{field}</c> and <c>*</c> in it.</summary>
    /// <exception cref="FormatException">It is not a pattern; the message tells why.</exception>
    public static SegmentPattern Parse(string segment)
    {
        var literals = new List<string>();
        var captures = new List<string?>();
        var literalStart = 0;
        for (var at = segment.AsSpan().IndexOfAny("{}*"); at >= 0;)
        {
            literals.Add(Fold(segment[literalStart..at]));
            captures.Add(Capture(segment, at, out literalStart));
            var next = segment.AsSpan(literalStart).IndexOfAny("{}*");
            at = next < 0 ? -1 : literalStart + next;
        }

        literals.Add(Fold(segment[literalStart..]));
        literals[0] = literals[0].TrimStart();
        literals[^1] = literals[^1].TrimEnd();
        if (literals.Skip(1).SkipLast(1).Any(literal => literal.Length == 0))
            throw new FormatException($"in '{segment}' two captures stand side by side; put literal text between them.");
        if (captures.Count == 0 && literals[0] is "" or "." or "..")
            throw new FormatException("it has an empty, '.' or '..' segment, which no name has; leave it out.");
        return new SegmentPattern([.. literals], [.. captures]);
    }

    private static string? Capture(string segment, int at, out int end)
    {
        end = at + 1;
        if (segment[at] == '*') return null;
        var close = segment.IndexOf('}', at);
        if (segment[at] == '}' || close < 0) throw new FormatException($"in '{segment}' a brace has no partner.");
        end = close + 1;
        var name = segment[(at + 1)..close];
        FieldNames.ThrowIfInvalid(name);
        return name;
    }

    private static string Fold(string literal) => FoldedText.IsFolded(literal) ? literal : FoldedText.Of(literal, out _);
}
