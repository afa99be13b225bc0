namespace Edify.Rag.Documents.Html;

/// <summary>Counts the elements that have no end yet. An end tag that fits none of them closes nothing, as in the parser.</summary>
internal sealed class OpenElements
{
    private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> _byName =
        new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase).GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>How many there are.</summary>
    public int Count { get; private set; }

    /// <summary>Takes a start tag.</summary>
    public void Start(ReadOnlySpan<char> name)
    {
        _byName[name] = _byName.TryGetValue(name, out var open) ? open + 1 : 1;
        Count++;
    }

    /// <summary>Takes an end tag.</summary>
    public void End(ReadOnlySpan<char> name)
    {
        if (!_byName.TryGetValue(name, out var open)) return;
        if (open == 1) _byName.Remove(name);
        else _byName[name] = open - 1;
        Count--;
    }
}
