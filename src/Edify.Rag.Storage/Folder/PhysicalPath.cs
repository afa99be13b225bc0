namespace Edify.Rag.Storage.Folder;

/// <summary>Paths without links in them.</summary>
internal static class PhysicalPath
{
    // As many as Linux follows before it gives up.
    private const int MaxLinks = 40;

    private static readonly char[] Separators = [Path.DirectorySeparatorChar, Path.AltDirectorySeparatorChar];

    public static StringComparison Comparison { get; } =
        OperatingSystem.IsWindows() || OperatingSystem.IsMacOS() ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal;

    /// <summary>Follows every link on the way from a physical directory along a relative path; what does not exist is taken as it stands.</summary>
    /// <exception cref="LinkRefusedException">The links form a loop.</exception>
    public static string Follow(string directory, string path)
    {
        var current = directory;
        var links = 0;
        var pending = new Stack<string>();
        Push(pending, path);
        while (pending.TryPop(out var segment))
        {
            if (segment == ".") continue;
            if (segment == "..")
            {
                current = Path.GetDirectoryName(current) ?? current;
                continue;
            }

            var next = Path.Combine(current, segment);
            if (Target(next) is not { } target)
            {
                current = next;
                continue;
            }

            if (++links > MaxLinks) throw new LinkRefusedException($"The links at '{next}' form a loop.");
            if (Path.GetPathRoot(target) is { Length: > 0 } start) current = Path.GetFullPath(start);
            Push(pending, target[(Path.GetPathRoot(target)?.Length ?? 0)..]);
        }

        return current;
    }

    /// <summary>Whether a physical path is a physical directory or lies in it.</summary>
    public static bool IsWithin(string path, string directory) =>
        path.StartsWith(directory, Comparison) &&
        (path.Length == directory.Length || Path.EndsInDirectorySeparator(directory) || Separators.Contains(path[directory.Length]));

    // A directory's link and a file's are of different kinds on Windows, and each class knows its own.
    private static string? Target(string path) => new FileInfo(path).LinkTarget ?? new DirectoryInfo(path).LinkTarget;

    private static void Push(Stack<string> pending, string path)
    {
        foreach (var segment in path.Split(Separators, StringSplitOptions.RemoveEmptyEntries).Reverse()) pending.Push(segment);
    }
}
