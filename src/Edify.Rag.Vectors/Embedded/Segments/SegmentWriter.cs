using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Edify.Rag.Shared.Journal;
using Edify.Rag.Vectors.Embedded.Fields;
using Edify.Rag.Vectors.Lexical;

namespace Edify.Rag.Vectors.Embedded.Segments;

/// <summary>Writes the live rows of one or several segments, by id, as one sealed segment.</summary>
internal sealed class SegmentWriter
{
    private readonly IReadOnlyList<ISegment> _sources;
    private readonly (int Source, int Row)[] _rows;
    private readonly int _dimension;

    public SegmentWriter(IReadOnlyList<ISegment> sources)
    {
        _sources = sources;
        _dimension = sources[0].Vectors.Dimension;
        _rows = [.. sources
            .SelectMany((segment, source) => segment.Live.Rows().Select(row => (Source: source, Row: row)))
            .OrderBy(at => sources[at.Source].Id(at.Row))];
    }

    public int RowCount => _rows.Length;

    /// <summary>Writes the segment's file and that of its fields; both are durable when it returns.</summary>
    public void Write(string path, string fieldsPath)
    {
        using var file = new SectionWriter(path);
        WriteIds(file);
        WriteVectorsAndTexts(file);
        using (var lexical = file.Begin()) LexicalIndexWriter.Merge(LexicalSources(), lexical);
        WriteSketches(file);
        file.Complete(SegmentFormat.Magic, _rows.Length, _dimension);

        var names = _sources.SelectMany(source => source.FieldNames).Distinct(StringComparer.Ordinal);
        FieldFile.Write(fieldsPath, _rows.Length, FieldTable.Build(_rows.Length, names, (row, name) => _sources[_rows[row].Source].FieldOf(_rows[row].Row, name)));
    }

    private void WriteIds(SectionWriter file)
    {
        var ids = new byte[_rows.Length * SegmentFormat.IdSize];
        for (var row = 0; row < _rows.Length; row++)
            _sources[_rows[row].Source].Id(_rows[row].Row).TryWriteBytes(ids.AsSpan(row * SegmentFormat.IdSize), bigEndian: true, out _);
        file.Add(ids);
    }

    private void WriteVectorsAndTexts(SectionWriter file)
    {
        var readers = new List<IRowReader>(_sources.Count);
        try
        {
            foreach (var source in _sources) readers.Add(source.ReadRows());
            file.Add(MemoryMarshal.AsBytes<uint>(WriteVectors(readers, file)));
            file.Add(WriteTexts(readers, file));
        }
        finally
        {
            foreach (var reader in readers) reader.Dispose();
        }
    }

    private uint[] WriteVectors(List<IRowReader> readers, SectionWriter file)
    {
        using var section = file.Begin();
        var checksums = new uint[(_rows.Length + IVectorBlocks.BlockRows - 1) / IVectorBlocks.BlockRows];
        for (var row = 0; row < _rows.Length; row++)
        {
            var vector = readers[_rows[row].Source].Vector(_rows[row].Row);
            ref var checksum = ref checksums[row / IVectorBlocks.BlockRows];
            checksum = Crc32C.Of(vector, checksum);
            section.Write(vector);
        }

        foreach (var reader in readers) reader.EndVectors();
        return checksums;
    }

    // A second time through the vectors, since sketches kept until these are written would take as much memory as the segment is long.
    private void WriteSketches(SectionWriter file)
    {
        var readers = new List<IRowReader>(_sources.Count);
        try
        {
            foreach (var source in _sources) readers.Add(source.ReadRows());
            var rows = new SketchRow[_rows.Length];
            file.Add(MemoryMarshal.AsBytes<uint>(WriteSketches(readers, file, rows)));
            file.Add(MemoryMarshal.AsBytes<SketchRow>(rows));
        }
        finally
        {
            foreach (var reader in readers) reader.Dispose();
        }
    }

    private uint[] WriteSketches(List<IRowReader> readers, SectionWriter file, SketchRow[] rows)
    {
        using var section = file.Begin();
        var checksums = new uint[(_rows.Length + IVectorBlocks.BlockRows - 1) / IVectorBlocks.BlockRows];
        var sketch = new sbyte[_dimension];
        for (var row = 0; row < _rows.Length; row++)
        {
            rows[row] = VectorSketch.Make(MemoryMarshal.Cast<byte, float>(readers[_rows[row].Source].Vector(_rows[row].Row)), sketch);
            var bytes = MemoryMarshal.AsBytes<sbyte>(sketch);
            ref var checksum = ref checksums[row / IVectorBlocks.BlockRows];
            checksum = Crc32C.Of(bytes, checksum);
            section.Write(bytes);
        }

        return checksums;
    }

    private byte[] WriteTexts(List<IRowReader> readers, SectionWriter file)
    {
        var table = new byte[_rows.Length * SegmentFormat.TextEntrySize];
        using var section = file.Begin();
        for (var row = 0; row < _rows.Length; row++)
        {
            var text = readers[_rows[row].Source].Text(_rows[row].Row);
            section.Write(text);
            var entry = table.AsSpan(row * SegmentFormat.TextEntrySize);
            BinaryPrimitives.WriteInt64LittleEndian(entry, section.Position);
            BinaryPrimitives.WriteUInt32LittleEndian(entry[sizeof(long)..], Crc32C.Of(text));
        }

        return table;
    }

    private List<MergeSource> LexicalSources()
    {
        var maps = _sources.Select(source => new int[source.RowCount]).ToArray();
        foreach (var map in maps) Array.Fill(map, -1);
        for (var row = 0; row < _rows.Length; row++) maps[_rows[row].Source][_rows[row].Row] = row;
        return [.. _sources.Select((source, i) => new MergeSource(source.Lexical, maps[i]))];
    }
}
