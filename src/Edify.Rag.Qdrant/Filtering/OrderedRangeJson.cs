using System.Globalization;
using System.Text.Json;
using Edify.Rag.Qdrant.Records;

namespace Edify.Rag.Qdrant.Filtering;

/// <summary>Conditions on values that are compared in two steps; in one wherever that decides, which is nearly always.</summary>
/// <param name="json">Takes the condition.</param>
/// <param name="key">The key of what the server can hold of the values.</param>
/// <param name="fineKey">The key of what is left; absent for nothing.</param>
internal sealed class OrderedRangeJson(Utf8JsonWriter json, string key, string fineKey)
{
    public void WriteRange(OrderedValue? from, OrderedValue? to)
    {
        if (from is null or { IsLeast: true } && to is null or { IsMost: true })
        {
            WriteTest(key, ("gte", from?.High), ("lte", to?.High));
            return;
        }

        Open("must");
        if (from is { } low) WriteBound(low, isOpen: "gt", isClosed: "gte", low.IsLeast, WriteFineFrom);
        if (to is { } high) WriteBound(high, isOpen: "lt", isClosed: "lte", high.IsMost, WriteFineTo);
        Close();
    }

    public void WriteEqual(OrderedValue value)
    {
        if (value is { IsLeast: true, IsMost: true })
        {
            WriteTest(key, ("gte", value.High), ("lte", value.High));
            return;
        }

        Open("must");
        WriteTest(key, ("gte", value.High), ("lte", value.High));
        WriteFineFrom(value.Fine);
        WriteFineTo(value.Fine);
        Close();
    }

    // Beyond the bound, or on it and not before it in what is left.
    private void WriteBound(OrderedValue bound, string isOpen, string isClosed, bool isDecided, Action<long> writeFine)
    {
        if (isDecided)
        {
            WriteTest(key, (isClosed, bound.High));
            return;
        }

        Open("should");
        WriteTest(key, (isOpen, bound.High));
        Open("must");
        WriteTest(key, ("gte", bound.High), ("lte", bound.High));
        writeFine(bound.Fine);
        Close();
        Close();
    }

    // Absent is 0, so a bound that 0 meets is asked for as "not outside".
    private void WriteFineFrom(long bound)
    {
        if (bound > 0) WriteTest(fineKey, ("gte", Text(bound)));
        else WriteNot(("lt", Text(bound)));
    }

    private void WriteFineTo(long bound)
    {
        if (bound < 0) WriteTest(fineKey, ("lte", Text(bound)));
        else WriteNot(("gt", Text(bound)));
    }

    private void WriteNot((string Name, string? Bound) test)
    {
        Open("must_not");
        WriteTest(fineKey, test);
        Close();
    }

    private void WriteTest(string on, params ReadOnlySpan<(string Name, string? Bound)> bounds)
    {
        json.WriteStartObject();
        json.WriteString("key", on);
        json.WriteStartObject("range");
        foreach (var (name, bound) in bounds)
        {
            if (bound is null) continue;
            json.WritePropertyName(name);
            json.WriteRawValue(bound, skipInputValidation: true);
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }

    private void Open(string clause)
    {
        json.WriteStartObject();
        json.WriteStartArray(clause);
    }

    private void Close()
    {
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static string Text(long value) => value.ToString(CultureInfo.InvariantCulture);
}
