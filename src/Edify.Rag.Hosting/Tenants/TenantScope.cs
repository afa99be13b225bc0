using System.Runtime.CompilerServices;

namespace Edify.Rag.Hosting.Tenants;

/// <summary>Whose question is being worked on: what settings are read for.</summary>
/// <remarks>It decides nothing but which settings count; who sees what is the <see cref="AccessScope"/>'s alone.</remarks>
internal static class TenantScope
{
    private static readonly AsyncLocal<string?> Ambient = new();

    /// <summary>The tenant; <see langword="null"/> outside of questions.</summary>
    public static string? Current
    {
        get => Ambient.Value;
        set => Ambient.Value = value;
    }

    /// <summary>Name of the options of one tenant, beside those of the pipeline.</summary>
    public static string NameOf(string pipeline, string tenant) => $"{pipeline}@{tenant}";

    /// <summary>The same stream, each piece of which is worked on for a tenant: what is set before one piece does not last to the next.</summary>
    public static async IAsyncEnumerable<T> Of<T>(string tenant, IAsyncEnumerable<T> pieces, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var enumerator = pieces.GetAsyncEnumerator(cancellationToken);
        await using var _ = enumerator.ConfigureAwait(false);
        while (true)
        {
            Current = tenant;
            if (!await enumerator.MoveNextAsync().ConfigureAwait(false)) yield break;
            yield return enumerator.Current;
        }
    }
}
