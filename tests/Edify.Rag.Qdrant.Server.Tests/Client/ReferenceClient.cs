using System.ComponentModel;
using System.Diagnostics;
using System.Text.Json.Nodes;

namespace Edify.Rag.Qdrant.Server.Tests.Client;

/// <summary>The official client in a process of Node; <c>tests/Edify.Rag.Qdrant.Server/reference.sh</c> says where its package lies.</summary>
internal static class ReferenceClient
{
    private const string Folder = "tests/Edify.Rag.Qdrant.Server/";
    private const string Advice = $"The Qdrant client is not installed; '{Folder}reference.sh install' fetches it, with Node 20 or newer.";

    private static readonly string[] Requirements = ["EDIFY_REQUIRE_CONFORMANCE", "EDIFY_REQUIRE_SERVERS"];
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <summary>What each thing that the client tries on a server came to; skips the test where there is no client.</summary>
    public static async Task<IReadOnlyDictionary<string, string>> TryAsync(params string[] arguments)
    {
        try
        {
            var package = (await RunAsync("bash", RepositoryFiles.Find(Folder + "reference.sh"), "path")).Trim();
            if (!Directory.Exists(Path.Combine(package, "node_modules", "@qdrant", "js-client-rest"))) Missing();
            var output = await RunAsync("node", [RepositoryFiles.Find(Folder + "reference.mjs"), package, .. arguments]);
            var line = output.Split('\n').Single(l => l.StartsWith('='));
            return JsonNode.Parse(line[1..])!.AsObject().ToDictionary(r => r.Key, r => r.Value!.ToString());
        }
        catch (Win32Exception)
        {
            // There is no such program.
            Missing();
            throw;
        }
    }

    private static void Missing()
    {
        if (Requirements.Any(r => Environment.GetEnvironmentVariable(r) == "1")) Assert.Fail(Advice);
        Assert.Skip(Advice);
    }

    private static async Task<string> RunAsync(string program, params string[] arguments)
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
