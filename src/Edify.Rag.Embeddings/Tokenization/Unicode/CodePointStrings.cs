namespace Edify.Rag.Embeddings.Tokenization.Unicode;

/// <summary>Strings of code points that stand for some code points.</summary>
internal sealed class CodePointStrings
{
    private readonly CodePointTable<ushort> _numbers = new();
    private readonly int[][] _strings;

    public CodePointStrings(IReadOnlyList<(int From, int[] To)> entries)
    {
        _strings = [[], .. entries.Select(e => e.To)];
        for (var i = 0; i < entries.Count; i++) _numbers.At(entries[i].From) = (ushort)(i + 1);
    }

    /// <summary>What stands for a code point; empty where it stands for itself.</summary>
    public ReadOnlySpan<int> this[int codePoint] => _strings[_numbers[codePoint]];
}
