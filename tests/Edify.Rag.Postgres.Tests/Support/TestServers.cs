namespace Edify.Rag.Tests.Shared;

internal static class TestServers
{
    public static string Postgres
    {
        get
        {
            var given = Environment.GetEnvironmentVariable("EDIFY_TEST_POSTGRES");
            if (given is null) Assert.Skip("No PostgreSQL.");
            return given!;
        }
    }
}
