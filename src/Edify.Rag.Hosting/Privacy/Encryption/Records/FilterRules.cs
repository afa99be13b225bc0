namespace Edify.Rag.Hosting.Privacy.Encryption.Records;

/// <summary>Refuses conditions on what is encrypted: a store would find nothing by them, and by their opposite everything.</summary>
internal static class FilterRules
{
    public static VectorFilter Check(VectorFilter filter)
    {
        switch (filter)
        {
            case VectorFilter.EqualFilter equal: Check(equal.Field); break;
            case VectorFilter.AnyOfFilter any: Check(any.Field); break;
            case VectorFilter.RangeFilter range: Check(range.Field); break;
            case VectorFilter.ExistsFilter exists: Check(exists.Field); break;
            case VectorFilter.NotFilter not: Check(not.Operand); break;
            case VectorFilter.GroupFilter group:
                foreach (var operand in group.Operands) Check(operand);
                break;
        }

        return filter;
    }

    /// <summary>Refuses to set what is encrypted past its record.</summary>
    public static void CheckSet(string field)
    {
        if (field == RagFields.CipherKey) throw new ArgumentException($"The field '{field}' belongs to encryption.", nameof(field));
        Check(field);
    }

    // Which key a record is under may be asked: rotation does.
    private static void Check(string field)
    {
        if (field != RagFields.CipherKey && RecordSealing.IsProtected(field))
            throw new ArgumentException($"The field '{field}' is encrypted; there can be no condition on it, and it is set with its record alone.", nameof(field));
    }
}
