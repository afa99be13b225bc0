using System.Buffers.Text;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Edify.Rag.Shared.Journal;

namespace Edify.Rag.Vectors.Embedded.Collections;

/// <summary>A small JSON file with its checksum in a last line, replaced as a whole.</summary>
internal static class StateFile
{
    private static ReadOnlySpan<byte> Label => "\n// crc-32c: "u8;

    public static void Write<T>(string path, T content, JsonTypeInfo<T> type)
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(content, type);
        var checksum = Crc32C.Of(json).ToString("x8", CultureInfo.InvariantCulture);
        DurableFile.Replace(path, [.. json, .. Label, .. System.Text.Encoding.ASCII.GetBytes(checksum), (byte)'\n']);
    }

    /// <summary>Reads the file; <see langword="null"/> when there is none.</summary>
    /// <exception cref="RagStateException">It is damaged.</exception>
    public static T? Read<T>(string path, JsonTypeInfo<T> type) where T : class
    {
        byte[] bytes;
        try
        {
            bytes = ReadBytes(path);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }

        if (Checked(bytes) is not { } json)
            throw Segments.Damage.In(path, 0, "its content does not match its checksum");
        return JsonSerializer.Deserialize(json.Span, type);
    }

    /// <summary>The file as it is, read so that another process may replace it meanwhile.</summary>
    public static byte[] ReadBytes(string path)
    {
        using var handle = File.OpenHandle(path, share: FileShare.ReadWrite | FileShare.Delete);
        var bytes = new byte[RandomAccess.GetLength(handle)];
        var read = RandomAccess.Read(handle, bytes, 0);
        return read == bytes.Length ? bytes : bytes[..read];
    }

    private static ReadOnlyMemory<byte>? Checked(byte[] bytes)
    {
        var length = bytes.Length - Label.Length - 9;
        if (length < 0 || !bytes.AsSpan(length).StartsWith(Label)) return null;
        var digits = bytes.AsSpan(length + Label.Length, 8);
        return Utf8Parser.TryParse(digits, out uint checksum, out _, 'x') && checksum == Crc32C.Of(bytes.AsSpan(0, length))
            ? bytes.AsMemory(0, length)
            : default(ReadOnlyMemory<byte>?);
    }
}
