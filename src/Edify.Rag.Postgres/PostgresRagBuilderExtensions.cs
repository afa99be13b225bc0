using Edify.Rag.Postgres.Connection;
using Edify.Rag.Postgres.Conversations;
using Edify.Rag.Postgres.Jobs;
using Edify.Rag.Postgres.Ledger;
using Edify.Rag.Postgres.RateLimiting;
using Edify.Rag.Postgres.Usage;
using Edify.Rag.Postgres.Vectors;
using Edify.Rag.Shared.Composition;
using Edify.Rag.Shared.Logging;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Edify.Rag;

/// <summary>Keeps vectors and state in PostgreSQL.</summary>
public static class PostgresRagBuilderExtensions
{
    private const string Provider = "postgres";

    /// <summary>
    /// Keeps the ingestion ledger in PostgreSQL, beside it the job queue by which several machines share the work, conversations, and what
    /// was consumed: <see cref="IIngestionLedger"/>, <see cref="IFencedIngestionLedger"/>, <see cref="IJobQueue"/>,
    /// <see cref="IConversationStore"/>, <see cref="IUsageMeter"/> and <see cref="IRateLimiter"/>.
    /// </summary>
    /// <remarks>All PostgreSQL parts of a pipeline share one set of options and one pool of connections.</remarks>
    /// <param name="builder">The pipeline.</param>
    /// <param name="configure">Sets the options; the connection string is needed.</param>
    public static IRagBuilder UsePostgresState(this IRagBuilder builder, Action<PostgresOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var name = builder.Name;
        AddDatabase(builder, configure);
        return builder
            .Use<IFencedIngestionLedger>(Provider, sp => new PostgresLedger(sp.GetRequiredKeyedService<PostgresDatabase>(name)))
            .Use<IIngestionLedger>(Provider, sp => sp.GetRag<IFencedIngestionLedger>(name))
            .Use<IJobQueue>(Provider, sp => new PostgresJobQueue(sp.GetRequiredKeyedService<PostgresDatabase>(name)))
            .Use<IConversationStore>(Provider, sp => new PostgresConversationStore(sp.GetRequiredKeyedService<PostgresDatabase>(name)))
            .Use<IUsageMeter>(Provider, sp => new PostgresUsageMeter(sp.GetRequiredKeyedService<PostgresDatabase>(name)))
            .Use<IRateLimiter>(Provider, sp => new PostgresRateLimiter(sp.GetRequiredKeyedService<PostgresDatabase>(name)));
    }

    /// <summary>Keeps vectors in PostgreSQL by pgvector: vector search, BM25 and hybrid search, written by any number of machines.</summary>
    /// <remarks>All PostgreSQL parts of a pipeline share one set of options and one pool of connections.</remarks>
    /// <param name="builder">The pipeline.</param>
    /// <param name="configure">Sets the options; the connection string is needed.</param>
    public static IRagBuilder UsePostgresVectors(this IRagBuilder builder, Action<PostgresOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var name = builder.Name;
        AddDatabase(builder, configure);
        return builder.Use<IVectorStore>(Provider, sp => new PostgresVectorStore(
            sp.GetRequiredKeyedService<PostgresDatabase>(name),
            sp.GetOptions<PostgresOptions>(name),
            sp.GetTime(),
            sp.GetLogger<PostgresVectorStore>()));
    }

    /// <summary>Keeps vectors and state in PostgreSQL: <see cref="UsePostgresVectors"/> and <see cref="UsePostgresState"/>.</summary>
    /// <param name="builder">The pipeline.</param>
    /// <param name="configure">Sets the options; the connection string is needed.</param>
    public static IRagBuilder UsePostgres(this IRagBuilder builder, Action<PostgresOptions>? configure = null) =>
        builder.UsePostgresVectors(configure).UsePostgresState();

    private static void AddDatabase(IRagBuilder builder, Action<PostgresOptions>? configure)
    {
        builder.AddValidatedOptions<PostgresOptions, PostgresOptionsValidator>(configure);
        var name = builder.Name;
        builder.Services.TryAddKeyedSingleton(name, (sp, _) => new PostgresDatabase(
            sp.GetOptions<PostgresOptions>(name), sp.GetTime(), sp.GetLogger<PostgresDatabase>()));
    }
}
