using System.Globalization;

namespace Edify.Rag.Embeddings.Decorators.Caching;

/// <summary>How the directory of a disk tier is laid out.</summary>
/// <remarks>
/// Segments are numbered from 1, and each is two files that are only appended to: records in <c>00000001.vectors</c>
/// (<see cref="DiskRecord"/>), then where they stand in <c>00000001.index</c> (<see cref="DiskIndexEntry"/>). Each begins with a
/// header of 16 bytes: eight that tell its kind and version, and the segment's number. Integers and floats are little-endian.
/// Records are written before their entries, so a process that is killed leaves at most records that nobody finds; what a
/// machine that lost its power left half-written has a wrong checksum.
/// </remarks>
internal static class DiskFormat
{
    /// <summary>Records begin at multiples of it; offsets are counted in it.</summary>
    public const int Unit = 16;

    public const int HeaderSize = Unit;

    public const string LockFile = "writer.lock";

    public const string IndexSuffix = ".index";

    public static ReadOnlySpan<byte> VectorsMagic => "EDFYEMV1"u8;

    public static ReadOnlySpan<byte> IndexMagic => "EDFYEMI1"u8;

    public static string VectorsFile(string directory, uint segment) => Path.Combine(directory, Number(segment) + ".vectors");

    public static string IndexFile(string directory, uint segment) => Path.Combine(directory, Number(segment) + IndexSuffix);

    /// <summary>Numbers of the segments of a directory, the oldest first.</summary>
    public static List<uint> Segments(string directory) =>
    [
        .. Directory.EnumerateFiles(directory, "*" + IndexSuffix)
            .Select(file => uint.TryParse(Path.GetFileNameWithoutExtension(file), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0)
            .Where(number => number > 0)
            .Order(),
    ];

    public static long RoundedUp(long length) => (length + Unit - 1) / Unit * Unit;

    private static string Number(uint segment) => segment.ToString("D8", CultureInfo.InvariantCulture);
}
