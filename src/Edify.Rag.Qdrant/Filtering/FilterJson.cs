using System.Buffers;
using System.Diagnostics;
using System.Text.Json;
using Edify.Rag.Qdrant.Collections;
using Edify.Rag.Qdrant.Connection;
using Edify.Rag.Qdrant.Records;
using Edify.Rag.Shared.Engines;

namespace Edify.Rag.Qdrant.Filtering;

/// <summary>Translates filters to the server's. Names and values are JSON values; nothing of theirs is syntax.</summary>
/// <remarks>
/// The server's conditions hold when any value of a key meets them, and on a key that is missing none holds, as
/// <see cref="VectorFilter.Matches"/> defines it. Values of each kind have a key of their own, see <see cref="PayloadKeys"/>.
/// </remarks>
internal sealed class FilterJson(Utf8JsonWriter json)
{
    private static readonly bool[] Flags = [false, true];

    /// <summary>A filter as JSON, which leaves out what is no record.</summary>
    /// <exception cref="ArgumentException">It has a bound of texts that the server can't compare with.</exception>
    public static byte[] Of(VectorFilter filter)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using (var json = QdrantRequest.Writer(buffer)) new FilterJson(json).WriteWhole(filter);
        return buffer.WrittenSpan.ToArray();
    }

    private void WriteWhole(VectorFilter filter)
    {
        json.WriteStartObject();
        if (filter is not VectorFilter.AllFilter)
        {
            json.WriteStartArray("must");
            foreach (var operand in filter is VectorFilter.AndFilter and ? and.Operands : [filter]) Write(operand);
            json.WriteEndArray();
        }

        json.WriteStartArray("must_not");
        WriteIsAbout();
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private void Write(VectorFilter filter)
    {
        switch (filter)
        {
            case VectorFilter.AllFilter:
                Group("must_not", WriteIsAbout);
                break;
            case VectorFilter.NoneFilter:
                WriteIsAbout();
                break;
            case VectorFilter.EqualFilter f:
                WriteAnyOf(f.Field, [f.Value]);
                break;
            case VectorFilter.AnyOfFilter f:
                WriteAnyOf(f.Field, f.Values);
                break;
            case VectorFilter.RangeFilter f:
                WriteRange(f);
                break;
            case VectorFilter.ExistsFilter f:
                WriteExists(f.Field);
                break;
            case VectorFilter.AndFilter f:
                Group("must", f.Operands, Write);
                break;
            case VectorFilter.OrFilter f:
                Group("should", f.Operands, Write);
                break;
            case VectorFilter.NotFilter f:
                Group("must_not", () => Write(f.Operand));
                break;
            default:
                throw new UnreachableException();
        }
    }

    private void WriteAnyOf(string field, IReadOnlyList<FieldValue> values)
    {
        var texts = values.Where(v => v.Kind == FieldKind.Text).Select(v => StoredText.Of(v.AsText())).Distinct(StringComparer.Ordinal).ToList();
        var others = values.Where(v => v.Kind != FieldKind.Text).ToList();
        switch (texts.Count, others.Count)
        {
            case (_, 0):
                WriteAnyText(field, texts);
                break;
            case (0, 1):
                WriteSingle(field, others[0]);
                break;
            default:
                Group("should", () =>
                {
                    if (texts.Count > 0) WriteAnyText(field, texts);
                    foreach (var value in others) WriteSingle(field, value);
                });
                break;
        }
    }

    private void WriteAnyText(string field, List<string> texts) => Condition(PayloadKeys.Text(field), "match", () =>
    {
        if (texts.Count == 1)
        {
            json.WriteString("value", texts[0]);
            return;
        }

        json.WriteStartArray("any");
        foreach (var text in texts) json.WriteStringValue(text);
        json.WriteEndArray();
    });

    private void WriteSingle(string field, FieldValue value)
    {
        if (value.Kind == FieldKind.Boolean) WriteFlag(field, value.AsBoolean());
        else Ordered(field, value.Kind).WriteEqual(OrderedOf(value));
    }

    private void WriteFlag(string field, bool value) => Condition(PayloadKeys.Flag(field), "match", () => json.WriteBoolean("value", value));

    private void WriteRange(VectorFilter.RangeFilter range)
    {
        var kind = (range.From ?? range.To)!.Value.Kind;
        switch (kind)
        {
            case FieldKind.Text:
                new TextRangeJson(json).Write(range);
                break;
            case FieldKind.Boolean:
                bool[] within = [.. Flags.Where(flag => range.Contains(flag))];
                if (within.Length == 0) WriteIsAbout();
                else Group("should", within, flag => WriteFlag(range.Field, flag));
                break;
            default:
                Ordered(range.Field, kind).WriteRange(range.From is { } from ? OrderedOf(from) : null, range.To is { } to ? OrderedOf(to) : null);
                break;
        }
    }

    // A field has a value when it has one of any kind.
    private void WriteExists(string field) => Group(
        "should", [PayloadKeys.Text(field), PayloadKeys.Number(field), PayloadKeys.Flag(field), PayloadKeys.Time(field)], key => Group("must_not", () =>
        {
            json.WriteStartObject();
            json.WriteStartObject("is_empty");
            json.WriteString("key", key);
            json.WriteEndObject();
            json.WriteEndObject();
        }));

    // What no record is: the point that tells of the collection.
    private void WriteIsAbout()
    {
        json.WriteStartObject();
        json.WriteStartArray("has_id");
        json.WriteNumberValue(AboutCollection.PointId);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private OrderedRangeJson Ordered(string field, FieldKind kind) =>
        new(json, kind == FieldKind.Time ? PayloadKeys.Time(field) : PayloadKeys.Number(field), PayloadKeys.Fine(field));

    private static OrderedValue OrderedOf(FieldValue value) => value.Kind == FieldKind.Time ? TimeOrder.Of(value.AsTime()) : NumberOrder.Of(value);

    private void Condition(string key, string test, Action write)
    {
        json.WriteStartObject();
        json.WriteString("key", key);
        json.WriteStartObject(test);
        write();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private void Group<T>(string clause, IEnumerable<T> operands, Action<T> write) => Group(clause, () =>
    {
        foreach (var operand in operands) write(operand);
    });

    private void Group(string clause, Action write)
    {
        json.WriteStartObject();
        json.WriteStartArray(clause);
        write();
        json.WriteEndArray();
        json.WriteEndObject();
    }
}
