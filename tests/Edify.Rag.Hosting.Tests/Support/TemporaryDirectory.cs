namespace Edify.Rag.Hosting.Tests.Support;

/// <summary>A directory that goes with the test.</summary>
internal sealed class TemporaryDirectory : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("edify-hosting-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
