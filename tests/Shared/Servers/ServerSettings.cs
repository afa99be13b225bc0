using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;

namespace Edify.Rag.Tests.Shared;

/// <summary>Tells how to reach the servers: by variable, else by the file that <c>servers.sh start</c> wrote, while they answer.</summary>
/// <param name="variable">The value of an environment variable.</param>
/// <param name="file">Lines <c>VARIABLE=VALUE</c> of servers on this machine; it need not exist.</param>
internal sealed partial class ServerSettings(Func<string, string?> variable, string file)
{
    private const string Required = "EDIFY_REQUIRE_SERVERS";

    public static ServerSettings OfThisMachine() => new(Environment.GetEnvironmentVariable, FileOf(Environment.GetEnvironmentVariable));

    /// <summary>Where the file of the running set lies, as <c>servers.sh</c> finds it.</summary>
    public static string FileOf(Func<string, string?> variable)
    {
        var cache = Given("EDIFY_SERVERS_DIR") ?? Path.Combine(Given("XDG_CACHE_HOME") ?? Path.Combine(HomeOf(variable), ".cache"), "edify-rag", "servers");
        return Path.Combine(cache, Given("EDIFY_SERVERS_SET") ?? "run", "servers.env");

        string? Given(string name) => variable(name) is { Length: > 0 } value ? value : null;
    }

    /// <summary>How to reach a server; without one the test is skipped, or fails where servers are required.</summary>
    public string Need(Server server)
    {
        if (variable(server.Variable) is { Length: > 0 } given) return given;
        if (FromFile(server) is { } started && Answers(started)) return started;

        var advice = $"No {server.Name} server: 'tests/servers/servers.sh install {server.Name}' and 'start {server.Name}' provide one, or {server.Variable} names yours.";
        if (variable(Required) == "1") Assert.Fail($"{advice} {Required}=1 makes this a failure.");
        Assert.Skip(advice);
        return string.Empty;
    }

    private static string HomeOf(Func<string, string?> variable) => variable("HOME") ?? Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);

    private string? FromFile(Server server)
    {
        if (!File.Exists(file)) return null;
        var name = server.Variable + "=";
        return File.ReadLines(file).FirstOrDefault(line => line.StartsWith(name, StringComparison.Ordinal))?[name.Length..];
    }

    // The file stays where servers were killed. What it names is on loopback.
    private static bool Answers(string setting)
    {
        if (LoopbackPort().Match(setting) is not { Success: true } match) return false;
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Connect(IPAddress.Loopback, int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture));
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    [GeneratedRegex(@"127\.0\.0\.1(?::|;Port=)(\d{1,5})\b")]
    private static partial Regex LoopbackPort();
}
