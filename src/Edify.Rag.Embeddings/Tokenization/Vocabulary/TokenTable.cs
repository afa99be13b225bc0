namespace Edify.Rag.Embeddings.Tokenization.Vocabulary;

/// <summary>The tokens of a vocabulary by number. Numbers may have gaps.</summary>
internal sealed class TokenTable
{
    private readonly string?[] _tokens;
    private readonly HashSet<int> _added;
    private readonly HashSet<int> _special;

    public TokenTable(IEnumerable<KeyValuePair<string, int>> model, IReadOnlyList<AddedToken> added)
    {
        var all = model.Concat(added.Select(t => KeyValuePair.Create(t.Content, t.Id))).ToList();
        _tokens = new string?[all.Max(t => t.Value) + 1];
        foreach (var (token, id) in all) _tokens[id] = token;
        _added = [.. added.Select(t => t.Id)];
        _special = [.. added.Where(t => t.IsSpecial).Select(t => t.Id)];
    }

    /// <summary>One more than the largest number.</summary>
    public int Count => _tokens.Length;

    /// <summary>Whether a token is found in the text before the model sees it.</summary>
    public bool IsAdded(int id) => _added.Contains(id);

    /// <summary>Whether decoding may leave a token out.</summary>
    public bool IsSpecial(int id) => _special.Contains(id);

    /// <summary>A token, or <see langword="null"/> where there is none of that number.</summary>
    public string? this[int id] => (uint)id < (uint)_tokens.Length ? _tokens[id] : null;
}
