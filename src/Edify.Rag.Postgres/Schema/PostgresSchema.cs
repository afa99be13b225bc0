using System.Globalization;
using System.Text;
using Edify.Rag.Postgres.Connection;

namespace Edify.Rag;

/// <summary>The tables that the PostgreSQL parts keep their state in; those of collections of vectors are made with the collections.</summary>
/// <remarks>
/// They are made and brought up to date when they are first used, see <see cref="PostgresOptions.MigrateOnStart"/>. Where the
/// program's role may not make tables, an administrator runs <see cref="Script"/>.
/// </remarks>
public static class PostgresSchema
{
    /// <summary>The name of the schema unless <see cref="PostgresOptions.Schema"/> gives another.</summary>
    public const string DefaultName = "edify_rag";

    // In order: migration n is the nth. A script that was published never changes; what changes is a further one.
    private static readonly string[] Scripts = ["001-state.sql", "002-collections.sql", "003-aliases.sql", "004-conversations.sql", "005-usage.sql"];

    /// <summary>The version that this program needs.</summary>
    public static int Version => Scripts.Length;

    /// <summary>Statements that make the schema, or bring one of any earlier version up to date. They may be run again.</summary>
    /// <param name="schema">The schema's name.</param>
    /// <param name="role">The role of the program, to be granted what it needs and no more; <see langword="null"/> grants nothing.</param>
    /// <param name="vectors">Whether vectors are kept here too: installs pgvector, and lets the role make the tables of collections.</param>
    /// <exception cref="ArgumentException">One of the names is not one.</exception>
    public static string Script(string schema = DefaultName, string? role = null, bool vectors = false)
    {
        var quoted = SchemaName.Quote(schema);
        var script = new StringBuilder()
            .Append("BEGIN;\n")
            .Append(CultureInfo.InvariantCulture, $"CREATE SCHEMA IF NOT EXISTS {quoted};\n")
            .Append(Tables(schema));
        if (vectors) script.Append("CREATE EXTENSION IF NOT EXISTS vector;\n");
        if (role is not null) script.Append(Grants(quoted, QuoteRole(role)));
        if (role is not null && vectors) script.Append(CultureInfo.InvariantCulture, $"GRANT CREATE ON SCHEMA {quoted} TO {QuoteRole(role)};\n");
        return script.Append("COMMIT;\n").ToString();
    }

    /// <summary>The statements without those that make the schema itself: a role that owns an empty schema may run them.</summary>
    internal static string Tables(string schema)
    {
        var quoted = SchemaName.Quote(schema);
        var script = new StringBuilder().Append(CultureInfo.InvariantCulture, $"""
            CREATE TABLE IF NOT EXISTS {quoted}.schema_version (
                version    integer PRIMARY KEY,
                applied_at timestamptz NOT NULL DEFAULT now()
            );

            """);
        for (var version = 1; version <= Scripts.Length; version++)
        {
            script.Append(Read(Scripts[version - 1]).Replace($"\"{DefaultName}\"", quoted, StringComparison.Ordinal));
            script.Append(CultureInfo.InvariantCulture, $"INSERT INTO {quoted}.schema_version (version) VALUES ({version}) ON CONFLICT DO NOTHING;\n");
        }

        return script.ToString();
    }

    private static string Grants(string schema, string role) => $"""
        GRANT USAGE ON SCHEMA {schema} TO {role};
        GRANT SELECT ON {schema}.schema_version TO {role};
        GRANT SELECT, INSERT, UPDATE, DELETE ON {schema}.ledger, {schema}.jobs, {schema}.collections, {schema}.aliases,
            {schema}.conversations, {schema}.conversation_turns, {schema}.usage, {schema}.rate_limits TO {role};
        GRANT USAGE ON ALL SEQUENCES IN SCHEMA {schema} TO {role};

        """;

    private static string QuoteRole(string role) => string.IsNullOrWhiteSpace(role) || role.Contains('\0', StringComparison.Ordinal)
        ? throw new ArgumentException("The name of the role is blank or holds NUL.", nameof(role))
        : $"\"{role.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    private static string Read(string script)
    {
        using var stream = typeof(PostgresSchema).Assembly.GetManifestResourceStream("Scripts/" + script)
            ?? throw new InvalidOperationException($"The assembly lacks the script {script}.");
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd();
    }
}
