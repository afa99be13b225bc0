using System.Diagnostics;
using Edify.Rag.Benchmarks.Reporting;

namespace Edify.Rag.Benchmarks.Scenarios.Storage;

/// <summary>The Azure Blob Storage that is measured on: the one that is given, else Azurite, started for the scenario and stopped after it.</summary>
internal sealed class AzureServer : IAsyncDisposable
{
    private const string Variable = "EDIFY_TEST_AZUREBLOBS";
    private const string Advice = $"'tests/servers/servers.sh install azure' provides one, and {Variable} names yours.";

    // Sets of servers with such a name are cleared away should this process be killed.
    private static readonly string Set = $"test-{Environment.ProcessId}";

    private readonly bool _isOwn;

    private AzureServer(string connection, bool isOwn) => (Connection, _isOwn) = (connection, isOwn);

    /// <summary>Its connection string.</summary>
    public string Connection { get; }

    /// <exception cref="MissingPrerequisiteException">None is given and Azurite can't be started.</exception>
    public static async Task<AzureServer> StartAsync()
    {
        if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } given) return new(given, isOwn: false);
        var (code, said) = await ServersAsync("start", "azure");
        if (code != 0) throw new MissingPrerequisiteException($"The scenario needs Azure Blob Storage; {Advice}\n{said.Trim()}");
        var (_, settings) = await ServersAsync("env");
        var setting = settings.Split('\n').FirstOrDefault(l => l.StartsWith(Variable + "=", StringComparison.Ordinal))
            ?? throw new MissingPrerequisiteException($"Azurite started but does not tell how to reach it; {Advice}");
        return new(setting[(Variable.Length + 1)..], isOwn: true);
    }

    public async ValueTask DisposeAsync()
    {
        if (_isOwn) await ServersAsync("stop");
    }

    private static async Task<(int Code, string Said)> ServersAsync(params string[] arguments)
    {
        var script = Path.Combine(ResultsFolder.Repository(), "tests", "servers", "servers.sh");
        var start = new ProcessStartInfo("bash", [script, .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        start.Environment["EDIFY_SERVERS_SET"] = Set;
        try
        {
            using var process = Process.Start(start)!;
            var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
            await process.WaitForExitAsync();
            return (process.ExitCode, await output + await errors);
        }
        catch (System.ComponentModel.Win32Exception)
        {
            throw new MissingPrerequisiteException($"The scenario needs Azure Blob Storage, and there is no bash to start one with: set {Variable}.");
        }
    }
}
