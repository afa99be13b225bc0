using System.Globalization;

namespace Edify.Rag.Postgres.Vectors.Collections;

/// <summary>The indexes of declared fields, on the terms that <see cref="Filtering.FilterSql"/> writes.</summary>
/// <remarks>
/// Texts can be several in one field, so they have an inverted index, one over all fields of a definition: a condition on
/// several of them is one look into it. All other fields have one sorted index each. The tenant has a column of its own.
/// </remarks>
internal static class FieldIndexes
{
    // PostgreSQL's limit on what one index is made of.
    private const int MaxTerms = 32;

    // What was not yet sorted in is looked through by each search, so it is kept short; in kilobytes.
    private const int PendingSize = 512;

    /// <summary>The fields of a definition that have no index, with the indexes that they are to have.</summary>
    public static List<IndexedField> Missing(IReadOnlyList<IndexedField> existing, IEnumerable<KeyValuePair<string, FieldKind>> wanted)
    {
        var known = existing.Select(f => f.Name).ToHashSet(StringComparer.Ordinal);
        var part = existing.Select(f => f.Part).DefaultIfEmpty(0).Max();
        var missing = wanted.Where(f => f.Key != RagFields.Tenant && !known.Contains(f.Key)).OrderBy(f => f.Key, StringComparer.Ordinal).ToList();
        var fields = new List<IndexedField>();
        foreach (var group in missing.Where(f => HasTexts(f.Value)).Chunk(MaxTerms))
        {
            part++;
            fields.AddRange(group.Select(f => new IndexedField(f.Key, f.Value, part)));
        }

        fields.AddRange(missing.Where(f => !HasTexts(f.Value)).Select(f => new IndexedField(f.Key, f.Value, ++part)));
        return fields;
    }

    /// <summary>The names and definitions of the indexes of fields.</summary>
    public static IEnumerable<(string Name, string Sql)> Of(CollectionTable table) => table.Fields.GroupBy(f => f.Part, (part, fields) =>
    {
        var name = NameOf(table, part);
        var group = fields.ToList();
        var sql = HasTexts(group[0].Kind)
            ? $"USING gin ({string.Join(", ", group.Select(f => $"({Values(f)})"))}) WITH (gin_pending_list_limit = {PendingSize})"
            : $"(({Values(group[0])} -> 0))";
        return (name, $"CREATE INDEX IF NOT EXISTS {name} ON {table.Table} {sql}");
    });

    /// <summary>The fields whose index is none of those.</summary>
    /// <param name="table">The table.</param>
    /// <param name="unusable">Names of indexes, with their schema.</param>
    public static IEnumerable<string> Usable(CollectionTable table, IReadOnlyList<string> unusable) =>
        table.Fields.Where(f => !unusable.Contains($"{table.Schema}.{NameOf(table, f.Part)}")).Select(f => f.Name);

    private static string NameOf(CollectionTable table, int part) => string.Create(CultureInfo.InvariantCulture, $"{table.BareName}_field_{part}");

    private static string Values(IndexedField field) => $"fields -> {SqlLiteral.Of(field.Name)}";

    private static bool HasTexts(FieldKind kind) => kind is FieldKind.Text or FieldKind.Texts;
}
