using System.Diagnostics;

namespace Edify.Rag.Vectors.Embedded.Filtering;

/// <summary>Turns a filter into the set of rows that match it, by the definition of <see cref="VectorFilter.Matches"/>.</summary>
internal static class FilterEvaluator
{
    /// <summary>The rows that match.</summary>
    /// <param name="filter">The condition.</param>
    /// <param name="index">The fields of the rows.</param>
    /// <param name="rowCount">How many rows there are.</param>
    public static Bitmap Evaluate(VectorFilter filter, IFieldIndex index, int rowCount)
    {
        switch (filter)
        {
            case VectorFilter.AllFilter:
                return Bitmap.Full(rowCount);
            case VectorFilter.AndFilter and:
                return Combine(and.Operands, index, rowCount, static (left, right) => left.And(right));
            case VectorFilter.OrFilter or:
                return Combine(or.Operands, index, rowCount, static (left, right) => left.Or(right));
            case VectorFilter.NotFilter not:
                var operand = Evaluate(not.Operand, index, rowCount);
                operand.Complement();
                return operand;
            default:
                var rows = new Bitmap(rowCount);
                AddLeaf(filter, index, rows);
                return rows;
        }
    }

    private static Bitmap Combine(IReadOnlyList<VectorFilter> operands, IFieldIndex index, int rowCount, Action<Bitmap, Bitmap> combine)
    {
        var result = Evaluate(operands[0], index, rowCount);
        for (var i = 1; i < operands.Count; i++)
            combine(result, Evaluate(operands[i], index, rowCount));
        return result;
    }

    private static void AddLeaf(VectorFilter filter, IFieldIndex index, Bitmap rows)
    {
        switch (filter)
        {
            case VectorFilter.NoneFilter:
                break;
            case VectorFilter.EqualFilter equal:
                index.AddEqual(equal.Field, equal.Value, rows);
                break;
            case VectorFilter.AnyOfFilter any:
                foreach (var value in any.Values) index.AddEqual(any.Field, value, rows);
                break;
            case VectorFilter.RangeFilter range:
                index.AddRange(range, rows);
                break;
            case VectorFilter.ExistsFilter exists:
                index.AddExists(exists.Field, rows);
                break;
            default:
                throw new UnreachableException();
        }
    }
}
