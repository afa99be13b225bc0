using System.Globalization;

namespace Edify.Rag.Vectors.Embedded.Collections;

/// <summary>Where a collection's files are.</summary>
internal sealed class CollectionFiles(string root, string name)
{
    public string Name => name;

    public string Directory { get; } = Path.Combine(root, name);

    public string Description => Path.Combine(Directory, "collection.json");

    public string Manifest => Path.Combine(Directory, "manifest.json");

    /// <summary>Beside the directory, so that it outlives a drop of the collection.</summary>
    public string Lock { get; } = Path.Combine(root, name + ".lock");

    public string this[string file] => Path.Combine(Directory, file);

    public static string NameOf(long number, string kind) => string.Create(CultureInfo.InvariantCulture, $"{number:D8}.{kind}");

    /// <summary>The number that <see cref="NameOf"/> gave a file.</summary>
    public static long NumberOf(string path) => long.Parse(Path.GetFileNameWithoutExtension(path), NumberStyles.None, CultureInfo.InvariantCulture);

    /// <summary>Deletes what the manifest does not name: left by a crash, or replaced.</summary>
    /// <remarks>What another process still reads may resist, on Windows; the next opening tries again.</remarks>
    public void DeleteUnused(Manifest manifest)
    {
        HashSet<string> used = ["collection.json", "manifest.json", manifest.Journal];
        foreach (var segment in manifest.Segments) used.UnionWith([segment.File, segment.Fields, segment.Live ?? segment.File]);

        foreach (var path in System.IO.Directory.EnumerateFiles(Directory).Where(path => !used.Contains(Path.GetFileName(path))))
        {
            try
            {
                File.Delete(path);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                continue;
            }
        }
    }
}
