using System.Globalization;
using System.Text;
using Edify.Rag.Shared.Auditing;
using Edify.Rag.Shared.Journal;

namespace Edify.Rag.Hosting.Auditing.Embedded;

/// <summary>A record that counts for all before it: where the log ends, or what was pruned. Signed, in a file of its own.</summary>
/// <param name="Number">The record's number; 0 before the first.</param>
/// <param name="Hash">Its hash.</param>
internal sealed record AuditHead(long Number, byte[] Hash)
{
    private const int SlotSize = 512;

    public static AuditHead Origin { get; } = new(0, AuditSeal.Origin);

    public AuditMark Mark => new(Number, Convert.ToHexStringLower(Hash));

    /// <summary>Makes the head's file, and returns when it is on the disk.</summary>
    public static void Create(string path, AuditSeal seal) => DurableFile.Replace(path, [.. Origin.Slot(seal), .. Origin.Slot(seal)]);

    /// <summary>Moves the head on, in the one of two places that the last head is not in, and returns when it is on the disk.</summary>
    /// <remarks>A crash half-way leaves the head of before, which what was not acknowledged lies behind.</remarks>
    public void Write(string path, AuditSeal seal, int slot)
    {
        using var handle = File.OpenHandle(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete);
        RandomAccess.Write(handle, Slot(seal), slot * (long)SlotSize);
        RandomAccess.FlushToDisk(handle);
    }

    /// <summary>The head, and the place it stands in; <see langword="null"/> when the file is there and holds none that is signed.</summary>
    /// <param name="path">The file.</param>
    /// <param name="seal">The key.</param>
    /// <param name="isWhole">Whether both places hold one that is signed.</param>
    public static (AuditHead Head, int Slot)? Read(string path, AuditSeal seal, out bool isWhole)
    {
        var bytes = AuditFiles.Read(path) ?? [];
        var (first, second) = (Parse(bytes, 0, seal), Parse(bytes, 1, seal));
        isWhole = first is not null && second is not null && bytes.Length == 2 * SlotSize;
        if (first is null) return second is null ? null : (second, 1);
        return second is null || second.Number < first.Number ? (first, 0) : (second, 1);
    }

    /// <summary>Says durably that records up to this one were pruned.</summary>
    public void WriteAnchor(string path, AuditSeal seal) => DurableFile.Replace(path, Encoding.ASCII.GetBytes(Text(seal.SignAnchor(Number, Hash))));

    /// <summary>What was pruned; <see langword="null"/> when the file does not hold what was signed.</summary>
    public static AuditHead? ReadAnchor(string path, AuditSeal seal) =>
        Parse(Encoding.ASCII.GetString(AuditFiles.Read(path) ?? []), seal.IsAnchor);

    private static AuditHead? Parse(byte[] file, int slot, AuditSeal seal) =>
        file.Length < (slot + 1) * SlotSize ? null : Parse(Encoding.ASCII.GetString(file, slot * SlotSize, SlotSize).TrimEnd(' ', '\n'), seal.IsHead);

    private delegate bool IsSigned(long number, ReadOnlySpan<byte> hash, ReadOnlySpan<byte> signature);

    private static AuditHead? Parse(string text, IsSigned isSigned)
    {
        var parts = text.TrimEnd('\n').Split(' ');
        if (parts.Length != 3 || parts[1].Length != 2 * AuditSeal.Size || parts[2].Length != 2 * AuditSeal.Size) return null;
        if (!parts[1].All(char.IsAsciiHexDigitLower) || !parts[2].All(char.IsAsciiHexDigitLower)) return null;
        if (!long.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var number)) return null;
        var hash = Convert.FromHexString(parts[1]);
        return isSigned(number, hash, Convert.FromHexString(parts[2])) ? new(number, hash) : null;
    }

    private byte[] Slot(AuditSeal seal) => Encoding.ASCII.GetBytes(Text(seal.SignHead(Number, Hash)).TrimEnd('\n').PadRight(SlotSize - 1) + '\n');

    private string Text(byte[] signature) =>
        string.Create(CultureInfo.InvariantCulture, $"{Number} {Convert.ToHexStringLower(Hash)} {Convert.ToHexStringLower(signature)}\n");
}
