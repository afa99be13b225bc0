using Npgsql;

namespace Edify.Rag.Postgres.Tests.Support;

/// <summary>A role that may log in and nothing else, dropped with the test.</summary>
internal sealed class TestRole(TestSchema schema) : IAsyncDisposable
{
    private const string Password = "s3cret-of-the-role";

    public string Name { get; } = "role_" + schema.Name[5..];

    public string ConnectionString => new NpgsqlConnectionStringBuilder(schema.ConnectionString) { Username = Name, Password = Password }.ConnectionString;

    public async Task CreateAsync() => await schema.RunAsync($"CREATE ROLE {Name} LOGIN PASSWORD '{Password}'");

    public async ValueTask DisposeAsync() => await schema.RunAsync($"DROP OWNED BY {Name}; DROP ROLE {Name}");
}
