namespace Edify.Rag.Documents.Epub;

/// <summary>A place in a book: a file and an element in it.</summary>
/// <param name="File">Name of the file in the archive.</param>
/// <param name="Fragment">Identifier of the element; empty for the start of the file.</param>
internal readonly record struct EpubTarget(string File, string Fragment);

/// <summary>Resolves references between the files of a book. They are only ever looked up in the archive, wherever they point.</summary>
internal static class EpubPath
{
    /// <summary>What a reference in a file refers to.</summary>
    /// <param name="file">Name of the file with the reference.</param>
    /// <param name="reference">The reference, with escapes and fragment.</param>
    public static EpubTarget Resolve(string file, string reference)
    {
        var hash = reference.IndexOf('#');
        var path = hash < 0 ? reference : reference[..hash];
        var fragment = hash < 0 ? string.Empty : Uri.UnescapeDataString(reference[(hash + 1)..]);
        if (path.Length == 0) return new(file, fragment);

        path = Uri.UnescapeDataString(path).Replace('\\', '/');
        var segments = new List<string>();
        foreach (var segment in (path.StartsWith('/') ? path : file[..(file.LastIndexOf('/') + 1)] + path).Split('/'))
        {
            if (segment == ".." && segments.Count > 0) segments.RemoveAt(segments.Count - 1);
            else if (segment is not ("" or "." or "..")) segments.Add(segment);
        }

        return new(string.Join('/', segments), fragment);
    }
}
