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

    public IEnumerable<string> Names => _columns.Keys;

    /// <summary>Builds columns, each one when it is asked for.</summary>
    /// <param name="rowCount">How many rows there are.</param>
    /// <param name="names">The names of the fields.</param>
    /// <param name="valueOf">The value of a row in a field; <see langword="null"/> when it has none.</param>
    public static IEnumerable<(string Name, FieldColumn Column)> Build(int rowCount, IEnumerable<string> names, Func<int, string, FieldValue?> valueOf) =>
        names.Order(StringComparer.Ordinal).Select(name =>
        {
            var builder = new FieldColumnBuilder(rowCount);
            for (var row = 0; row < rowCount; row++) builder.Set(row, valueOf(row, name));
            return (name, builder.Build());
        });

    /// <summary>The value of one field of a row; <see langword="null"/> when it has none.</summary>
    public FieldValue? Read(int row, string name) => Find(name)?[row];

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
