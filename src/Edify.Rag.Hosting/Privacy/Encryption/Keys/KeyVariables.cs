using System.Collections;

namespace Edify.Rag.Hosting.Privacy.Encryption.Keys;

/// <summary>Keys in environment variables, as they are when the process begins.</summary>
internal sealed class KeyVariables : IKeyProvider
{
    private const string Current = "CURRENT";

    private readonly string _prefix;
    private readonly Dictionary<string, string> _keys = new(StringComparer.Ordinal);
    private readonly string? _current;

    public KeyVariables(string prefix) : this(prefix, Environment.GetEnvironmentVariables())
    {
    }

    public KeyVariables(string prefix, IDictionary variables)
    {
        _prefix = prefix;
        foreach (DictionaryEntry variable in variables)
        {
            if (variable is not { Key: string name, Value: string value } || !name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase)) continue;
            var id = name[prefix.Length..];
            if (id.Equals(Current, StringComparison.OrdinalIgnoreCase)) _current = value.Trim().ToLowerInvariant();
            else if (KeyText.IsId(id)) _keys[id.ToLowerInvariant()] = value;
        }
    }

    public ValueTask<string> GetCurrentIdAsync(CancellationToken cancellationToken = default)
    {
        if (_current is not null) return new(KeyText.CheckId(_current, $"{_prefix}{Current}"));
        return new(_keys.Count > 0 ? _keys.Keys.Max(StringComparer.Ordinal)! : throw new RagConfigurationException($"No environment variable {_prefix}… holds a key."));
    }

    public ValueTask<IReadOnlyList<string>> ListIdsAsync(CancellationToken cancellationToken = default) => new([.. _keys.Keys.Order(StringComparer.Ordinal)]);

    public ValueTask<ReadOnlyMemory<byte>?> FindAsync(string id, CancellationToken cancellationToken = default) =>
        new(_keys.TryGetValue(id, out var text) ? KeyText.Read(text, $"The environment variable {_prefix}{id.ToUpperInvariant()}") : (ReadOnlyMemory<byte>?)null);
}
