namespace Edify.Rag.Tests.Shared;

/// <summary>A kind of server that tests need.</summary>
/// <param name="Name">What it is called by <c>servers.sh</c> and by the trait <c>Needs</c>.</param>
/// <param name="Variable">The environment variable that tells how to reach one.</param>
internal sealed record Server(string Name, string Variable)
{
    public static Server Azure { get; } = new("azure", "EDIFY_TEST_AZUREBLOBS");

    public static Server S3 { get; } = new("s3", "EDIFY_TEST_S3");

    public static Server Postgres { get; } = new("postgres", "EDIFY_TEST_POSTGRES");

    public static Server Redis { get; } = new("redis", "EDIFY_TEST_REDIS");

    public static IReadOnlyList<Server> All { get; } = [Azure, S3, Postgres, Redis];
}
