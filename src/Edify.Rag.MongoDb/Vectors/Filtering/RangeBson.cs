using Edify.Rag.MongoDb.Bson;
using Edify.Rag.MongoDb.Vectors.Records;

namespace Edify.Rag.MongoDb.Vectors.Filtering;

/// <summary>Ranges as queries. MongoDB compares a value with bounds of its own type only, which is what a range is to do.</summary>
internal static class RangeBson
{
    /// <summary>Writes a range as one element of the document that was begun.</summary>
    public static void Write(BsonWriter writer, ReadOnlySpan<byte> path, VectorFilter.RangeFilter range)
    {
        switch ((range.From ?? range.To)!.Value.Kind)
        {
            case FieldKind.Text:
                OfTexts(writer, path, range);
                break;
            case FieldKind.Time:
                OfTimes(writer, path, range);
                break;
            default:
                // A field has one number or truth value, so both bounds are about the same.
                writer.StartDocument(path);
                WriteBounds(writer, range);
                writer.End();
                break;
        }
    }

    // A time on the millisecond is a date; one between two is a document, which is compared with documents only.
    private static void OfTimes(BsonWriter writer, ReadOnlySpan<byte> path, VectorFilter.RangeFilter range)
    {
        var field = path.ToArray();
        var (from, to) = (range.From is { } low ? FieldValues.Split(low.AsTime()) : default, range.To is { } high ? FieldValues.Split(high.AsTime()) : default);
        writer.Array("$or"u8, either =>
        {
            either.Item(whole => whole.Document(field, bounds =>
            {
                if (range.From is not null) bounds.DateTime("$gte"u8, from.Milliseconds + (from.Ticks > 0 ? 1 : 0));
                if (range.To is not null) bounds.DateTime("$lte"u8, to.Milliseconds);
            }));
            either.Item(split => split.Document(field, bounds =>
            {
                if (range.From is not null) FieldValues.WriteSplit(bounds, "$gte"u8, from);
                if (range.To is not null) FieldValues.WriteSplit(bounds, "$lte"u8, to);
            }));
        });
    }

    private static void OfTexts(BsonWriter writer, ReadOnlySpan<byte> path, VectorFilter.RangeFilter range)
    {
        if (OrdinalText.IsNeededFor(range))
        {
            OrdinalText.Write(writer, path, range);
            return;
        }

        if (range.From is null || range.To is null)
        {
            writer.StartDocument(path);
            WriteBounds(writer, range);
            writer.End();
            return;
        }

        // Of several texts the same one must lie between both bounds, which only $elemMatch asks for, and of arrays only.
        var field = path.ToArray();
        writer.Array("$or"u8, either =>
        {
            either.Item(several => several.Document(field, condition => condition.Document("$elemMatch"u8, bounds => WriteBounds(bounds, range))));
            either.Item(one => one.Array("$and"u8, both =>
            {
                both.Item(bounds => bounds.Document(field, condition => WriteBounds(condition, range)));
                both.Item(single => single.Document(field, condition => condition.Document("$not"u8, not => not.String("$type"u8, "array"u8))));
            }));
        });
    }

    private static void WriteBounds(BsonWriter writer, VectorFilter.RangeFilter range)
    {
        if (range.From is { } from) FieldValues.Write(writer, "$gte"u8, from);
        if (range.To is { } to) FieldValues.Write(writer, "$lte"u8, to);
    }
}
