using System.Globalization;
using System.Text.RegularExpressions;
using Edify.Rag.Shared.Auditing;
using Edify.Rag.Shared.Journal;

namespace Edify.Rag.Hosting.Auditing.Embedded;

/// <summary>Where the embedded audit lies: segments named by the number of their first record, head, anchor, lock and texts.</summary>
internal sealed partial class AuditFiles(string directory)
{
    private const int LargestSegment = 256 << 20;

    public string Directory => directory;

    public string Head => Path.Combine(directory, "head");

    public string Anchor => Path.Combine(directory, "anchor");

    public string Texts => Path.Combine(directory, "texts");

    private string Lock => Path.Combine(directory, "lock");

    public string SegmentOf(long first) => Path.Combine(directory, string.Create(CultureInfo.InvariantCulture, $"{first:D12}.jsonl"));

    public static long FirstOf(string segment) => long.Parse(Path.GetFileNameWithoutExtension(segment), NumberStyles.None, CultureInfo.InvariantCulture);

    /// <summary>The segments, the oldest first.</summary>
    public IReadOnlyList<string> Segments() => System.IO.Directory.Exists(directory)
        ? [.. System.IO.Directory.EnumerateFiles(directory, "*.jsonl").Where(path => SegmentName().IsMatch(Path.GetFileName(path))).OrderBy(FirstOf)]
        : [];

    /// <summary>A segment's content; <see langword="null"/> when it was pruned meanwhile.</summary>
    /// <exception cref="RagStateException">It is larger than any that was written here.</exception>
    public static byte[]? Read(string segment)
    {
        try
        {
            using var handle = File.OpenHandle(segment, share: FileShare.ReadWrite | FileShare.Delete);
            var length = RandomAccess.GetLength(handle);
            if (length > LargestSegment) throw new RagStateException(segment, $"The audit's file '{segment}' has {length:N0} bytes, more than was ever written to one. Put the audit back from a backup.");
            var bytes = new byte[length];
            var read = 0;
            while (read < bytes.Length && RandomAccess.Read(handle, bytes.AsSpan(read), read) is var count and > 0) read += count;
            return read == bytes.Length ? bytes : bytes[..read];
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    /// <summary>The records of a segment, and where each ends; <see langword="null"/> for a line that is none.</summary>
    public static IEnumerable<(AuditLine? Line, long End)> Lines(byte[] segment)
    {
        for (var start = 0; start < segment.Length;)
        {
            var length = segment.AsSpan(start).IndexOf((byte)'\n');
            var end = length < 0 ? segment.Length : start + length + 1;

            // A line without its end is one that was not written to its end.
            yield return (length >= 0 && AuditLine.TryParse(segment.AsMemory(start, length), out var line) ? (AuditLine?)line : null, end);
            start = end;
        }
    }

    /// <summary>Keeps other processes from writing until it is disposed; <see langword="null"/> while one of them does.</summary>
    /// <exception cref="RagStateException">The lock can't be made.</exception>
    public IDisposable? TryLock()
    {
        try
        {
            System.IO.Directory.CreateDirectory(directory);
            return new FileStream(Lock, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 0);
        }
        catch (UnauthorizedAccessException e)
        {
            throw new RagStateException(Lock, $"The audit in '{directory}' can't be written. Grant this process the right to write there.", innerException: e);
        }
        catch (IOException) when (System.IO.Directory.Exists(directory))
        {
            return null;
        }
        catch (IOException e)
        {
            throw new RagStateException(directory, $"The audit's directory '{directory}' can't be made: {e.Message}", isTransient: true, e);
        }
    }

    /// <summary>Writes behind what counts of a segment, and returns when it is on the disk.</summary>
    public static void Append(string segment, long at, ReadOnlySpan<byte> lines)
    {
        var isNew = !File.Exists(segment);
        using (var handle = File.OpenHandle(segment, FileMode.OpenOrCreate, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete))
        {
            RandomAccess.Write(handle, lines, at);
            RandomAccess.FlushToDisk(handle);
        }

        if (isNew) DurableFile.FlushDirectoryOf(segment);
    }

    [GeneratedRegex(@"^\d{12,18}\.jsonl$", RegexOptions.CultureInvariant)]
    private static partial Regex SegmentName();
}
