namespace Edify.Rag.Hosting.Privacy.Encryption.Keys;

/// <summary>Keys as files of a directory, readable by their owner alone.</summary>
internal sealed class KeyDirectory(string path) : IKeyProvider
{
    private const string Extension = ".key";
    private const string CurrentFile = "current";
    private const UnixFileMode Others =
        UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    public ValueTask<string> GetCurrentIdAsync(CancellationToken cancellationToken = default) => new(Reading(() =>
    {
        var current = Path.Combine(path, CurrentFile);
        if (File.Exists(current)) return KeyText.CheckId(File.ReadAllText(current).Trim(), $"'{current}'");
        return Ids() is [.., var last] ? last : throw new RagConfigurationException($"The key directory '{path}' holds no key; make one with: edify-rag keys create.");
    }));

    public ValueTask<IReadOnlyList<string>> ListIdsAsync(CancellationToken cancellationToken = default) => new(Reading(Ids));

    public ValueTask<ReadOnlyMemory<byte>?> FindAsync(string id, CancellationToken cancellationToken = default) => new(Reading(() => Read(id)));

    private IReadOnlyList<string> Ids() =>
        [.. Directory.EnumerateFiles(path, $"*{Extension}").Select(Path.GetFileNameWithoutExtension).OfType<string>().Where(KeyText.IsId).Order(StringComparer.Ordinal)];

    private ReadOnlyMemory<byte>? Read(string id)
    {
        // An id comes out of what was stored; only what is one becomes a path.
        if (!KeyText.IsId(id)) return null;
        var file = Path.Combine(path, id + Extension);
        if (!File.Exists(file)) return null;
        if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(file) & Others) != 0)
            throw new RagConfigurationException($"The key file '{file}' can be read by others than its owner; take their rights from it (chmod 600).");
        return KeyText.Read(File.ReadAllText(file), $"The key file '{file}'");
    }

    private T Reading<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new RagConfigurationException($"The key directory '{path}' can't be read: {e.Message}", e);
        }
    }
}
