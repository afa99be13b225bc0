using Edify.Rag.Postgres.Connection;
using Npgsql;

namespace Edify.Rag.Postgres.Tests.Connection;

public sealed class PostgresPlaceTests
{
    [Theory]
    [InlineData("Host=db;Database=school;Username=rag;Password=hunter2", "db", null)]
    [InlineData("Host=db;Port=5433;Database=school;Username=rag;Password=hunter2", "db", 5433)]
    [InlineData("Host=one:5433,two:5434;Database=school;Username=rag;Password=hunter2", "one", 5433)]
    [InlineData("Host=one,two;Database=school;Username=rag;Password=hunter2", "one", null)]
    public void Telemetry_names_engine_server_database_and_schema_and_no_secret(string connection, string address, int? port)
    {
        var metadata = PostgresPlace.Of(new NpgsqlConnectionStringBuilder(connection), "edify_rag").Metadata;

        Assert.Equal(("postgresql", "school|edify_rag", address, port), (metadata.System, metadata.Namespace, metadata.ServerAddress, metadata.ServerPort));
        Assert.DoesNotContain("hunter2", metadata.ToString(), StringComparison.Ordinal);
    }
}
