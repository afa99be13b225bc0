using System.Runtime.CompilerServices;

namespace Edify.Rag.Embeddings.Tokenization.Vocabulary;

/// <summary>Strings with a number each, as a double array over UTF-16 units: a step costs two reads, whatever the vocabulary.</summary>
/// <remarks>
/// Aoe, "An Efficient Digital Search Algorithm by Using a Double-Array Structure", 1989. Units are renumbered by how often they
/// occur, so that the array is dense and common paths lie together.
/// </remarks>
internal sealed class CharTrie
{
    public const int Root = 0;
    public const int None = -1;

    private readonly ushort[] _codes;
    private readonly Node[] _nodes;

    public CharTrie(IEnumerable<KeyValuePair<string, int>> entries) => (_codes, _nodes) = new CharTrieBuilder(entries).Build();

    /// <summary>A place in the array: where its children begin, whose child it is, and its number.</summary>
    internal record struct Node(int Base, int Parent, int Value);

    /// <summary>The node that a unit leads to, or <see cref="None"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Step(int node, char unit)
    {
        // No child has the code 0, which is that of units without one; and the array is as long as the largest code needs.
        var next = _nodes[node].Base + _codes[unit];
        return _nodes[next].Parent == node ? next : None;
    }

    /// <summary>The number of the string that ends at a node, or <see cref="None"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int ValueAt(int node) => _nodes[node].Value;

    /// <summary>The node that a string leads to, or <see cref="None"/>.</summary>
    public int Walk(int node, ReadOnlySpan<char> text)
    {
        foreach (var unit in text)
        {
            node = Step(node, unit);
            if (node < 0) return None;
        }

        return node;
    }

    /// <summary>The number of a string, or <see cref="None"/>.</summary>
    public int Find(ReadOnlySpan<char> text)
    {
        var node = Walk(Root, text);
        return node < 0 ? None : ValueAt(node);
    }
}
