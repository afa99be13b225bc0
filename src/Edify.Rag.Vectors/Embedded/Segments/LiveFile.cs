using System.Runtime.InteropServices;
using Edify.Rag.Shared.Journal;
using Edify.Rag.Vectors.Embedded.Filtering;

namespace Edify.Rag.Vectors.Embedded.Segments;

/// <summary>Which rows of a segment are live; there is no such file as long as all are.</summary>
internal static class LiveFile
{
    /// <summary>"EDFYLIV1".</summary>
    private const ulong Magic = 0x3156494C59464445;

    public static void Write(string path, Bitmap live)
    {
        using var file = new SectionWriter(path);
        file.Add(MemoryMarshal.AsBytes(live.Words.AsSpan()));
        file.Complete(Magic, live.Length, dimension: 0);
    }

    /// <exception cref="RagStateException">The file is damaged.</exception>
    public static Bitmap Read(string path)
    {
        using var file = MappedFile.Open(path);
        var table = SectionTable.Read(file, Magic, sections: 1);
        var words = file.Memory(table.Sections[0].Offset, table.Sections[0].Length).Span;
        if (Crc32C.Of(words) != table.Sections[0].Checksum) throw Damage.In(path, table.Sections[0].Offset, "its rows do not match their checksum");
        return Bitmap.Of(MemoryMarshal.Cast<byte, ulong>(words), table.Rows);
    }
}
