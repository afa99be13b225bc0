namespace Edify.Rag.Embeddings.Tokenization.Vocabulary;

/// <summary>Lays out a <see cref="CharTrie"/>.</summary>
internal sealed class CharTrieBuilder
{
    // A search for room that has seen so many taken places in a row need not begin there again.
    private const int MostTries = 64;

    private readonly ushort[] _codes = new ushort[char.MaxValue + 1];
    private readonly (string Key, int Value)[] _entries;
    private readonly int _largestCode;
    private CharTrie.Node[] _nodes = new CharTrie.Node[1 << 12];
    private int _firstFree = 1;
    private int _end = 1;

    public CharTrieBuilder(IEnumerable<KeyValuePair<string, int>> entries)
    {
        // Of equal strings the last one counts.
        var byKey = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var (key, value) in entries) byKey[key] = value;
        _largestCode = NumberUnits(byKey.Keys);
        _entries = [.. byKey.Select(p => (p.Key, p.Value))];
        Array.Sort(_entries, (a, b) => Compare(a.Key, b.Key));
        Array.Fill(_nodes, new(0, CharTrie.None, CharTrie.None));
    }

    public (ushort[] Codes, CharTrie.Node[] Nodes) Build()
    {
        _nodes[CharTrie.Root].Parent = int.MaxValue;
        var pending = new Queue<(int Node, int From, int To, int Depth)>();
        pending.Enqueue((CharTrie.Root, 0, _entries.Length, 0));
        var children = new List<(int Code, int From, int To)>();
        while (pending.TryDequeue(out var item))
        {
            var (node, from, to, depth) = item;
            if (from < to && _entries[from].Key.Length == depth) _nodes[node].Value = _entries[from++].Value;
            FindChildren(from, to, depth, children);
            if (children.Count == 0) continue;

            var place = FindRoom(children);
            _nodes[node].Base = place;
            foreach (var (code, first, last) in children)
            {
                _nodes[place + code].Parent = node;
                pending.Enqueue((place + code, first, last, depth + 1));
            }

            while (_nodes[_firstFree].Parent != CharTrie.None) Reserve(++_firstFree);
        }

        // Whatever the base, any code stays within the array.
        Array.Resize(ref _nodes, _end + _largestCode + 1);
        for (var i = _end; i < _nodes.Length; i++) _nodes[i] = new(0, CharTrie.None, CharTrie.None);
        return (_codes, _nodes);
    }

    private int NumberUnits(IEnumerable<string> keys)
    {
        var counts = new int[char.MaxValue + 1];
        foreach (var key in keys)
            foreach (var unit in key) counts[unit]++;
        var units = Enumerable.Range(0, counts.Length).Where(u => counts[u] > 0).OrderByDescending(u => counts[u]).ToArray();
        for (var i = 0; i < units.Length; i++) _codes[units[i]] = (ushort)(i + 1);
        return units.Length;
    }

    private int Compare(string a, string b)
    {
        var common = Math.Min(a.Length, b.Length);
        for (var i = 0; i < common; i++)
            if (a[i] != b[i]) return _codes[a[i]] - _codes[b[i]];
        return a.Length - b.Length;
    }

    private void FindChildren(int from, int to, int depth, List<(int Code, int From, int To)> children)
    {
        children.Clear();
        while (from < to)
        {
            var unit = _entries[from].Key[depth];
            var end = from + 1;
            while (end < to && _entries[end].Key[depth] == unit) end++;
            children.Add((_codes[unit], from, end));
            from = end;
        }
    }

    private int FindRoom(List<(int Code, int From, int To)> children)
    {
        var first = children[0].Code;
        var tries = 0;
        for (var place = Math.Max(_firstFree, first + 1); ; place++)
        {
            Reserve(place - first + children[^1].Code);
            if (_nodes[place].Parent != CharTrie.None) continue;
            if (IsFree(place - first, children)) return Claim(place - first, children);
            if (++tries == MostTries) _firstFree = Math.Max(_firstFree, place - (MostTries * 8));
        }
    }

    private bool IsFree(int place, List<(int Code, int From, int To)> children)
    {
        foreach (var (code, _, _) in children)
            if (_nodes[place + code].Parent != CharTrie.None) return false;
        return true;
    }

    private int Claim(int place, List<(int Code, int From, int To)> children)
    {
        _end = Math.Max(_end, place + children[^1].Code + 1);
        return place;
    }

    private void Reserve(int index)
    {
        if (index < _nodes.Length) return;
        var length = _nodes.Length;
        Array.Resize(ref _nodes, Math.Max(index + 1, 2 * length));
        Array.Fill(_nodes, new(0, CharTrie.None, CharTrie.None), length, _nodes.Length - length);
    }
}
