using System.Text.Json.Serialization;

namespace Edify.Rag.Vectors.Embedded.Aliases;

/// <summary>The aliases of a store with the collections that they stand for, in <c>aliases.json</c>; replaced as a whole at each change.</summary>
/// <param name="Format">Version of the file's format.</param>
/// <param name="Aliases">Collections by alias.</param>
internal sealed record AliasTable(int Format, IReadOnlyDictionary<string, string> Aliases)
{
    public const int CurrentFormat = 1;

    public static AliasTable Empty { get; } = new(CurrentFormat, new Dictionary<string, string>());

    /// <summary>The same aliases and this one.</summary>
    public AliasTable With(string alias, string collection) =>
        this with { Aliases = new SortedDictionary<string, string>(Aliases.ToDictionary(), StringComparer.Ordinal) { [alias] = collection } };

    /// <summary>The same aliases but this one.</summary>
    public AliasTable Without(string alias) =>
        this with { Aliases = new SortedDictionary<string, string>(Aliases.Where(a => a.Key != alias).ToDictionary(), StringComparer.Ordinal) };
}

[JsonSerializable(typeof(AliasTable))]
[JsonSourceGenerationOptions(WriteIndented = true, NewLine = "\n", PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
internal sealed partial class AliasJson : JsonSerializerContext;
