using Edify.Rag.Shared.Journal;
using Edify.Rag.Vectors.Embedded.Encoding;
using Edify.Rag.Vectors.Embedded.Segments;

namespace Edify.Rag.Vectors.Embedded.Fields;

/// <summary>The columns of a segment in a mapped file; each is checked when it is first used.</summary>
/// <remarks>Apart from the segment's own file, so that a change of fields leaves vectors and texts where they are.</remarks>
internal sealed class FieldFile : SharedResource
{
    /// <summary>"EDFYFLD1".</summary>
    private const ulong Magic = 0x31444C4659464445;

    private const int Columns = 0;
    private const int Directory = 1;
    private const int SectionCount = 2;

    private readonly MappedFile _file;

    private FieldFile(MappedFile file)
    {
        _file = file;
        var table = SectionTable.Read(file, Magic, SectionCount);
        var directory = file.Memory(table.Sections[Directory].Offset, table.Sections[Directory].Length).Span;
        if (Crc32C.Of(directory) != table.Sections[Directory].Checksum)
            throw Damage.In(file.Path, table.Sections[Directory].Offset, "the list of its columns does not match its checksum");
        Table = new(table.Rows, Read(new ByteReader(directory), table));
    }

    public FieldTable Table { get; }

    public string Path => _file.Path;

    public long Length => _file.Length;

    /// <exception cref="RagStateException">The file is damaged.</exception>
    public static FieldFile Open(string path)
    {
        var file = MappedFile.Open(path);
        try
        {
            return new(file);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Writes a file of columns, each of which is let go of before the next one is asked for.</summary>
    /// <param name="path">Where to.</param>
    /// <param name="rowCount">How many rows each column has.</param>
    /// <param name="columns">The columns, by the ordinal order of their names.</param>
    public static void Write(string path, int rowCount, IEnumerable<(string Name, FieldColumn Column)> columns)
    {
        using var file = new SectionWriter(path);
        var directory = new ByteWriter();
        using (var section = file.Begin())
        {
            foreach (var (name, column) in columns)
            {
                var bytes = column.Bytes.Span;
                directory.Text(name);
                directory.Count(section.Position);
                directory.Count(bytes.Length);
                directory.Int64(Crc32C.Of(bytes));
                section.Write(bytes);
                section.Write(new byte[-bytes.Length & (SectionTable.Alignment - 1)]);
            }
        }

        file.Add(directory.Written);
        file.Complete(Magic, rowCount, dimension: 0);
    }

    protected override void Free() => _file.Dispose();

    private Dictionary<string, Lazy<FieldColumn>> Read(ByteReader directory, SectionTable table)
    {
        var columns = new Dictionary<string, Lazy<FieldColumn>>(StringComparer.Ordinal);
        while (!directory.IsAtEnd)
        {
            var name = directory.Text();
            var offset = table.Sections[Columns].Offset + directory.Count();
            var memory = _file.Memory(offset, directory.Count());
            var checksum = (uint)directory.Int64();
            columns.Add(name, new(() => Crc32C.Of(memory.Span) == checksum
                ? new FieldColumn(memory)
                : throw Damage.In(Path, offset, $"the column of field '{name}' does not match its checksum")));
        }

        return columns;
    }
}
