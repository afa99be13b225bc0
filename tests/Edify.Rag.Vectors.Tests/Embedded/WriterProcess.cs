using System.Diagnostics;
using Edify.Rag.Vectors.CrashWriter;

namespace Edify.Rag.Vectors.Tests.Embedded;

/// <summary>A real process that writes a store's directory, as <see cref="CrashScript"/> says.</summary>
internal sealed class WriterProcess : IDisposable
{
    private readonly Process _process;

    private WriterProcess(Process process) => _process = process;

    public int Id => _process.Id;

    public static WriterProcess Start(string directory, int firstWrite, bool stepwise = false)
    {
        string[] arguments = [typeof(CrashScript).Assembly.Location, directory, $"{firstWrite}", .. stepwise ? ["stepwise"] : Array.Empty<string>()];
        return new(Process.Start(new ProcessStartInfo("dotnet", arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            UseShellExecute = false,
        })!);
    }

    /// <summary>The next line: "ready", then the number of each acknowledged write; <see langword="null"/> when the process has ended.</summary>
    public string? ReadLine() => _process.StandardOutput.ReadLine();

    /// <summary>Lets a stepwise process make its next write, and waits until that is acknowledged.</summary>
    public void Step()
    {
        _process.StandardInput.WriteLine();
        Assert.NotNull(ReadLine());
    }

    /// <summary>Kills the process wherever it is.</summary>
    public void Kill()
    {
        _process.Kill();
        _process.WaitForExit();
    }

    public void Dispose()
    {
        if (!_process.HasExited) Kill();
        _process.Dispose();
    }
}
