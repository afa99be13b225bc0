using System.Diagnostics;

namespace Edify.Rag.Benchmarks.Scenarios.Storage;

/// <summary>The servers that are measured on: those that are given, and the others started for the scenario in one set, which is stopped after it.</summary>
internal sealed class MeasuredServers : IAsyncDisposable
{
    // Sets of servers with such a name are cleared away should this process be killed.
    private static readonly string Set = $"test-{Environment.ProcessId}";

    private readonly Dictionary<Server, string> _connections;
    private readonly bool _haveStarted;

    private MeasuredServers(IReadOnlyList<Server> given, bool haveStarted) =>
        (_connections, _haveStarted) = (given.ToDictionary(s => s, s => Given(s)!), haveStarted);

    /// <summary>The connection string of one that was asked for.</summary>
    public string this[Server server] => _connections[server];

    /// <exception cref="MissingPrerequisiteException">One is not given and can't be started.</exception>
    public static async Task<MeasuredServers> StartAsync(params IReadOnlyList<Server> needed)
    {
        var missing = needed.Where(s => Given(s) is null).ToList();
        var servers = new MeasuredServers([.. needed.Except(missing)], missing.Count > 0);
        if (missing.Count == 0) return servers;
        try
        {
            await servers.StartMissingAsync(missing);
            return servers;
        }
        catch
        {
            // Some of them may run.
            await servers.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_haveStarted) await RunAsync("stop");
    }

    private async Task StartMissingAsync(IReadOnlyList<Server> missing)
    {
        var names = missing.Select(s => s.Name).ToArray();
        var advice = $"'tests/servers/servers.sh install {string.Join(' ', names)}' provides them, and {string.Join(" and ", missing.Select(s => s.Variable))} name yours.";
        var (code, said) = await RunAsync(["start", .. names]);
        if (code != 0) throw new MissingPrerequisiteException($"The scenario needs servers: {string.Join(", ", names)}; {advice}\n{said.Trim()}");

        var settings = (await RunAsync("env")).Said.Split('\n');
        foreach (var server in missing)
        {
            var setting = settings.FirstOrDefault(l => l.StartsWith(server.Variable + "=", StringComparison.Ordinal))
                ?? throw new MissingPrerequisiteException($"The server '{server.Name}' started but does not tell how to reach it; {advice}");
            _connections[server] = setting[(server.Variable.Length + 1)..];
        }
    }

    private static string? Given(Server server) => Environment.GetEnvironmentVariable(server.Variable) is { Length: > 0 } given ? given : null;

    private static async Task<(int Code, string Said)> RunAsync(params string[] arguments)
    {
        var script = RepositoryFiles.Find("tests/servers/servers.sh");
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
            throw new MissingPrerequisiteException("The scenario needs servers, and there is no bash to start them with: name yours by the variables of tests/servers/README.md.");
        }
    }
}
