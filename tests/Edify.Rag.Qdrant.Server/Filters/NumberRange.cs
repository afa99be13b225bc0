using System.Text.Json;
using Edify.Rag.Qdrant.Server.Data;
using Edify.Rag.Qdrant.Server.Serving;

namespace Edify.Rag.Qdrant.Server.Filters;

/// <summary>A range of numbers.</summary>
internal sealed class NumberRange(double? gt, double? gte, double? lt, double? lte) : FieldTest
{
    public override string[] IndexTypes => ["integer", "float"];

    public static NumberRange Parse(JsonElement range) =>
        new(range.Optional("gt")?.Number(), range.Optional("gte")?.Number(), range.Optional("lt")?.Number(), range.Optional("lte")?.Number());

    public bool Contains(double number) =>
        (gt is null || number > gt) && (gte is null || number >= gte) && (lt is null || number < lt) && (lte is null || number <= lte);

    public override bool Holds(JsonElement value) => value.ValueKind == JsonValueKind.Number && Contains(value.GetDouble());

    // An index of integers cuts the bounds to integers before it compares: "less than 1.5" does not contain 1 there.
    public override bool? HoldsIn(PayloadIndex index, IEnumerable<JsonElement> values) => index.Type switch
    {
        "integer" => index.IsOrdered ? values.Any(v => ContainsCut(v.GetInt64())) : null,
        "float" => values.Any(Holds),
        _ => null,
    };

    private bool ContainsCut(long number) =>
        (gt is null || number > (long)gt) && (gte is null || number >= (long)gte) && (lt is null || number < (long)lt) && (lte is null || number <= (long)lte);
}
