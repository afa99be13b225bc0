using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace Edify.Rag.Shared.Auditing;

/// <summary>A record's parts in bytes, and the line they are written as.</summary>
internal readonly record struct AuditLine(long Number, byte[] Previous, ReadOnlyMemory<byte> Entry, byte[] Hash, byte[] Signature)
{
    private const int Hex = 2 * AuditSeal.Size;

    private static ReadOnlySpan<byte> Start => "{\"number\":"u8;

    private static ReadOnlySpan<byte> BeforePrevious => ",\"previous\":\""u8;

    private static ReadOnlySpan<byte> BeforeEntry => "\",\"entry\":"u8;

    private static ReadOnlySpan<byte> BeforeHash => ",\"hash\":\""u8;

    private static ReadOnlySpan<byte> BeforeSignature => "\",\"signature\":\""u8;

    private static ReadOnlySpan<byte> End => "\"}"u8;

    private static int TailLength => BeforeHash.Length + Hex + BeforeSignature.Length + Hex + End.Length;

    /// <summary>The record that follows another one.</summary>
    public static AuditLine After(long number, byte[] hash, byte[] entry, AuditSeal seal)
    {
        var own = AuditSeal.HashOf(hash, number + 1, entry);
        return new(number + 1, hash, entry, own, seal.SignRecord(own));
    }

    /// <summary>The line without its end.</summary>
    public byte[] ToBytes()
    {
        var line = new List<byte>(Entry.Length + 300);
        line.AddRange(Start);
        line.AddRange(Encoding.ASCII.GetBytes(Number.ToString(CultureInfo.InvariantCulture)));
        line.AddRange(BeforePrevious);
        line.AddRange(Encoding.ASCII.GetBytes(Convert.ToHexStringLower(Previous)));
        line.AddRange(BeforeEntry);
        line.AddRange(Entry.Span);
        line.AddRange(BeforeHash);
        line.AddRange(Encoding.ASCII.GetBytes(Convert.ToHexStringLower(Hash)));
        line.AddRange(BeforeSignature);
        line.AddRange(Encoding.ASCII.GetBytes(Convert.ToHexStringLower(Signature)));
        line.AddRange(End);
        return [.. line];
    }

    /// <summary>Takes a line apart; <see langword="false"/> unless it is written exactly as <see cref="ToBytes"/> writes it.</summary>
    public static bool TryParse(ReadOnlyMemory<byte> line, out AuditLine parsed)
    {
        parsed = default;
        var bytes = line.Span;
        if (!bytes.StartsWith(Start) || !Utf8Parser.TryParse(bytes[Start.Length..], out long number, out var digits) || number < 1) return false;
        var entryAt = Start.Length + digits + BeforePrevious.Length + Hex + BeforeEntry.Length;
        var tailAt = bytes.Length - TailLength;
        if (tailAt <= entryAt) return false;
        if (!TryHex(bytes.Slice(Start.Length + digits + BeforePrevious.Length, Hex), out var previous)) return false;
        if (!TryHex(bytes.Slice(tailAt + BeforeHash.Length, Hex), out var hash)) return false;
        if (!TryHex(bytes.Slice(bytes.Length - End.Length - Hex, Hex), out var signature)) return false;
        parsed = new(number, previous, line[entryAt..tailAt], hash, signature);

        // What has another spelling was touched, even where it means the same.
        return parsed.ToBytes().AsSpan().SequenceEqual(bytes);
    }

    public AuditRecord ToRecord(AuditEntry entry) => new(
        Number, entry, Encoding.UTF8.GetString(Entry.Span), Convert.ToHexStringLower(Previous), Convert.ToHexStringLower(Hash), Convert.ToHexStringLower(Signature));

    private static bool TryHex(ReadOnlySpan<byte> text, out byte[] bytes)
    {
        bytes = new byte[AuditSeal.Size];
        Span<char> digits = stackalloc char[Hex];
        for (var i = 0; i < Hex; i++) digits[i] = (char)text[i];
        return Convert.FromHexString(digits, bytes, out _, out _) == System.Buffers.OperationStatus.Done;
    }
}
