using System.IO.Enumeration;
using Edify.Rag.Shared.Blobs;

namespace Edify.Rag.Storage.Folder;

/// <summary>Walks the folder in ordinal name order, holding the names of one directory per level at a time.</summary>
internal sealed class FolderListing(FolderPaths paths, FolderErrors errors, string prefix, CancellationToken cancellationToken)
{
    private static readonly EnumerationOptions Everything = new() { AttributesToSkip = 0, IgnoreInaccessible = false };

    private readonly Stack<OpenDirectory> _open = [];
    private string _root = string.Empty;

    public IEnumerable<BlobItem> Walk()
    {
        _root = errors.Run(null, paths.PhysicalRoot);
        Enter(_root, string.Empty, isLinked: false);
        while (_open.TryPeek(out var directory))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (!directory.TryNext(out var key)) _open.Pop();
            else if (key.EndsWith('/')) Descend(directory, key);
            else if (Item(directory, key) is { } item) yield return item;
        }

        // A root that went away looks like one whose directories were all deleted; ingestion would then drop every document.
        errors.Run(null, paths.PhysicalRoot);
    }

    private void Descend(OpenDirectory parent, string key)
    {
        var name = parent.Name + key;
        if (name.Length >= BlobName.MaxLength) return;
        var entry = key[..^1];
        var path = Run(parent, () => PathOf(parent, entry));
        if (path is null) return;
        var linked = !string.Equals(path, parent.PathOf(entry), PhysicalPath.Comparison);
        // A directory that is being walked already was reached again through a link: going in would never end. And directories
        // with links to each other have more paths than can be listed; what lies there is listed under its own name anyway.
        if (linked && (parent.IsLinked || _open.Any(open => string.Equals(open.Path, path, PhysicalPath.Comparison)))) return;
        Enter(path, name, parent.IsLinked || linked);
    }

    private void Enter(string path, string name, bool isLinked)
    {
        try
        {
            _open.Push(new OpenDirectory(path, name, isLinked, KeysOf(path, name)));
        }
        catch (DirectoryNotFoundException) when (name.Length > 0)
        {
            // It went while the listing ran.
        }
        catch (Exception e) when (FolderErrors.IsFileSystemError(e))
        {
            throw errors.Translate(e, name.Length == 0 ? null : name);
        }
    }

    /// <summary>Names of the files and, with a '/' behind them, of the directories that the prefix leaves, in the order of the full names.</summary>
    /// <remarks>With the '/' a directory stands where its blobs' names do: "a-b" before "a/b" before "a0".</remarks>
    private string[] KeysOf(string path, string name)
    {
        var rest = prefix.Length > name.Length ? prefix[name.Length..] : string.Empty;
        var keys = new FileSystemEnumerable<string>(path, KeyOf, Everything)
        {
            ShouldIncludePredicate = (ref FileSystemEntry entry) =>
            {
                cancellationToken.ThrowIfCancellationRequested();
                return IsWanted(ref entry, rest);
            },
        }.ToArray();
        Array.Sort(keys, StringComparer.Ordinal);
        return keys;
    }

    private static string KeyOf(ref FileSystemEntry entry) =>
        entry.IsDirectory ? string.Concat(entry.FileName, "/") : entry.FileName.ToString();

    private static bool IsWanted(ref FileSystemEntry entry, string rest)
    {
        if (entry.FileName.StartsWith(rest)) return !FolderName.IsTemporary(entry.FileName);
        return entry.IsDirectory && rest.StartsWith(entry.FileName) && rest[entry.FileName.Length] == '/';
    }

    private BlobItem? Item(OpenDirectory directory, string key)
    {
        var name = directory.Name + key;
        if (name.Length > BlobName.MaxLength) return null;
        return Run(directory, () => VersionOf(directory, key))?.ToItem(name);
    }

    private FileVersion? VersionOf(OpenDirectory directory, string entry)
    {
        var file = new FileInfo(directory.PathOf(entry));
        if (!IsLink(file)) return FileVersion.Of(file);
        return Follow(directory, entry) is { } target ? FileVersion.Of(new FileInfo(target)) : null;
    }

    private string? PathOf(OpenDirectory parent, string entry)
    {
        var directory = new DirectoryInfo(parent.PathOf(entry));
        return IsLink(directory) ? Follow(parent, entry) : directory.FullName;
    }

    private static bool IsLink(FileSystemInfo entry) => entry.Attributes.HasFlag(FileAttributes.ReparsePoint);

    /// <summary>Where a link leads; <see langword="null"/> when out of the folder or in a loop.</summary>
    private string? Follow(OpenDirectory directory, string entry)
    {
        try
        {
            return FolderPaths.FollowWithin(_root, directory.Path, entry);
        }
        catch (LinkRefusedException)
        {
            return null;
        }
    }

    // What goes while the listing runs is left out. What may not even be looked at is an error, and one of the directory: left
    // out, its documents would seem deleted.
    private T? Run<T>(OpenDirectory directory, Func<T?> action)
    {
        try
        {
            return action();
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return default;
        }
        catch (Exception e) when (FolderErrors.IsFileSystemError(e))
        {
            throw errors.Translate(e, directory.Name.Length == 0 ? null : directory.Name);
        }
    }

    private sealed class OpenDirectory(string path, string name, bool isLinked, string[] keys)
    {
        private int _next;

        public string Path { get; } = path;

        /// <summary>Its name within the root, with a '/' behind it; empty for the root.</summary>
        public string Name { get; } = name;

        /// <summary>Whether it was reached through a link.</summary>
        public bool IsLinked { get; } = isLinked;

        public string PathOf(string entry) => System.IO.Path.Combine(Path, entry);

        public bool TryNext(out string key)
        {
            key = _next < keys.Length ? keys[_next++] : string.Empty;
            return key.Length > 0;
        }
    }
}
