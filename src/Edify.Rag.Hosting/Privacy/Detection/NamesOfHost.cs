namespace Edify.Rag.Hosting.Privacy.Detection;

/// <summary>Names that a host gives, asked for again after a while.</summary>
internal sealed class NamesOfHost(Func<IEnumerable<string>> names, TimeSpan every, TimeProvider time) : INameDirectory
{
    private readonly long _began = time.GetTimestamp();

    public long Version => 1 + (every > TimeSpan.Zero ? (long)(time.GetElapsedTime(_began) / every) : 0);

    public IEnumerable<string> ReadNames() => names();
}
