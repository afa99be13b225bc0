using Edify.Rag.Vectors.Embedded.Filtering;

namespace Edify.Rag.Vectors.Embedded.Fields;

/// <summary>All fields of the rows of a segment, by column. Immutable; a change makes new columns of the changed fields only.</summary>
internal sealed class FieldTable : IFieldIndex
{
    private readonly Dictionary<string, Lazy<FieldColumn>> _columns;

    public FieldTable(int rowCount, Dictionary<string, Lazy<FieldColumn>> columns) => (RowCount, _columns) = (rowCount, columns);

    public int RowCount { get; }

    public IEnumerable<(string Name, FieldColumn Column)> Columns =>
        _columns.OrderBy(c => c.Key, StringComparer.Ordinal).Select(c => (c.Key, c.Value.Value));

    /// <summary>Builds the table of rows given by their fields.</summary>
    public static FieldTable Of(IReadOnlyList<IReadOnlyDictionary<string, FieldValue>> rows)
    {
        var builders = new Dictionary<string, FieldColumnBuilder>(StringComparer.Ordinal);
        for (var row = 0; row < rows.Count; row++)
        {
            foreach (var (name, value) in rows[row])
            {
                if (!builders.TryGetValue(name, out var builder)) builders.Add(name, builder = new(rows.Count));
                builder.Set(row, value);
            }
        }

        return new(rows.Count, builders.ToDictionary(b => b.Key, b => new Lazy<FieldColumn>(b.Value.Build()), StringComparer.Ordinal));
    }

    /// <summary>The fields of one row.</summary>
    public Dictionary<string, FieldValue> Read(int row)
    {
        var fields = new Dictionary<string, FieldValue>(_columns.Count, StringComparer.Ordinal);
        foreach (var (name, column) in _columns)
        {
            if (column.Value[row] is { } value) fields.Add(name, value);
        }

        return fields;
    }

    /// <summary>The table with fields of some rows set; a field set to several texts that are none is cleared.</summary>
    public FieldTable With(ReadOnlySpan<int> rows, IReadOnlyDictionary<string, FieldValue> fields)
    {
        var columns = new Dictionary<string, Lazy<FieldColumn>>(_columns, StringComparer.Ordinal);
        foreach (var (name, value) in fields)
        {
            var builder = columns.TryGetValue(name, out var column) ? new FieldColumnBuilder(column.Value) : new(RowCount);
            builder.Set(rows, value.Items is { Count: 0 } ? default(FieldValue?) : value);
            columns[name] = new(builder.Build());
        }

        return new(RowCount, columns);
    }

    public void AddEqual(string field, FieldValue value, Bitmap rows) => Find(field)?.AddEqual(value, rows);

    public void AddRange(VectorFilter.RangeFilter range, Bitmap rows) => Find(range.Field)?.AddRange(range, rows);

    public void AddExists(string field, Bitmap rows) => Find(field)?.AddPresent(rows);

    private FieldColumn? Find(string field) => _columns.TryGetValue(field, out var column) ? column.Value : null;
}
