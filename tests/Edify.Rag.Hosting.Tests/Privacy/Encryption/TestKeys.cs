using System.Security.Cryptography;

namespace Edify.Rag.Hosting.Tests.Privacy.Encryption;

/// <summary>Keys that a test adds, makes the current one, and takes away.</summary>
internal sealed class TestKeys : IKeyProvider
{
    private readonly Dictionary<string, byte[]> _keys = [];

    public TestKeys(params string[] ids)
    {
        foreach (var id in ids) Add(id);
    }

    public string Current { get; set; } = string.Empty;

    public void Add(string id) => (_keys[id], Current) = (SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(id)), id);

    public void Retire(string id) => _keys.Remove(id);

    public ValueTask<string> GetCurrentIdAsync(CancellationToken cancellationToken = default) => new(Current);

    public ValueTask<IReadOnlyList<string>> ListIdsAsync(CancellationToken cancellationToken = default) => new([.. _keys.Keys]);

    public ValueTask<ReadOnlyMemory<byte>?> FindAsync(string id, CancellationToken cancellationToken = default) =>
        new(_keys.TryGetValue(id, out var key) ? key : (ReadOnlyMemory<byte>?)null);
}
