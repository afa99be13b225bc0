using System.Text;

namespace Edify.Rag.Hosting.Privacy.Redaction;

/// <summary>What stands for what within one request, and nowhere beyond it. The same words have the same placeholder throughout.</summary>
/// <remarks>Not safe for concurrent use: a request is prepared before it is sent.</remarks>
internal sealed class RedactionMap(IPiiDetector detector)
{
    private readonly Dictionary<(PiiKind Kind, string Words), string> _placeholders = [];
    private readonly Dictionary<string, string> _words = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> _reserved = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<PiiKind, int> _numbers = [];

    /// <summary>How many different words were taken out.</summary>
    public int Count => _words.Count;

    /// <summary>Keeps what looks like a placeholder in a text from becoming one: it would be restored to somebody's name.</summary>
    public void Reserve(string text)
    {
        for (var at = text.IndexOf('<', StringComparison.Ordinal); at >= 0; at = text.IndexOf('<', at + 1))
        {
            if (Placeholder.LengthAt(text.AsSpan(at)) is > 0 and var length) _reserved.Add(text.Substring(at, length));
        }
    }

    /// <summary>The text with placeholders.</summary>
    public string Redact(string text)
    {
        var spans = detector.Detect(text);
        if (spans.Count == 0) return text;
        var redacted = new StringBuilder(text.Length + (spans.Count * 4));
        var position = 0;
        foreach (var span in spans)
        {
            redacted.Append(text, position, span.Start - position).Append(PlaceholderOf(span.Kind, text.Substring(span.Start, span.Length)));
            position = span.End;
        }

        return redacted.Append(text, position, text.Length - position).ToString();
    }

    /// <summary>What a placeholder stands for; <see langword="null"/> where it is none of this request.</summary>
    public string? Find(string placeholder) => _words.GetValueOrDefault(placeholder);

    /// <summary>The text with the words in their places again.</summary>
    public string Restore(string text)
    {
        if (Count == 0 || !text.Contains('<', StringComparison.Ordinal)) return text;
        var restored = new PlaceholderStream(this);
        return restored.Take(text) + restored.Finish();
    }

    private string PlaceholderOf(PiiKind kind, string words)
    {
        if (_placeholders.TryGetValue((kind, words), out var known)) return known;
        string placeholder;
        do
        {
            var number = _numbers.GetValueOrDefault(kind) + 1;
            _numbers[kind] = number;
            placeholder = Placeholder.Of(kind, number);
        }
        while (_reserved.Contains(placeholder));

        _words.Add(placeholder, words);
        _placeholders.Add((kind, words), placeholder);
        return placeholder;
    }
}
