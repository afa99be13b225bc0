using System.Diagnostics;
using Edify.Rag.MongoDb.Bson;
using Edify.Rag.MongoDb.Vectors.Records;

namespace Edify.Rag.MongoDb.Vectors.Filtering;

/// <summary>Filters as MongoDB's queries: exactly what <see cref="VectorFilter.Matches"/> says. Values are BSON values and nothing else.</summary>
internal static class FilterBson
{
    /// <summary>Writes a filter as elements of the document that was begun.</summary>
    public static void Write(BsonWriter writer, VectorFilter filter)
    {
        switch (filter)
        {
            case VectorFilter.AllFilter:
                break;
            case VectorFilter.NoneFilter:
                writer.Document("_id"u8, id => id.Array("$in"u8, static _ => { }));
                break;
            case VectorFilter.EqualFilter equal:
                writer.Document(Path(equal.Field), condition => FieldValues.Write(condition, "$eq"u8, equal.Value));
                break;
            case VectorFilter.AnyOfFilter any:
                writer.Document(Path(any.Field), condition => condition.Array("$in"u8, values =>
                {
                    foreach (var value in any.Values) FieldValues.Write(values, BsonWriter.Item, value);
                }));
                break;
            case VectorFilter.RangeFilter range:
                RangeBson.Write(writer, Path(range.Field), range);
                break;
            case VectorFilter.ExistsFilter exists:
                writer.Document(Path(exists.Field), static condition => condition.Boolean("$exists"u8, true));
                break;
            case VectorFilter.AndFilter and:
                WriteAll(writer, "$and"u8, and.Operands);
                break;
            case VectorFilter.OrFilter or:
                WriteAll(writer, "$or"u8, or.Operands);
                break;
            case VectorFilter.NotFilter not:
                WriteAll(writer, "$nor"u8, [not.Operand]);
                break;
            default:
                throw new UnreachableException();
        }
    }

    private static void WriteAll(BsonWriter writer, ReadOnlySpan<byte> name, IReadOnlyList<VectorFilter> operands) => writer.Array(name, array =>
    {
        foreach (var operand in operands) array.Item(document => Write(document, operand));
    });

    private static byte[] Path(string field) => BsonBuilding.Utf8(FieldPath.Of(field));
}
