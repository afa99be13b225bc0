using System.Globalization;
using System.Text;

namespace Edify.Rag.Ingester.Files;

/// <summary>Writes a PDF object by object to a stream; the first is the catalog.</summary>
internal sealed class PdfOutput
{
    private readonly Stream _output;
    private readonly List<long> _offsets = [];
    private long _written;

    public PdfOutput(Stream output)
    {
        _output = output;
        Write("%PDF-1.7\n");
    }

    /// <summary>Adds an object; they are numbered from 1.</summary>
    public void Add(string body)
    {
        Begin();
        Write($"{body}\nendobj\n");
    }

    /// <summary>Adds a stream of so many bytes.</summary>
    public void AddStream(string entries, long bytes, Action<Stream> write)
    {
        Begin();
        Write(string.Create(CultureInfo.InvariantCulture, $"<<{entries}/Length {bytes}>>stream\n"));
        write(_output);
        _written += bytes;
        Write("\nendstream\nendobj\n");
    }

    /// <summary>Ends the file.</summary>
    public void Finish()
    {
        var start = _written;
        Write(string.Create(CultureInfo.InvariantCulture, $"xref\n0 {_offsets.Count + 1}\n0000000000 65535 f \n"));
        foreach (var offset in _offsets) Write(string.Create(CultureInfo.InvariantCulture, $"{offset:D10} 00000 n \n"));
        Write(string.Create(CultureInfo.InvariantCulture, $"trailer<</Root 1 0 R/Size {_offsets.Count + 1}>>\nstartxref\n{start}\n%%EOF\n"));
    }

    private void Begin()
    {
        _offsets.Add(_written);
        Write(string.Create(CultureInfo.InvariantCulture, $"{_offsets.Count} 0 obj\n"));
    }

    private void Write(string text)
    {
        var bytes = Encoding.Latin1.GetBytes(text);
        _output.Write(bytes);
        _written += bytes.Length;
    }
}
