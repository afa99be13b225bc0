namespace Edify.Rag.Tests.Shared;

/// <summary>
/// The real servers that a test talks to. A test that asks for one which is not there is skipped and says how to provide it;
/// with <c>EDIFY_REQUIRE_SERVERS=1</c> it fails.
/// </summary>
/// <remarks>
/// A server is named by its variable or, where <c>tests/servers/servers.sh start</c> started it, by <c>servers.env</c> of the cache.
/// Tests that ask for one carry its name as trait: <c>[Trait("Needs", "azure")]</c>, <c>s3</c>, <c>postgres</c> or <c>redis</c>.
/// </remarks>
internal static class TestServers
{
    private static readonly ServerSettings Settings = ServerSettings.OfThisMachine();

    /// <summary>Connection string of an Azure Blob Storage account.</summary>
    public static string AzureBlobs => Settings.Need(Server.Azure);

    /// <summary>An S3 endpoint with keys, which wants path-style addresses.</summary>
    public static S3Server S3 => S3Server.Parse(Settings.Need(Server.S3));

    /// <summary>Connection string of a PostgreSQL superuser; the pgvector extension can be created.</summary>
    public static string Postgres => Settings.Need(Server.Postgres);

    /// <summary>Redis as <c>host:port</c>.</summary>
    public static string Redis => Settings.Need(Server.Redis);
}
