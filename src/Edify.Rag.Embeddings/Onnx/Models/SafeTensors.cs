using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace Edify.Rag.Embeddings.Onnx;

/// <summary>Reads tensors of a safetensors file: a length of 8 bytes, a header in JSON, then the data.</summary>
/// <remarks>The format is that of https://github.com/huggingface/safetensors.</remarks>
internal static class SafeTensors
{
    private const int LengthBytes = 8;
    private const long MaxHeader = 100 << 20;

    /// <summary>A tensor as single-precision numbers; <see langword="null"/> when the file has none of that name.</summary>
    /// <exception cref="RagConfigurationException">The file is damaged, or the tensor is of another shape or of an unknown type.</exception>
    public static float[]? Read(string path, string name, params ReadOnlySpan<int> shape)
    {
        var elements = 1L;
        foreach (var size in shape) elements *= size;
        using var file = File.OpenRead(path);
        try
        {
            Span<byte> length = stackalloc byte[LengthBytes];
            file.ReadExactly(length);
            var headerLength = BinaryPrimitives.ReadInt64LittleEndian(length);
            if (headerLength is <= 0 or > MaxHeader || headerLength > file.Length) throw Damaged(path);
            var header = new byte[headerLength];
            file.ReadExactly(header);
            using var json = JsonDocument.Parse(header);
            if (!json.RootElement.TryGetProperty(name, out var tensor)) return null;

            var type = tensor.GetProperty("dtype").GetString() ?? string.Empty;
            var start = tensor.GetProperty("data_offsets")[0].GetInt64();
            var end = tensor.GetProperty("data_offsets")[1].GetInt64();
            if (!HasShape(tensor.GetProperty("shape"), shape))
                throw new RagConfigurationException($"The tensor {name} of '{path}' is not of the shape {string.Join('×', shape.ToArray())} that the model's configuration tells.");
            var size = SizeOf(type) ?? throw new RagConfigurationException($"The tensor {name} of '{path}' is of type {type}; F32, F16, BF16 and F64 can be read.");
            if (start < 0 || end - start != elements * size || end > file.Length - LengthBytes - headerLength) throw Damaged(path);

            file.Position = LengthBytes + headerLength + start;
            var bytes = new byte[end - start];
            file.ReadExactly(bytes);
            return Convert(bytes, type);
        }
        catch (Exception e) when (e is JsonException or EndOfStreamException or KeyNotFoundException or InvalidOperationException or FormatException or IndexOutOfRangeException)
        {
            throw Damaged(path, e);
        }
    }

    private static bool HasShape(JsonElement told, ReadOnlySpan<int> expected)
    {
        if (told.GetArrayLength() != expected.Length) return false;
        for (var i = 0; i < expected.Length; i++)
            if (told[i].GetInt64() != expected[i]) return false;
        return true;
    }

    private static int? SizeOf(string type) => type switch
    {
        "F64" => 8,
        "F32" => 4,
        "F16" or "BF16" => 2,
        _ => null,
    };

    // The file is little-endian, as is every machine that the runtime supports.
    private static float[] Convert(byte[] bytes, string type) => type switch
    {
        "F32" => MemoryMarshal.Cast<byte, float>(bytes).ToArray(),
        "F16" => [.. Array.ConvertAll(MemoryMarshal.Cast<byte, Half>(bytes).ToArray(), x => (float)x)],
        "BF16" => [.. Array.ConvertAll(MemoryMarshal.Cast<byte, ushort>(bytes).ToArray(), x => BitConverter.UInt32BitsToSingle((uint)x << 16))],
        _ => [.. Array.ConvertAll(MemoryMarshal.Cast<byte, double>(bytes).ToArray(), x => (float)x)],
    };

    private static RagConfigurationException Damaged(string path, Exception? cause = null) =>
        new($"'{path}' is damaged: it is no safetensors file, or not all of one. Copy or export the model again.", cause);
}
