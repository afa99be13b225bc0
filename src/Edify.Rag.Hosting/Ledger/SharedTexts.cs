namespace Edify.Rag.Hosting.Ledger;

/// <summary>Keeps one copy of each text that many entries repeat.</summary>
internal sealed class SharedTexts
{
    private readonly HashSet<string> _texts = new(StringComparer.Ordinal);

    public string Share(string text)
    {
        if (_texts.TryGetValue(text, out var kept)) return kept;
        _texts.Add(text);
        return text;
    }

    public void Clear() => _texts.Clear();
}
