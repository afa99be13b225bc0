using System.Diagnostics;
using Edify.Rag.Embeddings.CacheWriter;

namespace Edify.Rag.Embeddings.Tests.Decorators.Caching;

/// <summary>A real process that embeds one batch of <see cref="ScriptedEmbedder"/> after the other.</summary>
internal sealed class CacheWriterProcess : IDisposable
{
    private readonly Process _process;

    private CacheWriterProcess(Process process) => _process = process;

    public static CacheWriterProcess Start(string directory, int firstBatch, bool stepwise = false)
    {
        string[] arguments = [typeof(ScriptedEmbedder).Assembly.Location, directory, $"{firstBatch}", .. stepwise ? ["stepwise"] : Array.Empty<string>()];
        return new(Process.Start(new ProcessStartInfo("dotnet", arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            UseShellExecute = false,
        })!);
    }

    /// <summary>The next line: "ready", then the number of each batch; <see langword="null"/> when the process has ended.</summary>
    public string? ReadLine() => _process.StandardOutput.ReadLine();

    /// <summary>Lets a stepwise process embed its next batch, and waits until it has.</summary>
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
