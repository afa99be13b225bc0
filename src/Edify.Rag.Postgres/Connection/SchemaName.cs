namespace Edify.Rag.Postgres.Connection;

/// <summary>What a schema may be called, and how it stands in a statement.</summary>
internal static class SchemaName
{
    public const string Rule = "use 1 to 63 lower-case letters, digits and '_', no digit first, and no 'pg_' at the beginning.";

    public static bool IsValid(string? name) =>
        name is { Length: > 0 and <= 63 } &&
        !char.IsAsciiDigit(name[0]) &&
        !name.StartsWith("pg_", StringComparison.Ordinal) &&
        name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '_');

    // Valid names hold no quotes; a name such as "user" is a keyword without them.
    public static string Quote(string name) =>
        IsValid(name) ? $"\"{name}\"" : throw new ArgumentException($"'{name}' is not a name for a schema; {Rule}", nameof(name));
}
