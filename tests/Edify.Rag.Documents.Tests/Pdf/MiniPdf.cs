using System.Text;

namespace Edify.Rag.Documents.Tests.Pdf;

/// <summary>Writes small PDF files, right or wrong on purpose.</summary>
public sealed class MiniPdf
{
    private const string Fonts = "/Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> /F2 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold >> >>";

    private readonly List<byte[]> _objects = [];

    /// <summary>Entries of the trailer besides Root and Size.</summary>
    public string Trailer { get; set; } = "";

    /// <summary>A file whose pages have these contents; object 1 is the catalog, 2 the page tree.</summary>
    public static MiniPdf WithPages(params string[] contents)
    {
        var pdf = new MiniPdf();
        pdf.Add("<< /Type /Catalog /Pages 2 0 R >>");
        pdf.Add($"<< /Type /Pages /Count {contents.Length} /Kids [{string.Join(' ', contents.Select((_, i) => $"{3 + 2 * i} 0 R"))}] /MediaBox [0 0 612 792] /Resources << {Fonts} >> >>");
        for (var i = 0; i < contents.Length; i++)
        {
            pdf.Add($"<< /Type /Page /Parent 2 0 R /Contents {4 + 2 * i} 0 R >>");
            pdf.AddStream("", contents[i]);
        }

        return pdf;
    }

    /// <summary>A file with one page that has resources of its own besides the fonts.</summary>
    public static MiniPdf WithResources(string content, string resources)
    {
        var pdf = new MiniPdf();
        pdf.Add("<< /Type /Catalog /Pages 2 0 R >>");
        pdf.Add("<< /Type /Pages /Count 1 /Kids [3 0 R] >>");
        pdf.Add($"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources << {resources} >> >>");
        pdf.AddStream("", content);
        return pdf;
    }

    /// <summary>Shows a line of text at a place.</summary>
    public static string Line(double x, double y, string text, double size = 12, string font = "F1") =>
        FormattableString.Invariant($"BT /{font} {size} Tf {x} {y} Td ({text}) Tj ET\n");

    /// <summary>Number of the object added.</summary>
    public int Add(string body) => Add(Encoding.Latin1.GetBytes(body));

    public int Add(byte[] body)
    {
        _objects.Add(body);
        return _objects.Count;
    }

    public int AddStream(string entries, string data) => AddStream(entries, Encoding.Latin1.GetBytes(data));

    public int AddStream(string entries, byte[] data) => Add(StreamBody(entries, data));

    public void Replace(int number, byte[] body) => _objects[number - 1] = body;

    public byte[] Body(int number) => _objects[number - 1];

    public static byte[] StreamBody(string entries, byte[] data) =>
        [.. Encoding.Latin1.GetBytes($"<< {entries} /Length {data.Length} >>\nstream\n"), .. data, .. "\nendstream"u8];

    /// <summary>The file with a classic cross-reference table.</summary>
    public byte[] Build()
    {
        using var file = new MemoryStream();
        void Write(string text) => file.Write(Encoding.Latin1.GetBytes(text));
        Write("%PDF-1.7\n");
        var offsets = new List<long>();
        for (var i = 0; i < _objects.Count; i++)
        {
            offsets.Add(file.Position);
            Write($"{i + 1} 0 obj\n");
            file.Write(_objects[i]);
            Write("\nendobj\n");
        }

        var start = file.Position;
        Write($"xref\n0 {_objects.Count + 1}\n0000000000 65535 f \n");
        foreach (var offset in offsets) Write($"{offset:D10} 00000 n \n");
        Write($"trailer\n<< /Root 1 0 R /Size {_objects.Count + 1} {Trailer} >>\nstartxref\n{start}\n%%EOF\n");
        return file.ToArray();
    }

    /// <summary>The file with all objects that are no streams in an object stream, and a cross-reference stream.</summary>
    public byte[] BuildCompressed()
    {
        using var file = new MemoryStream();
        file.Write("%PDF-1.7\n"u8);
        var entries = new List<byte[]> { new byte[] { 0, 0, 0, 0, 0 } };
        var (index, bodies, inside) = (new StringBuilder(), new StringBuilder(), 0);
        var container = _objects.Count + 1;
        for (var i = 0; i < _objects.Count; i++)
        {
            var text = Encoding.Latin1.GetString(_objects[i]);
            if (text.Contains("stream\n", StringComparison.Ordinal))
            {
                entries.Add(Entry(1, file.Position));
                file.Write(Encoding.Latin1.GetBytes($"{i + 1} 0 obj\n{text}\nendobj\n"));
            }
            else
            {
                entries.Add(Entry(2, container, inside++));
                index.Append(System.Globalization.CultureInfo.InvariantCulture, $"{i + 1} {bodies.Length} ");
                bodies.Append(text).Append('\n');
            }
        }

        entries.Add(Entry(1, file.Position));
        var packed = StreamBody($"/Type /ObjStm /N {inside} /First {index.Length} /Filter /FlateDecode", Deflate($"{index}{bodies}"));
        file.Write([.. Encoding.Latin1.GetBytes($"{container} 0 obj\n"), .. packed, .. "\nendobj\n"u8]);
        var start = file.Position;
        entries.Add(Entry(1, start));
        var table = StreamBody($"/Type /XRef /W [1 3 1] /Root 1 0 R /Size {entries.Count}", [.. entries.SelectMany(e => e)]);
        file.Write([.. Encoding.Latin1.GetBytes($"{container + 1} 0 obj\n"), .. table, .. Encoding.Latin1.GetBytes($"\nendobj\nstartxref\n{start}\n%%EOF")]);
        return file.ToArray();
    }

    public static byte[] Deflate(string text)
    {
        using var packed = new MemoryStream();
        using (var zlib = new System.IO.Compression.ZLibStream(packed, System.IO.Compression.CompressionLevel.Optimal)) zlib.Write(Encoding.Latin1.GetBytes(text));
        return packed.ToArray();
    }

    private static byte[] Entry(int type, long second, int third = 0) => [(byte)type, (byte)(second >> 16), (byte)(second >> 8), (byte)second, (byte)third];
}
