namespace Edify.Rag.Storage.Templates;

/// <summary>The pattern of one segment: literals with captures between them, matched in one pass from left to right.</summary>
/// <param name="literals">Folded literals: before the first capture, between each two, and after the last.</param>
/// <param name="captures">Field names; <see langword="null"/> for what is matched and not kept.</param>
internal sealed class SegmentPattern(string[] literals, string?[] captures)
{
    /// <summary>Names of the fields that it captures.</summary>
    public IEnumerable<string> Fields => captures.OfType<string>();

    /// <summary>Whether the segment matches; the captured texts go to <paramref name="fields"/> where it is given.</summary>
    /// <remarks>
    /// Every capture but the last ends where the next literal is first found. If any cut matches, this one does, so that
    /// nothing is ever tried twice.
    /// </remarks>
    public bool Matches(PathSegment segment, Dictionary<string, FieldValue>? fields = null)
    {
        var text = segment.Folded;
        if (captures.Length == 0) return text.Equals(literals[0], StringComparison.OrdinalIgnoreCase);
        if (!text.StartsWith(literals[0], StringComparison.OrdinalIgnoreCase)) return false;
        if (!text.EndsWith(literals[^1], StringComparison.OrdinalIgnoreCase)) return false;

        var position = literals[0].Length;
        var end = text.Length - literals[^1].Length;
        for (var i = 0; i < captures.Length; i++)
        {
            if (position >= end) return false;
            var stop = i == captures.Length - 1 ? end : Find(text[..end], literals[i + 1], position + 1);
            if (stop < 0) return false;
            var value = segment.Written(position, stop);
            if (value.IsEmpty) return false;
            if (captures[i] is { } name) fields?.Add(name, value.ToString());
            position = stop + literals[i + 1].Length;
        }

        return true;
    }

    private static int Find(ReadOnlySpan<char> text, string literal, int start)
    {
        var found = text[start..].IndexOf(literal, StringComparison.OrdinalIgnoreCase);
        return found < 0 ? -1 : start + found;
    }
}
