namespace Edify.Rag.Cli.Evaluation;

/// <summary>A folder that lasts as long as a command.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("edify-eval-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
