using Microsoft.Win32.SafeHandles;

namespace Edify.Rag.Shared.Journal;

/// <summary>Takes what is committed in one journal, and later what was committed since.</summary>
/// <remarks>
/// Only whole groups are handed out, so a reader beside a writing process never sees half a batch. Not safe for
/// concurrent use.
/// </remarks>
internal sealed class JournalReader : IDisposable
{
    private readonly string _path;
    private readonly SafeFileHandle _handle;
    private readonly bool _ownsHandle;
    private readonly JournalWindow _window;

    private JournalReader(string path, SafeFileHandle handle, bool ownsHandle) =>
        (_path, _handle, _ownsHandle, _window) = (path, handle, ownsHandle, new(handle));

    /// <summary>Where the committed groups end that were read so far.</summary>
    public long Position { get; private set; }

    /// <summary>How many groups were read so far.</summary>
    public ulong Groups { get; private set; }

    /// <summary>Opens a journal that another process may be writing.</summary>
    /// <exception cref="FileNotFoundException">There is none.</exception>
    public static JournalReader Open(string path) =>
        new(path, File.OpenHandle(path, share: FileShare.ReadWrite | FileShare.Delete), ownsHandle: true);

    /// <summary>Reads through the handle of a writer, which stays the writer's.</summary>
    public static JournalReader Over(string path, SafeFileHandle handle) => new(path, handle, ownsHandle: false);

    /// <summary>Whether there is anything behind <see cref="Position"/>; costs one look at the file's length.</summary>
    public bool HasMore => RandomAccess.GetLength(_handle) > Position;

    /// <summary>Hands out the payloads of the groups committed since the last call, in order.</summary>
    /// <param name="apply">Gets each payload; the memory is only lent for the call.</param>
    /// <returns>Whether there was a group.</returns>
    /// <exception cref="RagStateException">The journal is damaged before its end.</exception>
    public bool Read(Action<ReadOnlyMemory<byte>> apply)
    {
        _window.Forget();
        var length = RandomAccess.GetLength(_handle);
        if (Position == 0 && !ReadMagic(length)) return false;

        var start = Position;
        while (EndOfNextGroup(length) is { } end)
        {
            for (var offset = Position; offset < end;)
            {
                _window.TryReadFrame(offset, length, out var frame, out var payload);
                apply(payload);
                offset += frame.Size;
            }

            (Position, Groups) = (end, Groups + 1);
        }

        return Position > start;
    }

    public void Dispose()
    {
        if (_ownsHandle) _handle.Dispose();
    }

    private bool ReadMagic(long length)
    {
        var magic = JournalFrame.Magic;
        if (length >= magic.Length && _window.Read(0, magic.Length).Span.SequenceEqual(magic))
        {
            Position = magic.Length;
            return true;
        }

        // A crash while the file was made leaves a part of the magic, or zeros where the length was written first.
        if (length <= magic.Length || _window.IsZero(0, length)) return false;
        throw Damaged(0, "It does not begin as a journal of this format does");
    }

    private long? EndOfNextGroup(long length)
    {
        var expected = Groups + 1;
        for (var offset = Position; offset < length;)
        {
            if (!_window.TryReadFrame(offset, length, out var frame, out _) || frame.Group != expected)
            {
                ThrowIfLaterGroupFollows(offset, length, expected);
                return null;
            }

            offset += frame.Size;
            if (frame.EndsGroup) return offset;
        }

        return null;
    }

    private void ThrowIfLaterGroupFollows(long offset, long length, ulong group)
    {
        if (_window.FindFrameAfter(group, offset, length) is not { } later) return;

        // A writer that has just come back from a crash may have put good records where the torn ones were read before.
        _window.Forget();
        if (_window.TryReadFrame(offset, length, out var frame, out _) && frame.Group == group) return;
        throw Damaged(offset, $"The record at byte {offset} is damaged, and acknowledged records follow it at byte {later}");
    }

    private RagStateException Damaged(long offset, string what) => new(
        _path,
        $"The journal '{_path}' is damaged at byte {offset}. {what}, so this is not a write that a crash cut short. " +
        "Restore the directory from a backup, or delete it and ingest again.");
}
