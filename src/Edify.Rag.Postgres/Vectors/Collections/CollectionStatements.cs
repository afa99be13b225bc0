using System.Globalization;

namespace Edify.Rag.Postgres.Vectors.Collections;

/// <summary>The statements that make, find and change collections.</summary>
internal sealed class CollectionStatements(string schema)
{
    // A word index of PostgreSQL holds less than 1 MB a row. However odd its words, a text of this length stays within that.
    private const int IndexedCharacters = 100_000;

    // Rows with longer vectors would not fit into a page beside them.
    private const int MaxInlineBytes = 4_096;

    /// <summary>A collection by its name or by an alias.</summary>
    public string Find { get; } = Select(schema) + $" WHERE c.name = coalesce((SELECT a.collection FROM {schema}.aliases a WHERE a.name = $2), $2)";

    public string List { get; } = Select(schema) + " ORDER BY c.name";

    public string Add { get; } =
        $"INSERT INTO {schema}.collections (name, dimension, embedder, elements, words, fields, kinds, parts) VALUES ($1, $2, $3, $4, $5, '{{}}', '{{}}', '{{}}') RETURNING number";

    public string AddFields { get; } = $"UPDATE {schema}.collections SET fields = fields || $2, kinds = kinds || $3, parts = parts || $4 WHERE number = $1";

    /// <summary>An alias of this name, or else one that stands for the collection of this name.</summary>
    public string FindAlias { get; } = $"SELECT name, collection FROM {schema}.aliases WHERE name = $1 OR collection = $1 ORDER BY name <> $1, name LIMIT 1";

    public string Remove { get; } = $"DELETE FROM {schema}.collections WHERE name = $1 RETURNING number";

    /// <summary>Those of the given indexes that are not there, or were not finished.</summary>
    public static string Unusable =>
        "SELECT wanted FROM unnest($1::text[]) AS wanted LEFT JOIN pg_index i ON i.indexrelid = to_regclass(wanted) WHERE i.indisvalid IS NOT TRUE";

    public static string CreateTable(CollectionTable table, PgVector vector)
    {
        var bytes = (table.Dimension * (table.Elements == PostgresVectorElements.Half ? 2 : 4)) + 8;
        return string.Create(CultureInfo.InvariantCulture, $"""
            CREATE TABLE {table.Table} (
                id        uuid PRIMARY KEY,
                tenant    text COLLATE "C" GENERATED ALWAYS AS (fields -> '{RagFields.Tenant}' ->> 0) STORED,
                content   text NOT NULL,
                fields    jsonb NOT NULL,
                embedding {vector.TypeOf(table.Elements)}({table.Dimension}) NOT NULL,
                words     tsvector GENERATED ALWAYS AS (to_tsvector({table.Configuration}, left(content, {IndexedCharacters}))) STORED
            ) WITH (toast_tuple_target = 8160);
            ALTER TABLE {table.Table} ALTER COLUMN embedding SET STORAGE {(bytes <= MaxInlineBytes ? "PLAIN" : "EXTERNAL")};
            CREATE INDEX {table.BareName}_tenant ON {table.Table} (tenant, id);
            CREATE INDEX {table.BareName}_words ON {table.Table} USING gin (words)
            """);
    }

    /// <summary>The second wall: rows of the tenant that the transaction is for, or all for maintenance.</summary>
    public static string SecureRows(CollectionTable table) => $"""
        ALTER TABLE {table.Table} ENABLE ROW LEVEL SECURITY;
        ALTER TABLE {table.Table} FORCE ROW LEVEL SECURITY;
        CREATE POLICY one_tenant ON {table.Table} USING (
            tenant = nullif(current_setting('{RowScope.TenantSetting}', true), '') OR current_setting('{RowScope.MaintenanceSetting}', true) = 'on')
        """;

    private static string Select(string schema) => $"""
        SELECT c.name, c.number, c.dimension, c.embedder, c.elements, c.words, c.fields, c.kinds, c.parts,
            coalesce((SELECT i.indisvalid FROM pg_index i WHERE i.indexrelid = to_regclass($1 || '.vectors_' || c.number || '_hnsw')), false),
            coalesce((SELECT t.relrowsecurity FROM pg_class t WHERE t.oid = to_regclass($1 || '.vectors_' || c.number)), false),
            EXISTS (SELECT 1 FROM pg_trigger n WHERE n.tgrelid = to_regclass($1 || '.vectors_' || c.number) AND n.tgname = '{ContentNotes.Trigger}')
        FROM {schema}.collections c
        """;
}
