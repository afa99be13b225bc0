using System.Buffers;
using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace Edify.Rag.Benchmarks.Scenarios.Documents;

/// <summary>Writes a PDF object by object; the first is the catalog.</summary>
internal sealed class PdfWriter
{
    private readonly ArrayBufferWriter<byte> _file = new();
    private readonly List<int> _offsets = [];

    public PdfWriter() => Write("%PDF-1.7\n");

    /// <summary>Adds an object; they are numbered from 1.</summary>
    public PdfWriter Add(string body)
    {
        Begin();
        Write($"{body}\nendobj\n");
        return this;
    }

    /// <summary>Adds a compressed stream.</summary>
    public PdfWriter AddStream(string content)
    {
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.Optimal, leaveOpen: true)) zlib.Write(Encoding.Latin1.GetBytes(content));
        Begin();
        Write(string.Create(CultureInfo.InvariantCulture, $"<</Filter/FlateDecode/Length {packed.Length}>>stream\n"));
        _file.Write(packed.ToArray());
        Write("\nendstream\nendobj\n");
        return this;
    }

    /// <summary>Ends the file.</summary>
    public byte[] Finish()
    {
        var start = _file.WrittenCount;
        Write(string.Create(CultureInfo.InvariantCulture, $"xref\n0 {_offsets.Count + 1}\n0000000000 65535 f \n"));
        foreach (var offset in _offsets) Write(string.Create(CultureInfo.InvariantCulture, $"{offset:D10} 00000 n \n"));
        Write(string.Create(CultureInfo.InvariantCulture, $"trailer<</Root 1 0 R/Size {_offsets.Count + 1}>>\nstartxref\n{start}\n%%EOF\n"));
        return _file.WrittenSpan.ToArray();
    }

    private void Begin()
    {
        _offsets.Add(_file.WrittenCount);
        Write(string.Create(CultureInfo.InvariantCulture, $"{_offsets.Count} 0 obj\n"));
    }

    private void Write(string text) => _file.Write(Encoding.Latin1.GetBytes(text));
}
