namespace Edify.Rag.Hosting.Caching;

/// <summary>Keeps bytes by name for a while.</summary>
internal interface ICacheTier
{
    /// <summary>What metrics and the log call it.</summary>
    string Name { get; }

    /// <summary>The bytes of a name; <see langword="null"/> where there are none.</summary>
    ValueTask<byte[]?> FindAsync(string key, CancellationToken cancellationToken);

    /// <summary>Keeps bytes under a name, in place of others; <see langword="null"/> for a lifetime without end.</summary>
    ValueTask StoreAsync(string key, byte[] value, TimeSpan? lifetime, CancellationToken cancellationToken);
}
