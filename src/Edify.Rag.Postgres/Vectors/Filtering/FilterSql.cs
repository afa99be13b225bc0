using System.Diagnostics;
using Edify.Rag.Postgres.Vectors.Records;
using Edify.Rag.Shared.Engines;

namespace Edify.Rag.Postgres.Vectors.Filtering;

/// <summary>Translates a filter to a condition on a row. Names and values alike are parameters; nothing of theirs is in the text.</summary>
/// <remarks>
/// A condition on a field that is not there is null, which counts as false, but for negations: those ask what is not true. The
/// terms are those of the indexes, see <see cref="Collections.FieldIndexes"/>.
/// </remarks>
internal sealed class FilterSql(SqlParameters parameters)
{
    public string Of(VectorFilter filter) => filter switch
    {
        VectorFilter.AllFilter => "true",
        VectorFilter.NoneFilter => "false",
        VectorFilter.EqualFilter f => AnyOf(f.Field, [f.Value]),
        VectorFilter.AnyOfFilter f => AnyOf(f.Field, f.Values),
        VectorFilter.RangeFilter f => new RangeSql(parameters).Of(f),
        VectorFilter.ExistsFilter f => $"fields ? {Name(f.Field)}",
        VectorFilter.AndFilter f => Joined(" AND ", f.Operands),
        VectorFilter.OrFilter f => Joined(" OR ", f.Operands),
        VectorFilter.NotFilter f => $"({Of(f.Operand)}) IS NOT TRUE",
        _ => throw new UnreachableException(),
    };

    private string Joined(string with, IReadOnlyList<VectorFilter> operands) => $"({string.Join(with, operands.Select(Of))})";

    // Texts alone can be several, so they are looked for among the values; all else is the only one.
    private string AnyOf(string field, IReadOnlyList<FieldValue> values)
    {
        var texts = values.Where(v => v.Kind == FieldKind.Text).Select(v => StoredText.Of(v.AsText())).ToArray();
        var others = values.Where(v => v.Kind != FieldKind.Text).Select(FieldJson.Of).ToArray();
        if (others.Length == 0) return AnyText(field, texts);
        var any = $"fields -> {Name(field)} -> 0 = ANY({parameters.AddJson(others)})";
        return texts.Length == 0 ? any : $"({AnyText(field, texts)} OR {any})";
    }

    private string AnyText(string field, string[] texts) => (field, texts) switch
    {
        (RagFields.Tenant, [var tenant]) => $"tenant = {parameters.Add(tenant)}",
        (RagFields.Tenant, _) => $"tenant = ANY({parameters.Add(texts)})",
        (_, [var text]) => $"fields -> {Name(field)} ? {parameters.Add(text)}",
        _ => $"fields -> {Name(field)} ?| {parameters.Add(texts)}",
    };

    private string Name(string field) => parameters.Add(StoredText.Of(field));
}
