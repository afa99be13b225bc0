using System.Net;
using Edify.Rag.Conformance;
using Edify.Rag.Postgres.Tests.Support;
using Edify.Rag.Postgres.Vectors;
using Npgsql;

namespace Edify.Rag.Postgres.Tests.Vectors;

[Trait("Needs", "postgres")]
public sealed class PostgresVectorStoreFaultTests : VectorStoreFaultSuite
{
    private readonly TestSchema _schema = new();
    private readonly TemporaryDirectory _directory = new();

    protected override DnsEndPoint Server => new(Settings.Host!, Settings.Port);

    protected override IReadOnlyList<string> Secrets => [Settings.Password!];

    private NpgsqlConnectionStringBuilder Settings => new(_schema.ConnectionString) { Timeout = 2, MaxPoolSize = 12 };

    protected override ValueTask<IVectorStore> ConnectAsync(DnsEndPoint through)
    {
        var settings = Settings;
        (settings.Host, settings.Port) = (through.Host, through.Port);
        return new(Open(settings));
    }

    protected override async ValueTask<IVectorStore?> ConnectByTlsAsync(DnsEndPoint through, string authority)
    {
        var file = _directory["authority.pem"];
        await File.WriteAllTextAsync(file, authority);
        var settings = Settings;
        (settings.Host, settings.Port, settings.SslMode, settings.SslNegotiation, settings.RootCertificate) =
            (through.Host, through.Port, SslMode.VerifyFull, SslNegotiation.Direct, file);
        return Open(settings);
    }

    // The schema disposes of what is opened over it.
    protected override ValueTask DisposeStoreAsync(IVectorStore store) => ValueTask.CompletedTask;

    protected override async ValueTask DeleteDataAsync()
    {
        await _schema.DisposeAsync();
        _directory.Dispose();
    }

    private PostgresVectorStore Open(NpgsqlConnectionStringBuilder settings) =>
        _schema.Vectors(o => (o.ConnectionString, o.CommandTimeout) = (settings.ConnectionString, TimeSpan.FromSeconds(2)));
}
