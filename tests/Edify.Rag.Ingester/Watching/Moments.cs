using System.IO.MemoryMappedFiles;

namespace Edify.Rag.Ingester.Watching;

/// <summary>What a run is doing right now, in memory that outlives its process: a file in the state directory, mapped.</summary>
/// <remarks>Safe for concurrent use.</remarks>
public sealed unsafe class Moments : IDisposable
{
    private const int Places = 4;
    private const int BytesRead = 3;

    private readonly MemoryMappedFile _file;
    private readonly MemoryMappedViewAccessor _view;
    private readonly long* _numbers;

    private Moments(MemoryMappedFile file)
    {
        _file = file;
        _view = file.CreateViewAccessor(0, Places * sizeof(long));
        byte* start = null;
        _view.SafeMemoryMappedViewHandle.AcquirePointer(ref start);
        _numbers = (long*)start;
    }

    /// <summary>Bytes that came from the source.</summary>
    public long Bytes => Volatile.Read(ref _numbers[BytesRead]);

    /// <summary>Begins to take note.</summary>
    public static Moments Open(string state)
    {
        var path = PathOf(state);
        Directory.CreateDirectory(state);
        File.WriteAllBytes(path, new byte[Places * sizeof(long)]);
        return new(MemoryMappedFile.CreateFromFile(path, FileMode.Open));
    }

    /// <summary>What was going on when the run ended, however it did.</summary>
    public static IReadOnlyList<Moment> Last(string state)
    {
        var bytes = File.ReadAllBytes(PathOf(state));
        return [.. Enum.GetValues<Moment>().Where(m => BitConverter.ToInt64(bytes, (int)m * sizeof(long)) > 0)];
    }

    public void Begin(Moment moment) => Interlocked.Increment(ref _numbers[(int)moment]);

    public void End(Moment moment) => Interlocked.Decrement(ref _numbers[(int)moment]);

    public void Came(long bytes) => Interlocked.Add(ref _numbers[BytesRead], bytes);

    public void Dispose()
    {
        _view.SafeMemoryMappedViewHandle.ReleasePointer();
        _view.Dispose();
        _file.Dispose();
    }

    private static string PathOf(string state) => Path.Combine(state, "moments");
}

/// <summary>What a run can be at, also at several at a time.</summary>
public enum Moment
{
    /// <summary>A document is open.</summary>
    Reading,

    /// <summary>Records are being written to the vector store.</summary>
    Writing,

    /// <summary>Records of an old version are being deleted, or the ledger is being written.</summary>
    Settling,
}
