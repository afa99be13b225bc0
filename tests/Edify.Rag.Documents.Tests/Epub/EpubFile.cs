using System.IO.Compression;
using System.Text;

namespace Edify.Rag.Documents.Tests.Epub;

/// <summary>Builds books by hand.</summary>
internal sealed class EpubFile
{
    private readonly List<(string Name, string Text)> _files = [];
    private readonly List<string> _manifest = [];
    private readonly List<string> _spine = [];

    public string Metadata { get; init; } = "<dc:title>A Book</dc:title><dc:creator>Ann Author</dc:creator><dc:creator>Ben Writer</dc:creator><dc:language>en</dc:language>";

    public string Guide { get; init; } = string.Empty;

    public string? Package { get; init; }

    public EpubFile Add(string name, string text)
    {
        _files.Add((name, text));
        return this;
    }

    public EpubFile Item(string name, string text, string mediaType = "application/xhtml+xml", string properties = "")
    {
        _manifest.Add($"<item id=\"i{_manifest.Count}\" href=\"{name}\" media-type=\"{mediaType}\" properties=\"{properties}\"/>");
        return Add("OPS/" + Uri.UnescapeDataString(name), text);
    }

    public EpubFile Chapter(string name, string body, bool isLinear = true)
    {
        _spine.Add($"<itemref idref=\"i{_manifest.Count}\"{(isLinear ? string.Empty : " linear=\"no\"")}/>");
        return Item(name, Page(body));
    }

    public static string Page(string body) =>
        $"<?xml version=\"1.0\"?><html xmlns=\"http://www.w3.org/1999/xhtml\" xmlns:epub=\"http://www.idpf.org/2007/ops\"><head><title/></head><body>{body}</body></html>";

    public byte[] Build()
    {
        using var result = new MemoryStream();
        using (var archive = new ZipArchive(result, ZipArchiveMode.Create, leaveOpen: true))
        {
            Write(archive, "mimetype", "application/epub+zip", CompressionLevel.NoCompression);
            Write(archive, "META-INF/container.xml", "<container><rootfiles><rootfile full-path=\"OPS/book.opf\"/></rootfiles></container>");
            Write(archive, "OPS/book.opf", Package ?? $"""
                <package xmlns="http://www.idpf.org/2007/opf"><metadata xmlns:dc="http://purl.org/dc/elements/1.1/">{Metadata}</metadata>
                <manifest>{string.Concat(_manifest)}</manifest><spine>{string.Concat(_spine)}</spine><guide>{Guide}</guide></package>
                """);
            foreach (var (name, text) in _files) Write(archive, name, text);
        }

        return result.ToArray();
    }

    private static void Write(ZipArchive archive, string name, string text, CompressionLevel level = CompressionLevel.Fastest)
    {
        using var stream = archive.CreateEntry(name, level).Open();
        stream.Write(Encoding.UTF8.GetBytes(text));
    }
}
