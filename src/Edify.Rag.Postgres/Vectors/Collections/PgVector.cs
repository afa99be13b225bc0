namespace Edify.Rag.Postgres.Vectors.Collections;

/// <summary>The extension as it is installed.</summary>
/// <param name="Version">Its version.</param>
/// <param name="Schema">The schema of its types and operators, quoted.</param>
internal sealed record PgVector(Version Version, string Schema)
{
    /// <summary>The first with half-precision vectors.</summary>
    public static readonly Version Oldest = new(0, 7);

    private static readonly Version FirstIterative = new(0, 8);

    /// <summary>The most dimensions that a vector may have, indexed or not.</summary>
    public const int MaxDimension = 16_000;

    /// <summary>Whether the server compiles statements that it takes to be long.</summary>
    public bool IsCompiling { get; init; }

    /// <summary>Whether a search by the index goes on until the filter has admitted enough.</summary>
    public bool ScansIteratively => Version >= FirstIterative;

    public string Distance => $"OPERATOR({Schema}.<=>)";

    public string TypeOf(PostgresVectorElements elements) => $"{Schema}.{(elements == PostgresVectorElements.Half ? "halfvec" : "vector")}";

    public string OperatorsOf(PostgresVectorElements elements) =>
        $"{Schema}.{(elements == PostgresVectorElements.Half ? "halfvec_cosine_ops" : "vector_cosine_ops")}";

    /// <summary>The most dimensions that an index takes.</summary>
    public static int MaxIndexed(PostgresVectorElements elements) => elements == PostgresVectorElements.Half ? 4_000 : 2_000;

    public static PgVector Of(string version, string schema) => new(
        System.Version.TryParse(version, out var parsed) ? parsed : Oldest, $"\"{schema.Replace("\"", "\"\"", StringComparison.Ordinal)}\"");
}
