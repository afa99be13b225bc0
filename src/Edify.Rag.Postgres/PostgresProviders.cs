using Edify.Rag.Shared.Composition;
using Microsoft.Extensions.DependencyInjection;

namespace Edify.Rag;

/// <summary>Lets configuration choose PostgreSQL: hand these to <c>AddEdifyRag</c>.</summary>
public static class PostgresProviders
{
    extension(RagProvider)
    {
        /// <summary><c>EdifyRag:Vectors:Provider = Postgres</c>, with the options in <c>EdifyRag:Vectors:Postgres</c>.</summary>
        public static RagProvider PostgresVectors => new("Vectors", "Postgres", static (rag, section) =>
        {
            rag.Services.Configure<PostgresOptions>(rag.Name, section, SettingsBinding.Strict<PostgresOptions>(section));
            rag.UsePostgresVectors();
        });

        /// <summary><c>EdifyRag:State:Provider = Postgres</c>, with the options in <c>EdifyRag:State:Postgres</c>.</summary>
        public static RagProvider PostgresState => new("State", "Postgres", static (rag, section) =>
        {
            rag.Services.Configure<PostgresOptions>(rag.Name, section, SettingsBinding.Strict<PostgresOptions>(section));
            rag.UsePostgresState();
        });
    }
}
