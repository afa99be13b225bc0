using System.Diagnostics;
using System.Text.Json;

namespace Edify.Rag.Cli.Tests.Support;

/// <summary>Runs the tool as people do: as a process, with its output in a pipe.</summary>
internal static class Tool
{
    private static readonly string Path = System.IO.Path.Combine(AppContext.BaseDirectory, "edify-rag.dll");

    public static Task<ToolRun> RunAsync(params string[] arguments) => RunAsync(new Dictionary<string, string>(), arguments);

    public static async Task<ToolRun> RunAsync(IReadOnlyDictionary<string, string> environment, params string[] arguments)
    {
        using var process = Start(environment, arguments);
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return new(process.ExitCode, await output, await error);
    }

    /// <summary>Runs the tool with what somebody types.</summary>
    public static async Task<ToolRun> TalkAsync(string typed, params string[] arguments)
    {
        using var process = Start(new Dictionary<string, string>(), arguments, withInput: true);
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        await process.StandardInput.WriteAsync(typed);
        process.StandardInput.Close();
        await process.WaitForExitAsync();
        return new(process.ExitCode, await output, await error);
    }

    /// <summary>Asks the tool to end, as a shell or a service does, once it has printed a line.</summary>
    public static async Task<ToolRun> RunUntilLineAsync(params string[] arguments)
    {
        using var process = Start(new Dictionary<string, string>(), arguments);
        var error = process.StandardError.ReadToEndAsync();
        var first = await process.StandardOutput.ReadLineAsync();
        using (var kill = Process.Start("kill", ["-TERM", process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)])) await kill.WaitForExitAsync();
        var rest = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return new(process.ExitCode, $"{first}\n{rest}", await error);
    }

    /// <summary>Closes the output once the tool has printed a line, as <c>head</c> does.</summary>
    public static async Task<ToolRun> RunForLineAsync(params string[] arguments)
    {
        using var process = Start(new Dictionary<string, string>(), arguments);
        var error = process.StandardError.ReadToEndAsync();
        var first = await process.StandardOutput.ReadLineAsync();
        process.StandardOutput.Close();
        await process.WaitForExitAsync();
        return new(process.ExitCode, $"{first}", await error);
    }

    /// <summary>Kills the tool, as a machine that goes down does, once it has told of progress.</summary>
    public static async Task<bool> KillAtProgressAsync(IReadOnlyDictionary<string, string> environment, params string[] arguments)
    {
        using var process = Start(environment, arguments);
        var output = process.StandardOutput.ReadToEndAsync();
        await process.StandardError.ReadLineAsync();
        process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();
        await output;
        return process.ExitCode != 0;
    }

    private static Process Start(IReadOnlyDictionary<string, string> environment, string[] arguments, bool withInput = false)
    {
        var start = new ProcessStartInfo("dotnet", ["exec", Path, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = withInput,
            WorkingDirectory = System.IO.Path.GetTempPath(),
        };
        foreach (var (name, value) in environment) start.Environment[name] = value;
        return Process.Start(start)!;
    }
}

/// <summary>What a run of the tool said.</summary>
internal sealed record ToolRun(int ExitCode, string Output, string Error)
{
    public JsonElement Json => JsonDocument.Parse(Output).RootElement;

    public string All => Output + Error;
}
