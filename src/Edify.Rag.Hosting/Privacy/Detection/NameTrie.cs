namespace Edify.Rag.Hosting.Privacy.Detection;

/// <summary>Names by their folded characters, so that a text is compared with all of them at once.</summary>
internal sealed class NameTrie
{
    /// <summary>The longest name; longer ones are no names, and would make long walks.</summary>
    public const int LongestName = 128;

    private const int ShortestPart = 3;

    private readonly Dictionary<long, int> _steps = [];
    private readonly List<End> _ends = [End.None];

    /// <param name="names">The names, as they are written.</param>
    /// <param name="withParts">Whether first and last names count alone, too.</param>
    public NameTrie(IEnumerable<string> names, bool withParts)
    {
        foreach (var name in names)
        {
            var words = name.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
            if (words.Length == 0) continue;
            Add(string.Join(' ', words), words.Length == 1 ? End.AsName : End.AnyCase);
            if (words.Length == 1) continue;
            Add($"{words[^1]}, {string.Join(' ', words[..^1])}", End.AnyCase);
            Add($"{words[^1]} {string.Join(' ', words[..^1])}", End.AnyCase);
            if (!withParts) continue;

            // "von" and "de" are no names; they are written small.
            foreach (var word in words.Where(w => w.Length >= ShortestPart && !char.IsLower(w, 0))) Add(word, End.AsName);
        }
    }

    /// <summary>Where the longest name ends that begins here.</summary>
    /// <returns>The end; 0 where none begins.</returns>
    public int LongestAt(FoldedText text, int start)
    {
        var (node, longest) = (0, 0);
        for (var i = start; i < text.Length && _steps.TryGetValue(Key(node, text[i]), out node); i++)
        {
            if (_ends[node] == End.None || !EndsHere(text, start, i + 1)) continue;

            // "Will" is a name, and "will" most often is none.
            if (_ends[node] == End.AnyCase || !text.HasCase(start) || text.IsCapital(start)) longest = i + 1;
        }

        return longest;
    }

    // A genitive's "s" belongs to the word and not to the name.
    private static bool EndsHere(FoldedText text, int start, int end) =>
        !text.IsWord(end) || IsUnspaced(text[end - 1]) || (end - start >= 4 && text[end] == 's' && !text.IsWord(end + 1));

    /// <summary>Whether words of a character's script stand together without spaces.</summary>
    public static bool IsUnspaced(char c) => c is >= '\u0E00' and <= '\u0EFF' or >= '\u1000' and <= '\u109F' or >= '\u1780' and <= '\u17FF' or >= '\u3040' and <= '\u30FF' or >= '\u3400' and <= '\u9FFF';

    private void Add(string name, End end)
    {
        var folded = FoldedText.Of(name);
        if (folded.Length is 0 or > LongestName) return;
        var node = 0;
        foreach (var c in folded.Span)
        {
            if (!_steps.TryGetValue(Key(node, c), out var next))
            {
                next = _ends.Count;
                _ends.Add(End.None);
                _steps.Add(Key(node, c), next);
            }

            node = next;
        }

        if (end > _ends[node]) _ends[node] = end;
    }

    private static long Key(int node, char c) => ((long)node << 16) | c;

    private enum End : byte
    {
        None,

        /// <summary>With a capital, in scripts that have them.</summary>
        AsName,
        AnyCase,
    }
}
