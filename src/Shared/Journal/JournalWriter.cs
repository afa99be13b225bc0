using Microsoft.Win32.SafeHandles;

namespace Edify.Rag.Shared.Journal;

/// <summary>Appends records to a checksummed journal; what <see cref="Commit"/> returned from survives a crash at any byte.</summary>
/// <remarks>
/// <para>
/// Records appended between two commits form a group: after a crash the journal holds all of them or none. Opening cuts
/// off a group that was not completed, and refuses a file whose acknowledged part is damaged; the one damage that can't be
/// told from a write cut short is damage to the very last group.
/// </para>
/// <para>
/// One writer at a time, for which <see cref="ProcessLock"/> cares, and any number of <see cref="JournalReader"/>s beside it.
/// Not safe for concurrent use.
/// </para>
/// </remarks>
internal sealed class JournalWriter : IDisposable
{
    private const int KeptCapacity = 1 << 20;

    private readonly string _path;
    private readonly SafeFileHandle _handle;
    private byte[] _group = [];
    private int _groupLength;
    private int _lastFrame = -1;
    private ulong _groups;
    private bool _failed;

    private JournalWriter(string path, SafeFileHandle handle) => (_path, _handle) = (path, handle);

    /// <summary>Length of the committed part of the file.</summary>
    public long Length { get; private set; }

    /// <summary>How many bytes of an unfinished group were cut off when the journal was opened.</summary>
    public long TornBytes { get; private set; }

    /// <summary>Opens a journal, made when there is none, and replays what is committed in it.</summary>
    /// <param name="path">The file; its directory must exist.</param>
    /// <param name="replay">Gets each committed payload in order; the memory is only lent for the call.</param>
    /// <exception cref="RagStateException">The file is damaged before its end, or can't be opened.</exception>
    public static JournalWriter Open(string path, Action<ReadOnlyMemory<byte>> replay)
    {
        var isNew = !File.Exists(path);
        var writer = new JournalWriter(path, OpenExclusively(path));
        try
        {
            writer.Recover(replay);
            if (isNew) DurableFile.FlushDirectoryOf(path);
            return writer;
        }
        catch
        {
            writer.Dispose();
            throw;
        }
    }

    /// <summary>Opens a journal of which a reader has just read every group: what stands behind them is a write that was cut short.</summary>
    /// <param name="path">The file.</param>
    /// <param name="position">Where the reader is; see <see cref="JournalReader.Position"/>.</param>
    /// <param name="groups">How many groups it read; see <see cref="JournalReader.Groups"/>.</param>
    /// <exception cref="RagStateException">The file can't be opened.</exception>
    public static JournalWriter Resume(string path, long position, ulong groups)
    {
        var writer = new JournalWriter(path, OpenExclusively(path)) { Length = position, _groups = groups };
        writer.TornBytes = RandomAccess.GetLength(writer._handle) - position;
        if (writer.TornBytes > 0) RandomAccess.SetLength(writer._handle, position);
        return writer;
    }

    /// <summary>Adds a record to the group that the next <see cref="Commit"/> makes durable.</summary>
    /// <param name="payload">The record, 1 byte to <see cref="JournalFrame.MaxPayload"/>.</param>
    public void Append(ReadOnlySpan<byte> payload)
    {
        ArgumentOutOfRangeException.ThrowIfZero(payload.Length, nameof(payload));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(payload.Length, JournalFrame.MaxPayload, nameof(payload));
        CompleteLastFrame(endsGroup: false);
        Reserve(JournalFrame.HeaderSize + payload.Length);
        _lastFrame = _groupLength;
        payload.CopyTo(_group.AsSpan(_groupLength + JournalFrame.HeaderSize));
        _groupLength += JournalFrame.HeaderSize + payload.Length;
    }

    /// <summary>Writes the group and returns when it is on the disk.</summary>
    /// <exception cref="RagStateException">It could not be written. The journal must be opened again.</exception>
    public void Commit()
    {
        if (_lastFrame < 0) return;
        if (_failed) throw Failed(null);
        CompleteLastFrame(endsGroup: true);
        try
        {
            RandomAccess.Write(_handle, _group.AsSpan(0, _groupLength), Length);
            RandomAccess.FlushToDisk(_handle);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // After a failed flush nobody knows what is on the disk; only reading it again tells.
            _failed = true;
            throw Failed(e);
        }

        (Length, _groups) = (Length + _groupLength, _groups + 1);
        Discard();
    }

    /// <summary>Forgets what was appended since the last <see cref="Commit"/>.</summary>
    public void Discard()
    {
        (_groupLength, _lastFrame) = (0, -1);
        if (_group.Length > KeptCapacity) _group = [];
    }

    public void Dispose() => _handle.Dispose();

    private static SafeFileHandle OpenExclusively(string path)
    {
        try
        {
            return File.OpenHandle(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new RagStateException(
                path, $"The journal '{path}' can't be opened for writing: {e.Message} Close what else writes it, or grant access to it.", true, e);
        }
    }

    private void Recover(Action<ReadOnlyMemory<byte>> replay)
    {
        using var reader = JournalReader.Over(_path, _handle);
        reader.Read(replay);
        (Length, _groups) = (reader.Position, reader.Groups);
        TornBytes = RandomAccess.GetLength(_handle) - Length;
        if (TornBytes > 0) RandomAccess.SetLength(_handle, Length);
        if (Length == 0)
        {
            RandomAccess.Write(_handle, JournalFrame.Magic, 0);
            Length = JournalFrame.Magic.Length;
        }

        RandomAccess.FlushToDisk(_handle);
    }

    private void CompleteLastFrame(bool endsGroup)
    {
        if (_lastFrame < 0) return;
        var length = _groupLength - _lastFrame - JournalFrame.HeaderSize;
        new JournalFrame(_groups + 1, endsGroup, length).WriteHeader(_group.AsSpan(_lastFrame, _groupLength - _lastFrame));
    }

    private void Reserve(int count)
    {
        if (_group.Length - _groupLength >= count) return;
        var capacity = Math.Min(Array.MaxLength, Math.Max((long)_groupLength + count, 2L * _group.Length));
        Array.Resize(ref _group, (int)capacity);
    }

    private RagStateException Failed(Exception? cause) => new(
        _path,
        $"The journal '{_path}' could not be written{(cause is null ? " earlier" : $": {cause.Message}")} " +
        "Look at the free space and the rights of its directory, then write again.",
        isTransient: true,
        cause);
}
