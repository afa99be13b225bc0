using Edify.Rag.Postgres.Vectors.Records;
using Edify.Rag.Shared.Engines;

namespace Edify.Rag.Postgres.Vectors.Filtering;

/// <summary>Translates ranges.</summary>
internal sealed class RangeSql(SqlParameters parameters)
{
    // JSONB puts strings before numbers before booleans before objects, so a range that is open at one end ends where the kind does.
    private static readonly (string Least, string Most) Numbers = ("-1e500", "1e500");
    private static readonly (string Least, string Most) Booleans = ("false", "true");
    private static readonly (string Least, string Most) Times = ($$"""{"{{FieldJson.Ticks}}": -1}""", $$"""{"{{FieldJson.Ticks}}": 1e19}""");

    public string Of(VectorFilter.RangeFilter range)
    {
        var kind = (range.From ?? range.To)!.Value.Kind;
        if (kind == FieldKind.Text) return OfTexts(range);
        var (least, most) = kind switch { FieldKind.Boolean => Booleans, FieldKind.Time => Times, _ => Numbers };
        var value = $"fields -> {Name(range.Field)} -> 0";
        var from = parameters.AddJson(range.From is { } low ? FieldJson.Of(low) : least);
        var to = parameters.AddJson(range.To is { } high ? FieldJson.Of(high) : most);
        return $"({value} >= {from} AND {value} <= {to})";
    }

    private string OfTexts(VectorFilter.RangeFilter range)
    {
        var bounds = "jsonb_typeof(item) = 'string'";
        if (range.From is { } from) bounds += $" AND {Ordinal("item #>> '{}'")} >= {Ordinal(parameters.Add(StoredText.Of(from.AsText())))}";
        if (range.To is { } to) bounds += $" AND {Ordinal("item #>> '{}'")} <= {Ordinal(parameters.Add(StoredText.Of(to.AsText())))}";
        return $"EXISTS (SELECT 1 FROM jsonb_array_elements(fields -> {Name(range.Field)}) AS items (item) WHERE {bounds})";
    }

    // The server compares code points, .NET the units of UTF-16, where U+E000 to U+FFFF come after all that lies beyond them.
    // Set behind the last code point, they do so here too.
    private static string Ordinal(string text) =>
        $@"regexp_replace(replace({text}, chr(1114111), chr(1114111) || chr(2)), '([\uE000-\uFFFF])', chr(1114111) || '\1', 'g') COLLATE ""C""";

    private string Name(string field) => parameters.Add(StoredText.Of(field));
}
