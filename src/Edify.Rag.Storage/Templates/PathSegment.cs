namespace Edify.Rag.Storage.Templates;

/// <summary>One segment of a blob's name, without white space around it: as written (NFC), and as it looks.</summary>
internal readonly struct PathSegment
{
    private readonly ReadOnlyMemory<char> _text;
    private readonly ReadOnlyMemory<char> _folded;
    private readonly ReadOnlyMemory<int> _origins;

    private PathSegment(ReadOnlyMemory<char> text, ReadOnlyMemory<char> folded, ReadOnlyMemory<int> origins) =>
        (_text, _folded, _origins) = (text, folded, origins);

    /// <summary>What literals are compared with, without case.</summary>
    public ReadOnlySpan<char> Folded => _folded.Span;

    /// <summary>The text between two places of <see cref="Folded"/>, as written but for white space around it.</summary>
    public ReadOnlySpan<char> Written(int start, int end)
    {
        var from = start == 0 ? 0 : OriginalEnd(start - 1);
        var to = end == _folded.Length ? _text.Length : OriginalStart(end);
        // One character may look like several; a cut between these cuts nothing.
        return to <= from ? default : _text.Span[from..to].Trim();
    }

    /// <summary>Splits a name; <see langword="false"/> when it is not plain, so that what it means is in doubt.</summary>
    /// <remarks>
    /// A plain name has no blank, "." or ".." segment, no backslash, no control character and no unpaired surrogate, neither as
    /// written nor as it looks.
    /// </remarks>
    public static bool TrySplit(string name, out PathSegment[] segments)
    {
        segments = [];
        if (!PlainText.TryNormalize(name, out var text)) return false;
        var parts = new PathSegment[text.AsSpan().Count('/') + 1];
        var index = 0;
        foreach (var range in text.AsSpan().Split('/'))
        {
            var part = Of(text.AsMemory(range).Trim());
            if (!IsPlain(part.Folded)) return false;
            parts[index++] = part;
        }

        segments = parts;
        return true;
    }

    private static PathSegment Of(ReadOnlyMemory<char> text)
    {
        if (FoldedText.IsFolded(text.Span)) return new(text, text, default);
        var folded = FoldedText.Of(text.Span, out var origins);
        var start = folded.Length - folded.AsSpan().TrimStart().Length;
        var length = folded.AsSpan().Trim().Length;
        return new(text, folded.AsMemory(start, length), origins.AsMemory(start, length));
    }

    private static bool IsPlain(ReadOnlySpan<char> folded) =>
        folded is not ("" or "." or "..") && !folded.ContainsAny('/', '\\');

    private int OriginalStart(int place) => _origins.IsEmpty ? place : _origins.Span[place];

    // What cannot be seen belongs to the capture and not to the literal before it, so that no value loses any of it.
    private int OriginalEnd(int place)
    {
        var start = OriginalStart(place);
        return char.IsHighSurrogate(_text.Span[start]) ? start + 2 : start + 1;
    }
}
