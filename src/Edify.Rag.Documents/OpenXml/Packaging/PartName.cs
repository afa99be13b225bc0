namespace Edify.Rag.Documents.OpenXml.Packaging;

/// <summary>Names of parts, as the archive stores them: without a leading slash.</summary>
internal static class PartName
{
    /// <summary>The folder of a part, with a slash at its end; empty at the root.</summary>
    /// <param name="part">Its name.</param>
    public static string Folder(string part) => part[..(part.LastIndexOf('/') + 1)];

    /// <summary>The part that holds the relationships of another.</summary>
    /// <param name="part">Its name.</param>
    public static string Relationships(string part) => $"{Folder(part)}_rels/{part[(part.LastIndexOf('/') + 1)..]}.rels";

    /// <summary>Resolves a relative reference: "styles.xml", "./styles.xml", "../styles.xml", "/word/styles.xml".</summary>
    /// <param name="folder">Folder of the part that refers.</param>
    /// <param name="target">The reference.</param>
    public static string Resolve(string folder, string target)
    {
        var segments = new List<string>();
        foreach (var segment in (target.StartsWith('/') ? target : folder + target).Split('/'))
        {
            if (segment == ".." && segments.Count > 0) segments.RemoveAt(segments.Count - 1);
            else if (segment is not ("" or "." or "..")) segments.Add(segment);
        }

        return string.Join('/', segments);
    }
}
