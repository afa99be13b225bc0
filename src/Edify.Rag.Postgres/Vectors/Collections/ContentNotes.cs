using System.Globalization;
using Edify.Rag.Postgres.Connection;

namespace Edify.Rag.Postgres.Vectors.Collections;

/// <summary>Names the content of collections by what the server has noted of writes to them.</summary>
/// <remarks>
/// A note is written by a trigger of the collection's table: no writer can forget it, and it is seen from the moment on that what was
/// written is. Writers add rows and change none, so that none waits for another. The sum is read before a search, which then
/// sees that content or newer.
/// </remarks>
internal sealed class ContentNotes(PostgresDatabase database)
{
    public const string Trigger = "content_noted";

    // So many are added up in less time than it takes to ask for them.
    private const long MostNotes = 500;

    private readonly string _fold = $"""
        WITH notes AS (DELETE FROM {database.Schema}.changes WHERE collection = $1 RETURNING weight)
        INSERT INTO {database.Schema}.changes (collection, weight) SELECT $1, sum(weight) FROM notes HAVING count(*) > 0
        """;

    /// <summary>The statement that has the server note writes to a table.</summary>
    public static string Begin(CollectionTable table) => string.Create(CultureInfo.InvariantCulture, $"""
        CREATE TRIGGER {Trigger} AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON {table.Table}
        FOR EACH STATEMENT EXECUTE FUNCTION {table.Schema}.note_change('{table.Number}')
        """);

    /// <summary>The name of a table's content; <see langword="null"/> where nothing is noted of it.</summary>
    public async Task<string?> NameAsync(CollectionTable table, CancellationToken cancellationToken)
    {
        if (!table.HasNotes) return null;

        // The table is named so that one that was dropped is missed.
        var command = new TableCommand(table, RowScope.Maintenance, string.Create(
            CultureInfo.InvariantCulture,
            $"SELECT count(*), coalesce(sum(weight), 0)::bigint, {SqlLiteral.Of(table.Table)}::regclass::oid FROM {table.Schema}.changes WHERE collection = {table.Number}"));
        var (notes, sum) = (await database.ExecuteAsync(
            (connection, token) => command.ReadAsync(connection, row => (row.GetInt64(0), row.GetInt64(1)), token), cancellationToken).ConfigureAwait(false))[0];
        if (notes > MostNotes) await FoldAsync(table, cancellationToken).ConfigureAwait(false);
        return string.Create(CultureInfo.InvariantCulture, $"{table.Number}.{sum}");
    }

    // Whoever comes second finds nothing left of the same notes, and adds none.
    private async Task FoldAsync(CollectionTable table, CancellationToken cancellationToken) => await database.ExecuteAsync(
        (connection, token) => connection.Command(_fold, NpgsqlCommands.Value(table.Number)).RunAsync(token), cancellationToken).ConfigureAwait(false);
}
