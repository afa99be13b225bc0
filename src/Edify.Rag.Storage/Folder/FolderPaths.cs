namespace Edify.Rag.Storage.Folder;

/// <summary>Leads from names to files, and nowhere but into the folder.</summary>
internal sealed class FolderPaths(string root)
{
    /// <summary>The folder without links in its path. Looked up each time, since a link may be switched to another release.</summary>
    /// <exception cref="DirectoryNotFoundException">It does not exist.</exception>
    public string PhysicalRoot()
    {
        var drive = Path.GetPathRoot(root)!;
        var physical = PhysicalPath.Follow(drive, root[drive.Length..]);
        return Directory.Exists(physical) ? physical : throw new DirectoryNotFoundException($"'{physical}' is not a directory.");
    }

    /// <summary>Finds where a blob is or would be.</summary>
    /// <param name="name">A name that <see cref="FolderName"/> allows.</param>
    /// <exception cref="LinkRefusedException">A link leads out of the folder, or links form a loop.</exception>
    public BlobLocation Locate(string name)
    {
        var physicalRoot = PhysicalRoot();
        var split = name.LastIndexOf('/');
        var parent = split < 0 ? physicalRoot : FollowWithin(physicalRoot, physicalRoot, name[..split]);
        var last = name[(split + 1)..];
        return new BlobLocation(Path.Combine(parent, last), FollowWithin(physicalRoot, parent, last));
    }

    /// <summary>Follows the links on a path below a physical directory.</summary>
    /// <exception cref="LinkRefusedException">They lead out of the root, or form a loop.</exception>
    public static string FollowWithin(string physicalRoot, string directory, string path)
    {
        var physical = PhysicalPath.Follow(directory, path);
        return PhysicalPath.IsWithin(physical, physicalRoot)
            ? physical
            : throw new LinkRefusedException($"The link at '{path}' leads out of the folder.");
    }
}

/// <summary>Where a blob is.</summary>
/// <param name="Entry">What bears its name: the file, or a link to it.</param>
/// <param name="File">The file that holds its content.</param>
internal readonly record struct BlobLocation(string Entry, string File);

/// <summary>A link that is not followed.</summary>
internal sealed class LinkRefusedException(string message) : IOException(message);
