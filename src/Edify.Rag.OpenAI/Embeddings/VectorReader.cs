using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace Edify.Rag.OpenAI.Embeddings;

/// <summary>Reads a vector: little-endian floats in base64, or numbers.</summary>
internal static class VectorReader
{
    /// <exception cref="FormatException">It is neither, or has no direction.</exception>
    public static float[] Read(ref Utf8JsonReader json)
    {
        var vector = json.TokenType switch
        {
            JsonTokenType.String => OfBytes(ref json),
            JsonTokenType.StartArray => OfNumbers(ref json),
            _ => throw NoVector(),
        };
        if (vector.Length == 0) throw new FormatException("it gives a vector without numbers");
        foreach (var number in vector)
        {
            if (!float.IsFinite(number)) throw new FormatException("it gives a vector with a value that is no number, or infinite");
        }

        return vector;
    }

    private static float[] OfBytes(ref Utf8JsonReader json)
    {
        if (!json.TryGetBytesFromBase64(out var bytes) || bytes.Length % sizeof(float) != 0) throw NoVector();
        var vector = MemoryMarshal.Cast<byte, float>(bytes).ToArray();
        if (!BitConverter.IsLittleEndian)
        {
            var words = MemoryMarshal.Cast<float, int>(vector.AsSpan());
            BinaryPrimitives.ReverseEndianness(words, words);
        }

        return vector;
    }

    private static float[] OfNumbers(ref Utf8JsonReader json)
    {
        var vector = new List<float>(1024);
        while (json.Read() && json.TokenType != JsonTokenType.EndArray)
        {
            if (json.TokenType != JsonTokenType.Number || !json.TryGetSingle(out var number)) throw NoVector();
            vector.Add(number);
        }

        return [.. vector];
    }

    private static FormatException NoVector() => new("it gives a vector that is neither numbers nor floats in base64");
}
