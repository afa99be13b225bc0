namespace Edify.Rag;

/// <summary>Options of everything that one pipeline keeps in PostgreSQL.</summary>
public sealed class PostgresOptions
{
    /// <summary>Npgsql's connection string, such as <c>Host=db;Database=school;Username=rag;Password=…</c>. It is a secret.</summary>
    /// <value>Default: empty, which is refused at start-up.</value>
    public string ConnectionString { get; set; } = string.Empty;

    /// <summary>The schema of the tables: 1 to 63 lower-case letters, digits and '_', no digit first, not beginning with "pg_".</summary>
    /// <value>Default: edify_rag.</value>
    public string Schema { get; set; } = PostgresSchema.DefaultName;

    /// <summary>How long one command may take, from 1 second to 1 hour; it goes before the connection string's own.</summary>
    /// <value>Default: 30 seconds.</value>
    public TimeSpan CommandTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Whether tables are made and brought up to date when they are first used. Otherwise an administrator runs <see cref="PostgresSchema.Script"/>.</summary>
    /// <value>Default: true.</value>
    public bool MigrateOnStart { get; set; } = true;

    /// <summary>How collections of vectors are kept, where they are kept here: see <see cref="PostgresRagBuilderExtensions.UsePostgresVectors"/>.</summary>
    /// <value>Default: those of <see cref="PostgresVectorOptions"/>.</value>
    public PostgresVectorOptions Vectors { get; set; } = new();
}
