namespace Edify.Rag.Hosting.Privacy.Detection;

/// <summary>Names in a text file, one a line; read again when the file has changed.</summary>
internal sealed class NameFile(string path) : INameDirectory
{
    public long Version
    {
        get
        {
            var file = new FileInfo(path);
            return file.Exists ? HashCode.Combine(file.LastWriteTimeUtc.Ticks, file.Length) : 0;
        }
    }

    /// <exception cref="RagConfigurationException">The file can't be read: without its names nothing may leave.</exception>
    public IEnumerable<string> ReadNames()
    {
        try
        {
            return [.. File.ReadAllLines(path).Select(line => line.Trim()).Where(line => line.Length > 0 && line[0] != '#')];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new RagConfigurationException($"The names in '{path}' can't be read (Privacy:Detection:NamesFile): {e.Message}", e);
        }
    }
}
