namespace Edify.Rag.Documents.Containers;

/// <summary>Makes a label of what a container calls a file.</summary>
internal static class EntryName
{
    private const int Longest = 500;

    /// <summary>The name with slashes between its parts, without parts that lead nowhere or upwards, and without control characters.</summary>
    /// <param name="name">The name as it stands in the container.</param>
    public static string Clean(string name)
    {
        var parts = name.Replace('\\', '/').Split('/', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var clean = string.Concat(string.Join('/', parts.Where(part => part is not ("." or ".."))).Select(c => char.IsControl(c) ? ' ' : c));
        return clean.Length <= Longest ? clean : clean[^Longest..];
    }
}
