using System.ComponentModel;
using System.Diagnostics;
using System.Text.Json.Nodes;

namespace Edify.Rag.Tests.Shared;

/// <summary>Somebody else's package in a process of Node, to compare with; the folder's <c>reference.sh</c> installs it and says where it lies.</summary>
/// <param name="folder">The folder, from the root of the repository.</param>
/// <param name="package">The package, as npm names it.</param>
internal sealed class NodeReference(string folder, string package)
{
    private static readonly string[] Requirements = ["EDIFY_REQUIRE_CONFORMANCE", "EDIFY_REQUIRE_SERVERS"];
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <summary>What each thing that a script of the folder tries came to; skips the test where the package isn't installed.</summary>
    public async Task<IReadOnlyDictionary<string, string>> TryAsync(string script, params string[] arguments)
    {
        try
        {
            var installed = (await RunAsync("bash", RepositoryFiles.Find($"{folder}/reference.sh"), "path")).Trim();
            if (!Directory.Exists(Path.Combine(installed, "node_modules", package))) Missing();
            var output = await RunAsync("node", [RepositoryFiles.Find($"{folder}/{script}"), installed, .. arguments]);
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

    private void Missing()
    {
        var advice = $"The package {package} is not installed; '{folder}/reference.sh install' fetches it, with Node 20 or newer.";
        if (Requirements.Any(r => Environment.GetEnvironmentVariable(r) == "1")) Assert.Fail(advice);
        Assert.Skip(advice);
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
