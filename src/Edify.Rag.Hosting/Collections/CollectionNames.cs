using System.Globalization;

namespace Edify.Rag.Hosting.Collections;

/// <summary>How the collections behind a configured name are called: "content" is an alias of "content-1", then of "content-2".</summary>
internal static class CollectionNames
{
    private const int MaxLength = 63;

    /// <summary>The alias of what the name stood for before the last switch.</summary>
    public static string PreviousOf(string name) => $"{name}-previous";

    /// <summary>The alias of what is being built to take the name over.</summary>
    public static string NextOf(string name) => $"{name}-next";

    /// <summary>Whether the name leaves room for what belongs to it.</summary>
    public static bool HasRoom(string name) => PreviousOf(name).Length <= MaxLength;

    public static string Numbered(string name, int number) => string.Create(CultureInfo.InvariantCulture, $"{name}-{number}");

    /// <summary>The number of a collection; 0 where it was not named by <see cref="Numbered"/>.</summary>
    public static int NumberOf(string name, string collection) =>
        collection.StartsWith(name + "-", StringComparison.Ordinal) &&
        int.TryParse(collection.AsSpan(name.Length + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
}
