using System.Text.Json;
using Edify.Rag.Qdrant.Records;

namespace Edify.Rag.Qdrant.Filtering;

/// <summary>Ranges of texts, over the numbers that a text is in <see cref="TextOrder"/>; both bounds are of the same value of a field.</summary>
internal sealed class TextRangeJson(Utf8JsonWriter json)
{
    /// <exception cref="ArgumentException">A bound is too long to compare with.</exception>
    public void Write(VectorFilter.RangeFilter range)
    {
        json.WriteStartObject();
        json.WriteStartObject("nested");
        json.WriteString("key", PayloadKeys.Order(range.Field));
        json.WriteStartObject("filter");
        json.WriteStartArray("must");
        if (range.From is { } from) WriteBound(Parts(range.Field, from), isOpen: "gt", isClosed: "gte");
        if (range.To is { } to) WriteBound(Parts(range.Field, to), isOpen: "lt", isClosed: "lte");
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    // The first part that differs decides; the last one of the bound may be equal, since the end of both is in it.
    private void WriteBound(long[] bound, string isOpen, string isClosed)
    {
        json.WriteStartObject();
        json.WriteStartArray("should");
        for (var deciding = 0; deciding < bound.Length; deciding++)
        {
            json.WriteStartObject();
            json.WriteStartArray("must");
            for (var part = 0; part < deciding; part++) WriteTest(part, "match", "value", bound[part]);
            WriteTest(deciding, "range", deciding == bound.Length - 1 ? isClosed : isOpen, bound[deciding]);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private void WriteTest(int part, string test, string name, long value)
    {
        json.WriteStartObject();
        json.WriteString("key", TextOrder.Name(part));
        json.WriteStartObject(test);
        json.WriteNumber(name, value);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static long[] Parts(string field, FieldValue bound)
    {
        var text = bound.AsText();
        if (text.Length <= TextOrder.MaxBoundLength) return TextOrder.Parts(text);
        throw new ArgumentException(
            $"A range of the field '{field}' has a text of {text.Length} characters as bound; Qdrant compares texts with bounds of up to {TextOrder.MaxBoundLength}. Shorten it.", nameof(bound));
    }
}
