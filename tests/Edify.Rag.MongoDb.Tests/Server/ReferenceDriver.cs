using System.Diagnostics;
using System.Text.Json.Nodes;

namespace Edify.Rag.MongoDb.Tests.Server;

/// <summary>The official driver, and another engine for comparison, in a process of Node; <c>tests/Edify.Rag.MongoDb.Server/reference.sh</c> says where their packages lie.</summary>
internal static class ReferenceDriver
{
    private const string Folder = "tests/Edify.Rag.MongoDb.Server/";
    private const string Advice = $"The MongoDB driver is not installed; '{Folder}reference.sh install' fetches it.";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <summary>What each thing that the driver tries on a server came to; skips the test where there is no driver.</summary>
    /// <param name="connectionString">The server.</param>
    /// <param name="hasSearch">Whether it has a search engine, which is tried too.</param>
    public static Task<IReadOnlyDictionary<string, string>> TryAsync(string connectionString, bool hasSearch = false) =>
        RunAsync("reference.mjs", hasSearch ? [connectionString, "search"] : [connectionString]);

    /// <summary>What each kind of query came to that was put to a server and to mingo.</summary>
    public static Task<IReadOnlyDictionary<string, string>> CompareAsync(string connectionString) => RunAsync("mingo.mjs", connectionString);

    private static async Task<IReadOnlyDictionary<string, string>> RunAsync(string script, params string[] arguments)
    {
        var package = (await RunProgramAsync("bash", RepositoryFiles.Find(Folder + "reference.sh"), "path")).Trim();
        if (!Directory.Exists(Path.Combine(package, "node_modules", "mongodb")))
        {
            if (Environment.GetEnvironmentVariable("EDIFY_REQUIRE_SERVERS") == "1") Assert.Fail(Advice);
            Assert.Skip(Advice);
        }

        var output = await RunProgramAsync("node", [RepositoryFiles.Find(Folder + script), package, .. arguments]);
        var line = output.Split('\n').Single(l => l.StartsWith('='));
        return JsonNode.Parse(line[1..])!.AsObject().ToDictionary(r => r.Key, r => r.Value!.ToString());
    }

    private static async Task<string> RunProgramAsync(string program, params string[] arguments)
    {
        using var limit = new CancellationTokenSource(Patience);
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        try
        {
            var errors = process.StandardError.ReadToEndAsync(limit.Token);
            var output = await process.StandardOutput.ReadToEndAsync(limit.Token);
            await process.WaitForExitAsync(limit.Token);
            return process.ExitCode == 0 ? output : throw new InvalidOperationException(await errors);
        }
        finally
        {
            if (!process.HasExited) process.Kill(entireProcessTree: true);
        }
    }
}
