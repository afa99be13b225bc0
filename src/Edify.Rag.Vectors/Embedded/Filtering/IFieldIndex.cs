namespace Edify.Rag.Vectors.Embedded.Filtering;

/// <summary>Finds rows by one field: the leaves of a filter.</summary>
internal interface IFieldIndex
{
    /// <summary>Adds the rows whose field holds the value.</summary>
    void AddEqual(string field, FieldValue value, Bitmap rows);

    /// <summary>Adds the rows whose field holds a value within the bounds.</summary>
    void AddRange(VectorFilter.RangeFilter range, Bitmap rows);

    /// <summary>Adds the rows whose field holds any value.</summary>
    void AddExists(string field, Bitmap rows);
}
