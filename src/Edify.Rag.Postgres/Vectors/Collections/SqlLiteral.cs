namespace Edify.Rag.Postgres.Vectors.Collections;

/// <summary>A text as a constant, for definitions, which take no parameters.</summary>
internal static class SqlLiteral
{
    // With "E" a backslash means the same whatever the server's settings are.
    public static string Of(string text) =>
        $"E'{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "''", StringComparison.Ordinal)}'";
}
